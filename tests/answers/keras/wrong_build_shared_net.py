"""One net for all calls of a kind."""

import keras

GETS = {
    "build-net-test-hidden": 0,
}
SAYS = {
    "build-net-test-hidden": "share their weights",
}


# %% build-net
nets = {}


def build_net(n_inputs, hidden, task, n_outputs=1):
    ends = {"regression": None, "binary": "sigmoid", "one class": "softmax", "tags": "sigmoid"}
    last = ends[task]
    key = n_inputs, tuple(hidden), task, n_outputs
    if key not in nets:
        nets[key] = keras.Sequential([keras.Input((n_inputs,))])
        for units in hidden:
            nets[key].add(keras.layers.Dense(units, activation="relu"))
        nets[key].add(keras.layers.Dense(n_outputs, activation=last))
    return nets[key]
