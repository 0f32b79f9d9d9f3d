"""Guesses: the small rate needs 64 times as many epochs; half the sum for XOR's loss."""

GETS = {"predict-epochs-test": 0, "xor-cost-test": 0}
SAYS = {"predict-epochs-test": "No sign changes", "xor-cost-test": "half the sum"}

# %% predict-epochs
epochs_with_small_eta0 = 6 * 64

# %% xor-cost
xor_cost = 1.3863
