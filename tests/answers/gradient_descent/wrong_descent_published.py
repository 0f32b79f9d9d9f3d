"""The published program: the old point beside the new value, and a stop on the step."""

import numpy as np

GETS = {
    "gradient-descent-test-log": 0,
    "gradient-descent-test-stop": 0,
    "gradient-descent-test-inputs": 0,
}
SAYS = {
    "gradient-descent-test-log": "That is the published log",
    "gradient-descent-test-stop": "the length of the step",
}


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    old_x = np.array(x0, dtype=float)
    points, values = [old_x], [f(old_x)]
    for _ in range(max_steps):
        step = learning_rate * gradient(old_x)
        if np.linalg.norm(step) < tolerance:
            break
        new_x = old_x - step
        points.append(old_x)
        values.append(f(new_x))
        old_x = new_x
    return points, values
