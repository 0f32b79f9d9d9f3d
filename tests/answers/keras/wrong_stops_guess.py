"""An epoch that no likely mistake leads to."""

GETS = {
    "stops-test": 0,
}
SAYS = {
    "stops-test": "Epoch 9 isn't the best one",
}


# %% stops
last_epoch = 11
weights_of_epoch = 9
