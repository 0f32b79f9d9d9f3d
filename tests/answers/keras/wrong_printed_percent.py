"""A percentage."""

GETS = {
    "printed-number-test": 0,
}
SAYS = {
    "printed-number-test": "a share between 0 and 1",
}


# %% printed-number
printed_in_epoch_4 = 67.5
