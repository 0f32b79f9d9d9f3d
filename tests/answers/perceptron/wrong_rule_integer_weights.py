"""Weights of the samples' own type: with whole numbers, fractions are lost."""

import numpy as np

GETS = {"perceptron-fit-test-inputs": 0}
SAYS = {"perceptron-fit-test-inputs": "Weights in an integer array lose their fractions"}


# %% perceptron-fit
def perceptron_fit(x, y, eta0=1.0, max_iter=1000):
    x, y = np.asarray(x), np.asarray(y)
    weights, bias, mistakes = np.zeros_like(x, shape=x.shape[1:]), 0.0, []
    for _ in range(max_iter):
        count = 0
        for sample, label in zip(x, y, strict=True):
            error = label - (sample @ weights + bias >= 0)
            weights[:] = weights + eta0 * error * sample
            bias = bias + eta0 * error
            count += int(error != 0)
        mistakes.append(count)
        if count == 0:
            break
    return weights, bias, mistakes
