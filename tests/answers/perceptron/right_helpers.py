"""Small functions that call one another across the notebook, and other formulas for the same."""

import numpy as np


# %% tlu
def affine(x, weights, bias):
    return np.einsum("ij,jk->ik", np.asarray(x), np.asarray(weights)) + np.asarray(bias)


def tlu(x, weights, bias):
    return 1 - np.signbit(affine(x, weights, bias) + 0.0).astype(int)


# %% nor
nor_weights, nor_bias = (-3.0, -3.0), 1.5

# %% majority
majority_weights, majority_bias = (2.0, 2.0, 2.0), -4.0

# %% line
line_weights, line_bias = np.array((-2, 1)) / 3, 1 / 3


# %% perceptron-fit
def one_epoch(samples, labels, weights, bias, eta0):
    wrong = 0
    for sample, label in zip(samples, labels, strict=True):
        error = label - int(tlu([sample], weights[:, np.newaxis], [bias])[0, 0])
        weights, bias = weights + eta0 * error * sample, bias + eta0 * error
        wrong += error != 0
    return weights, bias, int(wrong)


def perceptron_fit(x, y, eta0=1.0, max_iter=1000):
    samples, labels = np.asarray(x) * 1.0, np.asarray(y) * 1.0
    weights, bias, mistakes = np.zeros(samples.shape[-1]), 0.0, []
    for _ in range(max_iter):
        weights, bias, wrong = one_epoch(samples, labels, weights, bias, eta0)
        mistakes += [wrong]
        if not wrong:
            break
    return weights, bias, mistakes


# %% predict-epochs
epochs_with_small_eta0 = len(
    perceptron_fit([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1], eta0=1 / 64)[2]
)


# %% binary-crossentropy
def binary_crossentropy(y_true, y_pred):
    p = np.minimum(np.maximum(y_pred, 1e-7), 1 - 1e-7)
    logit = np.log(p) - np.log(1 - p)
    return np.average(np.logaddexp(0, logit) - np.asarray(y_true) * logit)


# %% xor-cost
xor_cost = binary_crossentropy([0, 1, 1, 0], [0.5] * 4)


# %% unit-gradient
def unit_gradient(weights, bias, x, y):
    p = affine(x, np.reshape(weights, (-1, 1)), bias)[:, 0]
    p = 0.5 + 0.5 * np.tanh(p / 2)
    error = (p - y) * p * (1 - p)
    return np.einsum("i,ij->j", error, x) / x.shape[0], np.mean(error)


# %% two-layer-net
def dense(x, kernel, bias):
    return 0.5 + 0.5 * np.tanh(affine(x, kernel, bias) / 2)


def two_layer_net(x, kernel_1, bias_1, kernel_2, bias_2):
    return dense(dense(x, kernel_1, bias_1), kernel_2, bias_2)
