"""The rule with a step that answers 0 at z = 0."""

import numpy as np

GETS = {
    "perceptron-fit-test-update": 0,
    "perceptron-fit-test-epochs": 0,
    "perceptron-fit-test-inputs": 0,
}
SAYS = {"perceptron-fit-test-update": "At z = 0 the step is 1: use >=, not >"}


# %% perceptron-fit
def perceptron_fit(x, y, eta0=1.0, max_iter=1000):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    weights, bias = np.zeros(x.shape[1]), 0.0
    mistakes = []
    for _ in range(max_iter):
        count = 0
        for sample, label in zip(x, y, strict=True):
            answer = 1.0 if sample @ weights + bias > 0 else 0.0
            error = label - answer
            weights = weights + eta0 * error * sample
            bias = bias + eta0 * error
            count += int(error != 0)
        mistakes.append(count)
        if count == 0:
            break
    return weights, bias, mistakes
