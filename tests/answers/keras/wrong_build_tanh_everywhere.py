"""tanh on all layers: both tests must say it of their own."""

import keras

GETS = {
    "build-net-test-hidden": 0,
    "build-net-test-output": 0,
}
SAYS = {
    "build-net-test-hidden": "They have tanh",
    "build-net-test-output": "the last layer has tanh",
}


# %% build-net
def build_net(n_inputs, hidden, task, n_outputs=1):
    net = keras.Sequential([keras.Input((n_inputs,))])
    for units in hidden:
        net.add(keras.layers.Dense(units, activation="tanh"))
    net.add(keras.layers.Dense(n_outputs, activation="tanh"))
    return net
