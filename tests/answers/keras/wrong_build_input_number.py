"""A number instead of a shape."""

import keras

GETS = {
    "build-net-test-hidden": 0,
    "build-net-test-output": 0,
}
SAYS = {
    "build-net-test-hidden": "with the comma",
    "build-net-test-output": "to a shape",
}


# %% build-net
def build_net(n_inputs, hidden, task, n_outputs=1):
    last = {"regression": None, "binary": "sigmoid", "one class": "softmax", "tags": "sigmoid"}
    net = keras.Sequential([keras.Input(n_inputs)])
    for units in hidden:
        net.add(keras.layers.Dense(units, activation="relu"))
    net.add(keras.layers.Dense(n_outputs, activation=last[task]))
    return net
