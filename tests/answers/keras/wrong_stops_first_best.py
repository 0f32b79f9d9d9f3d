"""A best epoch that is beaten later."""

GETS = {
    "stops-test": 0,
}
SAYS = {
    "stops-test": "There is a better one",
}


# %% stops
last_epoch = 11
weights_of_epoch = 5
