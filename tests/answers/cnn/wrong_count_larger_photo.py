"""The layer grows with the photo."""

GETS = {"count-parameters-test": 0}
SAYS = {"count-parameters-test": "the same filters slide over any image"}

# %% count-parameters
conv_parameters = 896
conv_parameters_large = 896 * 49
dense_parameters = 3073 * 28800
