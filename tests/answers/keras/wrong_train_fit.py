"""Lets model.fit do it."""

GETS = {
    "train-test-weights": 0,
    "train-test-history": 0,
    "train-test-mode": 0,
}
SAYS = {
    "train-test-weights": "the loop that model.fit runs",
    "train-test-history": "the loop that model.fit runs",
    "train-test-mode": "the loop that model.fit runs",
}


# %% train
def train(model, optimizer, x, y, epochs, batch_size):
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, batch_size, epochs, shuffle=False, verbose=0).history
