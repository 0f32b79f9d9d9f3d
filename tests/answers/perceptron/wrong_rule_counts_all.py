"""The count of mistakes runs on from epoch to epoch, so it never is 0."""

import numpy as np

GETS = {"perceptron-fit-test-epochs": 0}
SAYS = {"perceptron-fit-test-epochs": "The count must start at zero in each epoch"}


# %% perceptron-fit
def perceptron_fit(x, y, eta0=1.0, max_iter=1000):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    weights, bias, mistakes = np.zeros(x.shape[1]), 0.0, []
    count = 0
    for _ in range(max_iter):
        for sample, label in zip(x, y, strict=True):
            error = label - (sample @ weights + bias >= 0)
            weights, bias = weights + eta0 * error * sample, bias + eta0 * error
            count += int(error != 0)
        mistakes.append(count)
        if count == 0:
            break
    return weights, bias, mistakes
