"""One epoch too few: range(1, max_iter)."""

import numpy as np

GETS = {"perceptron-fit-test-update": 0, "perceptron-fit-test-epochs": 0}
SAYS = {
    "perceptron-fit-test-update": "are there max_iter epochs",
    "perceptron-fit-test-epochs": "It must run all 7 epochs",
}


# %% perceptron-fit
def perceptron_fit(x, y, eta0=1.0, max_iter=1000):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    weights, bias, mistakes = np.zeros(x.shape[1]), 0.0, []
    for _ in range(1, max_iter):
        count = 0
        for sample, label in zip(x, y, strict=True):
            error = label - (sample @ weights + bias >= 0)
            weights, bias = weights + eta0 * error * sample, bias + eta0 * error
            count += int(error != 0)
        mistakes.append(count)
        if count == 0:
            break
    return weights, bias, mistakes
