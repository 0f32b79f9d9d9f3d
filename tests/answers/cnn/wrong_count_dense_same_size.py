"""The output taken for 32 x 32."""

GETS = {"count-parameters-test": 0}
SAYS = {"count-parameters-test": "without padding it shrinks"}

# %% count-parameters
conv_parameters = 896
conv_parameters_large = 896
dense_parameters = 3073 * 32 * 32 * 32
