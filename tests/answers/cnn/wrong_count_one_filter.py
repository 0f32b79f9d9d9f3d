"""One filter only."""

GETS = {"count-parameters-test": 0}
SAYS = {"count-parameters-test": "That is one filter"}

# %% count-parameters
conv_parameters = 28
conv_parameters_large = 28
dense_parameters = 3073 * 28800
