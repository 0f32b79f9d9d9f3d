"""The value of the old point beside the new one."""

import numpy as np

GETS = {"gradient-descent-test-log": 0, "gradient-descent-test-inputs": 0}
SAYS = {
    "gradient-descent-test-log": "Each value stands one place too late",
    "gradient-descent-test-inputs": "The values along that path",
}


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    x = np.array(x0, dtype=float)
    points, values = [x], [f(x)]
    for _ in range(max_steps):
        g = gradient(x)
        if np.linalg.norm(g) < tolerance:
            break
        old, x = x, x - learning_rate * g
        points.append(x)
        values.append(f(old))
    return np.array(points), np.array(values)
