"""The gradient is taken once, at the start."""

import numpy as np

GETS = {
    "gradient-descent-test-log": 0,
    "gradient-descent-test-stop": 0,
    "gradient-descent-test-inputs": 0,
}
SAYS = {"gradient-descent-test-log": "taken anew at each point"}


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    x = np.array(x0, dtype=float)
    points, values, g = [x], [f(x)], gradient(x)
    for _ in range(max_steps):
        if np.linalg.norm(g) < tolerance:
            break
        x = x - learning_rate * g
        points.append(x)
        values.append(f(x))
    return np.array(points), np.array(values)
