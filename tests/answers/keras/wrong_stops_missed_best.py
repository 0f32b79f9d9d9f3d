"""A best epoch in the middle is missed."""

GETS = {
    "stops-test": 0,
}
SAYS = {
    "stops-test": "You missed a best epoch",
}


# %% stops
last_epoch = 9
weights_of_epoch = 5
