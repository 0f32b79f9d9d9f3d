"""The last weights instead of the best."""

GETS = {
    "stops-test": 0,
}
SAYS = {
    "stops-test": "is .58 the lowest loss?",
}


# %% stops
last_epoch = 11
weights_of_epoch = 11
