"""Everything computed in float32, the precision that Keras uses."""

import numpy as np


# %% tlu
def tlu(x, weights, bias):
    x, weights, bias = (np.asarray(part, dtype=np.float32) for part in (x, weights, bias))
    return np.where(x @ weights >= -bias, np.float32(1), np.float32(0))


# %% nor
nor_weights = np.array([-1, -1], dtype=np.float32)
nor_bias = np.float32(0.5)

# %% majority
majority_weights = np.ones(3, dtype=np.float32)
majority_bias = np.float32(-2)

# %% line
line_weights = np.array([-2, 1], dtype=np.float32)
line_bias = np.float32(1)


# %% perceptron-fit
def perceptron_fit(x, y, eta0=1.0, max_iter=1000):
    x, y = np.array(x, dtype=np.float32), np.array(y, dtype=np.float32)
    weights, bias, mistakes = np.zeros_like(x, shape=x.shape[1:]), np.float32(0), []
    for _ in range(max_iter):
        mistakes.append(0)
        for sample, label in zip(x, y, strict=True):
            answer = np.float32(np.dot(sample, weights) + bias >= 0)
            if answer != label:
                weights += np.float32(eta0) * (label - answer) * sample
                bias += np.float32(eta0) * (label - answer)
                mistakes[-1] += 1
        if not mistakes[-1]:
            break
    return weights, bias, mistakes


# %% binary-crossentropy
def binary_crossentropy(y_true, y_pred):
    y, p = np.asarray(y_true, dtype=np.float32), np.asarray(y_pred, dtype=np.float32)
    p = np.clip(p, np.float32(1e-7), np.float32(1 - 1e-7))
    return np.mean(-y * np.log(p) - (1 - y) * np.log1p(-p), dtype=np.float32)


# %% xor-cost
xor_cost = np.log(np.float32(2))


# %% unit-gradient
def unit_gradient(weights, bias, x, y):
    p = 1 / (1 + np.exp(-(x @ weights + bias)))
    slope = np.asarray((p - y) * p * (1 - p) / y.size)
    return slope @ x, slope.sum()


# %% two-layer-net
def two_layer_net(x, kernel_1, bias_1, kernel_2, bias_2):
    x, kernel_1, bias_1, kernel_2, bias_2 = (
        np.asarray(part, dtype=np.float32) for part in (x, kernel_1, bias_1, kernel_2, bias_2)
    )
    hidden = 1 / (1 + np.exp(-x @ kernel_1 - bias_1))
    return 1 / (1 + np.exp(-hidden @ kernel_2 - bias_2))


# %% xor-by-hand
xor_kernel_1 = np.array([[-20, 20], [-20, 20]], dtype=np.float32)
xor_bias_1 = np.array([30, -10], dtype=np.float32)
xor_kernel_2 = np.array([[20], [20]], dtype=np.float32)
xor_bias_2 = np.array([-30], dtype=np.float32)

# %% quadrant-by-hand
quadrant_kernel_1 = np.diag([20, 20]).astype(np.float32)
quadrant_bias_1 = np.zeros(2, dtype=np.float32)
quadrant_kernel_2 = np.array([[20], [20]], dtype=np.float32)
quadrant_bias_2 = np.array([-30], dtype=np.float32)
