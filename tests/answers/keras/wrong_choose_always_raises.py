"""Nothing fits."""

GETS = {
    "choose-loss-test-names": 0,
    "choose-loss-test-misfits": 0,
}
SAYS = {
    "choose-loss-test-names": "why a ValueError?",
    "choose-loss-test-misfits": "why a ValueError?",
}


# %% choose-loss
def choose_loss(y, n_outputs):
    raise ValueError("these labels don't fit")
