"""One of the three is missing."""

GETS = {"count-parameters-test": 0}
SAYS = {"count-parameters-test": "Set dense_parameters"}

# %% count-parameters
conv_parameters = 896
conv_parameters_large = 896
dense_parameters = None
