"""A ReLU at the end of a regression."""

import keras

GETS = {
    "build-net-test-output": 0,
}
SAYS = {
    "build-net-test-output": "never answer a number below 0",
}


# %% build-net
def build_net(n_inputs, hidden, task, n_outputs=1):
    ends = {"regression": "relu", "binary": "sigmoid", "one class": "softmax", "tags": "sigmoid"}
    last = ends[task]
    net = keras.Sequential([keras.Input((n_inputs,))])
    for units in hidden:
        net.add(keras.layers.Dense(units, activation="relu"))
    net.add(keras.layers.Dense(n_outputs, activation=last))
    return net
