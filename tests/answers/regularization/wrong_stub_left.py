"""The answers are there, but the line that raises NotImplementedError still stands above them."""

import numpy as np

GETS = {"proximal-step-test-values": 0, "proximal-step-test-zeros": 0, "factors-test": 0}
SAYS = {
    "proximal-step-test-values": "NotImplementedError",
    "proximal-step-test-zeros": "NotImplementedError",
    "factors-test": "Set keras_factor_of_the_paper",
}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    # YOUR CODE HERE
    raise NotImplementedError()
    a = w - learning_rate * gradient
    t = learning_rate * l1
    return np.sign(a) * np.maximum(np.abs(a) - t, 0)


# %% factors
keras_factor_of_the_paper = None  # one number
keras_factor_of_the_program = None  # one number
# YOUR CODE HERE
raise NotImplementedError()
keras_factor_of_the_paper, keras_factor_of_the_program = 0.00025, 0.01 / 78400
