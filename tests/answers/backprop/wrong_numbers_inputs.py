"""Two passes for each input."""

GETS = {"forward-passes-test": 0}
SAYS = {"forward-passes-test": "it is the parameters"}

# %% forward-passes
forward_passes = 2 * 784
