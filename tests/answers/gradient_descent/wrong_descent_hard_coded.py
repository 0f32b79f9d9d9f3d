"""The visible answers, written down."""

import numpy as np

GETS = {
    "gradient-descent-test-log": 0,
    "gradient-descent-test-stop": 0,
    "gradient-descent-test-inputs": 0,
}
SAYS = {
    "gradient-descent-test-log": "From a single number",
    "gradient-descent-test-stop": "With tolerance",
    "gradient-descent-test-inputs": "Test 2a tells you more",
}


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    if learning_rate == 0.1 and max_steps == 2:
        points = [[10.0, 5.0], [8.0, 3.0], [6.4, 1.8]]
    else:
        steps = {100: 8, 50: 50}.get(max_steps, 0)
        points = [x0] * (steps + 1)
    return np.array(points), np.array([150.0, 82.0, 47.44])
