"""It walks in whole numbers."""

import numpy as np

GETS = {"gradient-descent-test-inputs": 0}
SAYS = {"gradient-descent-test-inputs": "Start with a copy of floats"}


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    points = [np.array(x0)]
    for _ in range(max_steps):
        g = gradient(points[-1])
        if np.linalg.norm(g) < tolerance:
            break
        new = np.empty_like(points[-1])
        new[...] = (points[-1] - learning_rate * g).astype(new.dtype)
        points.append(new)
    return np.array(points), np.array([f(x) for x in points])
