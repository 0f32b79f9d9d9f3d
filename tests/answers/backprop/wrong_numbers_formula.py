"""Numbers near by: no logarithm; a pass in the middle."""

GETS = {"ceiling-test": 0, "forward-passes-test": 0}
SAYS = {"ceiling-test": "At p = 0", "forward-passes-test": "doesn't use the loss in the middle"}

# %% ceiling
largest_published_loss = 1e7


# %% forward-passes
forward_passes = 159_021
