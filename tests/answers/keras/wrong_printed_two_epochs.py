"""The mean of the last two epochs, and Keras's patience counted from the wrong epoch."""

GETS = {
    "printed-number-test": 0,
    "stops-test": 0,
}
SAYS = {
    "printed-number-test": "the metric remembers all four",
    "stops-test": "since the best one again",
}


# %% printed-number
printed_in_epoch_4 = (0.85 + 0.95) / 2


# %% stops
last_epoch = 10
weights_of_epoch = 8
