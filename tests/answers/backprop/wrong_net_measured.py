"""Central differences of its own instead of backpropagation: the kink gives it away."""

import numpy as np

GETS = {"net-gradients-test-inputs": 0}
SAYS = {"net-gradients-test-inputs": "The second hidden unit has a = 0"}


# %% net-gradients
def net_gradients(params, x, labels):
    gradients = {}
    for key, value in params.items():
        gradients[key] = np.zeros(value.shape)
        for index in np.ndindex(value.shape):
            sides = []
            for shift in (1e-5, -1e-5):
                moved = value.copy()
                moved[index] += shift
                sides.append(net_loss(params | {key: moved}, x, labels))  # noqa: F821
            gradients[key][index] = (sides[0] - sides[1]) / 2e-5
    return net_loss(params, x, labels), gradients  # noqa: F821
