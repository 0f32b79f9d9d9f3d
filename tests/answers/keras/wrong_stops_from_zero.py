"""Epochs counted from 0."""

GETS = {
    "stops-test": 0,
}
SAYS = {
    "stops-test": "last_epoch isn't 10",
}


# %% stops
last_epoch = 10
weights_of_epoch = 7
