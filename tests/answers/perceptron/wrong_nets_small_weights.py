"""Weights of 1: the answers lie on the right side of 0.5, but not far from it."""

import numpy as np

GETS = {"xor-by-hand-test": 0, "quadrant-by-hand-test": 0}
SAYS = {
    "xor-by-hand-test": "Is every z far from 0?",
    "quadrant-by-hand-test": "with every z far from 0?",
}

# %% xor-by-hand
xor_kernel_1 = np.array([[-1, 1], [-1, 1]])
xor_bias_1 = np.array([1.5, -0.5])
xor_kernel_2 = np.array([[1], [1]])
xor_bias_2 = np.array([-1.5])

# %% quadrant-by-hand
quadrant_kernel_1 = np.eye(2)
quadrant_bias_1 = np.zeros(2)
quadrant_kernel_2 = np.ones((2, 1))
quadrant_bias_2 = np.array([-1.5])
