"""All four numbers."""

GETS = {
    "printed-number-test": 0,
}
SAYS = {
    "printed-number-test": "is one number; yours has the shape (4,)",
}


# %% printed-number
printed_in_epoch_4 = [0.25, 0.45, 0.583, 0.675]
