"""Hidden layers with a sigmoid."""

import keras

GETS = {
    "build-net-test-hidden": 0,
}
SAYS = {
    "build-net-test-hidden": "They have sigmoid as their activation",
}


# %% build-net
def build_net(n_inputs, hidden, task, n_outputs=1):
    ends = {"regression": None, "binary": "sigmoid", "one class": "softmax", "tags": "sigmoid"}
    last = ends[task]
    net = keras.Sequential([keras.Input((n_inputs,))])
    for units in hidden:
        net.add(keras.layers.Dense(units, activation="sigmoid"))
    net.add(keras.layers.Dense(n_outputs, activation=last))
    return net
