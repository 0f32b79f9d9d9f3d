"""A softmax on a single unit."""

import keras

GETS = {
    "build-net-test-output": 0,
}
SAYS = {
    "build-net-test-output": "The softmax of a single unit is always 1",
}


# %% build-net
def build_net(n_inputs, hidden, task, n_outputs=1):
    ends = {"regression": None, "binary": "softmax", "one class": "softmax", "tags": "sigmoid"}
    last = ends[task]
    net = keras.Sequential([keras.Input((n_inputs,))])
    for units in hidden:
        net.add(keras.layers.Dense(units, activation="relu"))
    net.add(keras.layers.Dense(n_outputs, activation=last))
    return net
