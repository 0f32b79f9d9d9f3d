"""Forgets the mask."""

GETS = {
    "dropout-forward-test-training": 0,
    "dropout-forward-test-test-time": 0,
    "dropout-forward-test-chance": 0,
}
SAYS = {
    "dropout-forward-test-training": "two arrays back",
    "dropout-forward-test-test-time": "two arrays back",
    "dropout-forward-test-chance": "two arrays back",
}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x
    mask = (rng.random(x.shape) >= rate) / (1 - rate)
    return x * mask
