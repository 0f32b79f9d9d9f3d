"""Lets the fit of Keras's own class do it."""

import keras

GETS = {
    "train-test-weights": 0,
    "train-test-history": 0,
    "train-test-mode": 0,
}
SAYS = {
    "train-test-weights": "Write the loop yourself",
    "train-test-history": "Write the loop yourself",
    "train-test-mode": "Write the loop yourself",
}


# %% train
def train(model, optimizer, x, y, epochs, batch_size):
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    logs = keras.Sequential.fit(
        model, x, y, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0
    ).history
    return {key: logs.get(key, []) for key in ("loss", "accuracy")}
