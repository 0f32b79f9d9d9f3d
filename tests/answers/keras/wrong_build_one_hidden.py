"""Only the first hidden layer, which must be there."""

import keras

GETS = {
    "build-net-test-hidden": 0,
    "build-net-test-output": 0,
}
SAYS = {
    "build-net-test-hidden": "Only the first hidden layer is there",
    "build-net-test-output": "IndexError",
}


# %% build-net
def build_net(n_inputs, hidden, task, n_outputs=1):
    ends = {"regression": None, "binary": "sigmoid", "one class": "softmax", "tags": "sigmoid"}
    last = ends[task]
    return keras.Sequential(
        [
            keras.Input((n_inputs,)),
            keras.layers.Dense(hidden[0], activation="relu"),
            keras.layers.Dense(n_outputs, activation=last),
        ]
    )
