"""No Input: the net has no weights before its first call."""

import keras

GETS = {
    "build-net-test-hidden": 0,
    "build-net-test-output": 0,
}
SAYS = {
    "build-net-test-hidden": "Begin with keras.Input((n_inputs,))",
    "build-net-test-output": "Does test 2a-1 pass?",
}


# %% build-net
def build_net(n_inputs, hidden, task, n_outputs=1):
    ends = {"regression": None, "binary": "sigmoid", "one class": "softmax", "tags": "sigmoid"}
    last = ends[task]
    layers = [keras.layers.Dense(units, activation="relu") for units in hidden]
    return keras.Sequential([*layers, keras.layers.Dense(n_outputs, activation=last)])
