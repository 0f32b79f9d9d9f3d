"""The weights move once an epoch, by the sum over all samples."""

import numpy as np

GETS = {
    "perceptron-fit-test-update": 0,
    "perceptron-fit-test-epochs": 0,
    "perceptron-fit-test-inputs": 0,
}
SAYS = {"perceptron-fit-test-update": "The weights move once an epoch: update after each sample"}


# %% perceptron-fit
def perceptron_fit(x, y, eta0=1.0, max_iter=1000):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    weights, bias, mistakes = np.zeros(x.shape[1]), 0.0, []
    for _ in range(max_iter):
        error = y - (x @ weights + bias >= 0)
        weights, bias = weights + eta0 * error @ x, bias + eta0 * error.sum()
        mistakes.append(int((error != 0).sum()))
        if mistakes[-1] == 0:
            break
    return weights, bias, mistakes
