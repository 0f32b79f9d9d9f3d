"""32 units, as many as filters."""

GETS = {"count-parameters-test": 0}
SAYS = {"count-parameters-test": "30 * 30 * 32 numbers, not 32"}

# %% count-parameters
conv_parameters = 896
conv_parameters_large = 896
dense_parameters = 3073 * 32
