"""Sums over two axes: a kernel of four axes breaks it."""

import numpy as np

GETS = {"l2-penalty-test-value": 0, "l2-penalty-test-gradient": 0}
SAYS = {"l2-penalty-test-value": "ValueError", "l2-penalty-test-gradient": "ValueError"}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        gradients[name] = np.zeros_like(values)
        if name.startswith("kernel"):
            rows, columns = values.shape
            for i in range(rows):
                for j in range(columns):
                    penalty += decay / 2 * values[i, j] ** 2
            gradients[name] = decay * values
    return penalty, gradients
