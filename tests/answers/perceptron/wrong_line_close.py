"""A line that separates the points one can see, but isn't the line asked for."""

GETS = {"line-test": 0}
SAYS = {"line-test": "Close to the line"}

# %% line
line_weights = [-2, 1]
line_bias = 0.9
