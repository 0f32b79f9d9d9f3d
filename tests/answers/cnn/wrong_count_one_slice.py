"""One slice for all channels."""

GETS = {"count-parameters-test": 0}
SAYS = {"count-parameters-test": "a slice for each of the three channels"}

# %% count-parameters
conv_parameters = (3 * 3 + 1) * 32
conv_parameters_large = (3 * 3 + 1) * 32
dense_parameters = 3073 * 28800
