"""Patience is not renewed by a better epoch."""

GETS = {
    "stops-test": 0,
}
SAYS = {
    "stops-test": "what comes right after epoch 7",
}


# %% stops
last_epoch = 7
weights_of_epoch = 5
