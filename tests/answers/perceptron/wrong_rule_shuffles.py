"""The samples are taken from the last to the first, and the mistakes come out otherwise."""

import numpy as np

GETS = {
    "perceptron-fit-test-update": 0,
    "perceptron-fit-test-epochs": 0,
    "perceptron-fit-test-inputs": 0,
}
SAYS = {"perceptron-fit-test-update": "The samples are taken from the last to the first"}


# %% perceptron-fit
def perceptron_fit(x, y, eta0=1.0, max_iter=1000):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    weights, bias, mistakes = np.zeros(x.shape[1]), 0.0, []
    for _ in range(max_iter):
        count = 0
        for sample, label in zip(x[::-1], y[::-1], strict=True):
            error = label - (sample @ weights + bias >= 0)
            weights, bias = weights + eta0 * error * sample, bias + eta0 * error
            count += int(error != 0)
        mistakes.append(count)
        if count == 0:
            break
    return weights, bias, mistakes
