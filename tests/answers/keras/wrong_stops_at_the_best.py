"""The best epoch ends the training."""

GETS = {
    "stops-test": 0,
}
SAYS = {
    "stops-test": "A best epoch never ends",
}


# %% stops
last_epoch = 8
weights_of_epoch = 8
