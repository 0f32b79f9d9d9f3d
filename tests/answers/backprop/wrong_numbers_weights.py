"""The weights, once each."""

GETS = {"forward-passes-test": 0}
SAYS = {"forward-passes-test": "That is the number of weights"}

# %% forward-passes
forward_passes = 784 * 100 + 100 * 10
