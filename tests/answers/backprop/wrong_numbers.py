"""Guesses: the logarithm to base 10; the parameters, once each."""

GETS = {"ceiling-test": 0, "forward-passes-test": 0}
SAYS = {
    "ceiling-test": "logarithm to base 10",
    "forward-passes-test": "a central difference needs two passes",
}

# %% ceiling
largest_published_loss = 7


# %% forward-passes
forward_passes = 79510
