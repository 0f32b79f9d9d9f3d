"""Two of the questions, and nothing else: they get their points all the same."""

import numpy as np

REST = "untouched"
GETS = {
    "honest-predictions-test-labels": 0,
    "honest-predictions-test-features": 0,
    "honest-predictions-test-parts": 0,
    "factors-test": 0,
    "proximal-step-test-values": 0,
    "proximal-step-test-zeros": 0,
    "predictions-test": 0,
    "dropout-forward-test-training": 0,
    "dropout-forward-test-test-time": 0,
    "dropout-forward-test-chance": 0,
    "dropout-backward-test": 0,
    "early-stopping-test-epochs": 0,
    "early-stopping-test-best": 0,
    "early-stopping-test-calls": 0,
}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        penalized = name.startswith("kernel")
        penalty += penalized * decay / 2 * np.sum(values**2)
        gradients[name] = penalized * decay * values
    return penalty, gradients


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.maximum(np.sqrt((kernel**2).sum(axis=0)), 1e-12)
    return kernel * np.minimum(1, max_value / norms)
