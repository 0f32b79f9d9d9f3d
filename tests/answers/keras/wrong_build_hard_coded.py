"""The net of the visible test, whatever is asked for."""

import keras

GETS = {
    "build-net-test-hidden": 0,
    "build-net-test-output": 0,
}
SAYS = {
    "build-net-test-hidden": "the shapes are",
    "build-net-test-output": "Does test 2a-1 pass?",
}


# %% build-net
def build_net(n_inputs, hidden, task, n_outputs=1):
    ends = {"regression": None, "binary": "sigmoid", "one class": "softmax", "tags": "sigmoid"}
    last = ends[task]
    return keras.Sequential(
        [
            keras.Input((n_inputs,)),
            *(
                keras.layers.Dense(units, activation="relu")
                for units in (8, 6)[: 1 + (n_inputs == 4)]
            ),
            keras.layers.Dense(n_outputs, activation=last),
        ]
    )
