"""Knows only the names of the visible net."""

import numpy as np

GETS = {"l2-penalty-test-value": 0, "l2-penalty-test-gradient": 0}
SAYS = {"l2-penalty-test-value": "KeyError", "l2-penalty-test-gradient": "KeyError"}


# %% l2-penalty
def l2_penalty(params, decay):
    gradients = {name: np.zeros_like(values) for name, values in params.items()}
    gradients["kernel_1"] = decay * params["kernel_1"]
    gradients["kernel_2"] = decay * params["kernel_2"]
    return decay / 2 * (
        np.sum(params["kernel_1"] ** 2) + np.sum(params["kernel_2"] ** 2)
    ), gradients
