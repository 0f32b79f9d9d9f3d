"""The dense layer's biases are missing."""

GETS = {"count-parameters-test": 0}
SAYS = {"count-parameters-test": "one for each unit"}

# %% count-parameters
conv_parameters = 896
conv_parameters_large = 896
dense_parameters = 3072 * 28800
