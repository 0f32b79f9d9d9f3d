"""Patience is not renewed by a better epoch."""

GETS = {
    "stops-test": 0,
}
SAYS = {
    "stops-test": "Epoch 8 comes before",
}


# %% stops
last_epoch = 7
weights_of_epoch = 5
