"""Lets model.fit do it."""

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
    return model.fit(x, y, batch_size, epochs, shuffle=False, verbose=0).history
