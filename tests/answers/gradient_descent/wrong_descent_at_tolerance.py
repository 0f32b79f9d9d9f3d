"""It stops where the norm of the gradient is the tolerance, and not below it."""

import numpy as np

GETS = {"gradient-descent-test-stop": 0}
SAYS = {"gradient-descent-test-stop": "a norm of exactly 1 isn't shorter than 1"}


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    x = np.array(x0, dtype=float)
    points, values = [x], [f(x)]
    for _ in range(max_steps):
        g = gradient(x)
        if np.linalg.norm(g) <= tolerance:
            break
        x = x - learning_rate * g
        points.append(x)
        values.append(f(x))
    return np.array(points), np.array(values)
