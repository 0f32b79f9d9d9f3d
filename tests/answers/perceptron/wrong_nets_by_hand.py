"""XOR with its gates in rows, and the quadrant with parallel lines: both are only nearly right."""

import numpy as np

GETS = {"xor-by-hand-test": 0, "quadrant-by-hand-test": 0}
SAYS = {
    "xor-by-hand-test": "Is each hidden unit a column of the kernel?",
    "quadrant-by-hand-test": "Does each of them draw a line of its own",
}

# %% xor-by-hand
xor_kernel_1 = np.array([[-20, -20], [20, 20]])
xor_bias_1 = np.array([30, -10])
xor_kernel_2 = np.array([[20], [20]])
xor_bias_2 = np.array([-30])

# %% quadrant-by-hand
quadrant_kernel_1 = np.array([[20, 20], [20, 20]])
quadrant_bias_1 = np.array([-10, -10])
quadrant_kernel_2 = np.array([[20], [20]])
quadrant_bias_2 = np.array([-30])
