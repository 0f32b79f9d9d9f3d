"""A step is taken before the gradient is looked at."""

import numpy as np

GETS = {"gradient-descent-test-stop": 0}
SAYS = {"gradient-descent-test-stop": "It takes a step more"}


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    x = np.array(x0, dtype=float)
    points, values = [x], [f(x)]
    for _ in range(max_steps):
        g = np.array(gradient(x))
        x = x - learning_rate * g
        points.append(x)
        values.append(f(x))
        if np.linalg.norm(g) < tolerance:
            break
    return np.array(points), np.array(values)
