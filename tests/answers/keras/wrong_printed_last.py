"""What epoch 4 alone gets right."""

GETS = {
    "printed-number-test": 0,
}
SAYS = {
    "printed-number-test": "That is what epoch 4 alone gets right",
}


# %% printed-number
printed_in_epoch_4 = 0.95
