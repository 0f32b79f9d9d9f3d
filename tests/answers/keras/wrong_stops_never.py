"""It runs to the end."""

GETS = {
    "stops-test": 0,
}
SAYS = {
    "stops-test": "Patience ends before",
}


# %% stops
last_epoch = 12
weights_of_epoch = 12
