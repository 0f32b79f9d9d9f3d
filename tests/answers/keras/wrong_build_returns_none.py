"""Builds the net, and doesn't return it."""

import keras

GETS = {
    "build-net-test-hidden": 0,
    "build-net-test-output": 0,
}
SAYS = {
    "build-net-test-hidden": "Does it end with a return?",
    "build-net-test-output": "Does it end with a return?",
}


# %% build-net
def build_net(n_inputs, hidden, task, n_outputs=1):
    ends = {"regression": None, "binary": "sigmoid", "one class": "softmax", "tags": "sigmoid"}
    last = ends[task]
    net = keras.Sequential([keras.Input((n_inputs,))])
    for units in hidden:
        net.add(keras.layers.Dense(units, activation="relu"))
    net.add(keras.layers.Dense(n_outputs, activation=last))
