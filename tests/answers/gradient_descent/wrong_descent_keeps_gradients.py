"""It goes through all gradients at the end, when a reused array has changed."""

import numpy as np

GETS = {"gradient-descent-test-inputs": 0}
SAYS = {"gradient-descent-test-inputs": "uses one array again and again"}


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    x, slopes = np.array(x0, dtype=float), []
    start = x
    for _ in range(max_steps):
        slopes.append(gradient(x))
        if np.linalg.norm(slopes[-1]) < tolerance:
            slopes.pop()
            break
        x = x - learning_rate * slopes[-1]
    points = [start]
    for slope in slopes:
        points.append(points[-1] - learning_rate * slope)
    return np.array(points), np.array([f(point) for point in points])
