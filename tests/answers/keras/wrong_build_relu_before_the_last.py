"""A ReLU between the last layer and its activation."""

import keras

GETS = {
    "build-net-test-output": 0,
}
SAYS = {
    "build-net-test-output": "leave that one out",
}


# %% build-net
def build_net(n_inputs, hidden, task, n_outputs=1):
    last = {"regression": None, "binary": "sigmoid", "one class": "softmax", "tags": "sigmoid"}
    net = keras.Sequential([keras.Input((n_inputs,))])
    for units in hidden:
        net.add(keras.layers.Dense(units, activation="relu"))
    if last[task]:
        net.add(keras.layers.Dense(n_outputs, activation="relu"))
        net.add(keras.layers.Activation(last[task]))
    else:
        net.add(keras.layers.Dense(n_outputs))
    return net
