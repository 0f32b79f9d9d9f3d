"""The answers are there, but the line that raises NotImplementedError still stands above them."""

import numpy as np

GETS = {
    "perceptron-fit-test-update": 0,
    "perceptron-fit-test-epochs": 0,
    "perceptron-fit-test-inputs": 0,
    "nor-test": 0,
}
SAYS = {
    "perceptron-fit-test-update": "NotImplementedError",
    "nor-test": "Set nor_weights and nor_bias",
}


# %% perceptron-fit
def perceptron_fit(x, y, eta0=1.0, max_iter=1000):
    # YOUR CODE HERE
    raise NotImplementedError()
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    weights, bias, mistakes = np.zeros(x.shape[1]), 0.0, []
    for _ in range(max_iter):
        count = 0
        for sample, label in zip(x, y, strict=True):
            error = label - (sample @ weights + bias >= 0)
            weights, bias = weights + eta0 * error * sample, bias + eta0 * error
            count += int(error != 0)
        mistakes.append(count)
        if count == 0:
            break
    return weights, bias, mistakes


# %% nor
nor_weights = None  # two numbers
nor_bias = None  # one number
# YOUR CODE HERE
raise NotImplementedError()
nor_weights = [-2, -2]
nor_bias = 1
