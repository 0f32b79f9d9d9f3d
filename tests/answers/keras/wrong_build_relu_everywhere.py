"""ReLU on all layers, the last one included."""

import keras

GETS = {
    "build-net-test-output": 0,
}
SAYS = {
    "build-net-test-output": "the last layer has relu",
}


# %% build-net
def build_net(n_inputs, hidden, task, n_outputs=1):
    net = keras.Sequential([keras.Input((n_inputs,))])
    for units in hidden:
        net.add(keras.layers.Dense(units, activation="relu"))
    net.add(keras.layers.Dense(n_outputs, activation="relu"))
    return net
