"""Lets model.train_step do each step."""

GETS = {
    "train-test-weights": 0,
    "train-test-history": 0,
    "train-test-mode": 0,
}
SAYS = {
    "train-test-weights": "train_step may not be used",
    "train-test-history": "train_step may not be used",
    "train-test-mode": "train_step may not be used",
}


# %% train
def train(model, optimizer, x, y, epochs, batch_size):
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = {"loss": [], "accuracy": []}
    for _ in range(epochs):
        model.reset_metrics()
        for start in range(0, len(x), batch_size):
            batch = slice(start, start + batch_size)
            logs = model.train_step((x[batch], y[batch]))
        for key in ("loss", "accuracy"):
            history[key].append(float(logs[key]))
    return history
