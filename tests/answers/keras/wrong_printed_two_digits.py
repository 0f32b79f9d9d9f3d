"""The right number, to two digits."""

GETS = {
    "printed-number-test": 0,
}
SAYS = {
    "printed-number-test": "give three digits",
}


# %% printed-number
printed_in_epoch_4 = 0.68
