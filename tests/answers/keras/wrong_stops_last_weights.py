"""The last weights instead of the best."""

GETS = {
    "stops-test": 0,
}
SAYS = {
    "stops-test": "not the last ones",
}


# %% stops
last_epoch = 11
weights_of_epoch = 11
