"""The biases are missing."""

GETS = {"count-parameters-test": 0}
SAYS = {"count-parameters-test": "The biases are missing: one for each filter"}

# %% count-parameters
conv_parameters = 3 * 3 * 3 * 32
conv_parameters_large = 3 * 3 * 3 * 32
dense_parameters = 3072 * 28800
