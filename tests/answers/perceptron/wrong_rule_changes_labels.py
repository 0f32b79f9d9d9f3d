"""The labels are turned to -1 and 1 and back in the caller's own array."""

import numpy as np

GETS = {"perceptron-fit-test-inputs": 0}
SAYS = {"perceptron-fit-test-inputs": "changes the caller's y"}


# %% perceptron-fit
def perceptron_fit(x, y, eta0=1.0, max_iter=1000):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    y *= 2
    y -= 1
    weights, bias, mistakes = np.zeros(x.shape[1]), 0.0, []
    for _ in range(max_iter):
        count = 0
        for sample, label in zip(x, y, strict=True):
            error = (label + 1) / 2 - (sample @ weights + bias >= 0)
            weights, bias = weights + eta0 * error * sample, bias + eta0 * error
            count += int(error != 0)
        mistakes.append(count)
        if count == 0:
            break
    return weights, bias, mistakes
