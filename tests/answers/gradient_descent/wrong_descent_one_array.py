"""One array, changed in place, stands in the log again and again."""

import numpy as np

GETS = {
    "gradient-descent-test-log": 0,
    "gradient-descent-test-stop": 0,
    "gradient-descent-test-inputs": 0,
}
SAYS = {"gradient-descent-test-log": "All entries are the same array"}


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    x = np.array(x0, dtype=float)
    points, values = [x], [f(x)]
    for _ in range(max_steps):
        g = gradient(x)
        if np.linalg.norm(g) < tolerance:
            break
        x -= learning_rate * g
        points.append(x)
        values.append(f(x))
    return np.array(points), np.array(values)
