"""The gradient's value is compared, not its length."""

import numpy as np

GETS = {"gradient-descent-test-stop": 0}
SAYS = {"gradient-descent-test-stop": "take its length, not its value"}


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    x = np.array(x0, dtype=float)
    points, values = [x], [f(x)]
    for _ in range(max_steps):
        g = gradient(x)
        if np.max(g) < tolerance:
            break
        x = x - learning_rate * g
        points.append(x)
        values.append(f(x))
    return np.array(points), np.array(values)
