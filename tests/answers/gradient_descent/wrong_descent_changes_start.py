"""It walks in the caller's own array."""

import numpy as np

GETS = {"gradient-descent-test-inputs": 0}
SAYS = {"gradient-descent-test-inputs": "changes the caller's x0"}


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    x = np.asarray(x0, dtype=float)
    points, values = [x.copy()], [f(x)]
    for _ in range(max_steps):
        g = gradient(x)
        if np.linalg.norm(g) < tolerance:
            break
        x -= learning_rate * g
        points.append(x.copy())
        values.append(f(x))
    return np.array(points), np.array(values)
