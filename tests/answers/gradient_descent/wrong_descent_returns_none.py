"""The return is forgotten."""

import numpy as np

GETS = {
    "gradient-descent-test-log": 0,
    "gradient-descent-test-stop": 0,
    "gradient-descent-test-inputs": 0,
}
SAYS = {
    "gradient-descent-test-log": "returns None",
    "gradient-descent-test-stop": "returns None",
    "gradient-descent-test-inputs": "returns None",
}


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    x = np.array(x0, dtype=float)
    points, values = [x], [f(x)]
    for _ in range(max_steps):
        g = gradient(x)
        if np.linalg.norm(g) < tolerance:
            break
        x = x - learning_rate * g
        points.append(x)
        values.append(f(x))
