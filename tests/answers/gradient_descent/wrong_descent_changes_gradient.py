"""It scales the array that gradient hands out."""

import numpy as np

GETS = {"gradient-descent-test-inputs": 0}
SAYS = {"gradient-descent-test-inputs": "Don't change what f or"}


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    x = np.array(x0, dtype=float)
    points, values = [x], [f(x)]
    for _ in range(max_steps):
        g = gradient(x)
        if np.linalg.norm(g) < tolerance:
            break
        g *= learning_rate
        x = x - g
        points.append(x)
        values.append(f(x))
    return np.array(points), np.array(values)
