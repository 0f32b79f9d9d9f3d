"""Weights and bias of a layer, where those of a single unit are asked for."""

GETS = {"nor-test": 0, "majority-test": 0, "line-test": 0}
SAYS = {
    "nor-test": "Two inputs need weights of shape (2,); yours have (2, 1)",
    "majority-test": "One unit has one number as its bias",
    "line-test": "Set line_weights and line_bias, and delete the raise line",
}

# %% nor
nor_weights = [[-2], [-2]]
nor_bias = [1]

# %% majority
majority_weights = [1, 1, 1]
majority_bias = [-1, -1, -1]

# %% line
line_weights = None
line_bias = None
