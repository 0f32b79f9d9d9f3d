"""One answer calls another, through helpers of the student's own with nnbook's names."""

import numpy as np


# %% graph-gradients
def multiply_backward(dy, left, right):
    return dy * right, dy * left


def add_backward(dy):
    return dy, dy


def graph_gradients(a, b, c):
    p, q = a * b, a + c
    dp, dq = multiply_backward(1, p, q)
    da_one, db = multiply_backward(dp, a, b)
    da_two, dc = add_backward(dq)
    return [p * q, da_one + da_two, db, dc]


# %% sigmoid-backward
def sigmoid_derivative(y):
    return y * (1.0 - y)


def sigmoid_backward(dy, y):
    return np.multiply(dy, sigmoid_derivative(y))


# %% relu-backward
def relu_derivative(x):
    return np.heaviside(x, 0)


def relu_backward(dy, x):
    return relu_derivative(x) * dy


# %% dense-backward
class Dense:
    def __init__(self, kernel):
        self.kernel = kernel

    def backward(self, dy, x):
        self.dkernel = np.tensordot(x, dy, axes=(0, 0))
        self.dbias = np.add.reduce(dy)
        return np.inner(dy, self.kernel)


def dense_backward(dy, x, kernel):
    layer = Dense(kernel)
    dx = layer.backward(dy, x)
    return dx, layer.dkernel, layer.dbias


# %% softmax-cross-entropy
def log_softmax(z):
    shifted = z - np.max(z, axis=1).reshape(-1, 1)
    return shifted - np.log(np.sum(np.exp(shifted), axis=1)).reshape(-1, 1)


def softmax_cross_entropy(z, labels):
    log_p = log_softmax(z)
    right = np.zeros_like(log_p)
    right[np.arange(len(z)), labels] = 1
    return -np.sum(right * log_p) / len(z), (np.exp(log_p) - right) / len(z)


# %% net-gradients
def net_gradients(params, x, labels):
    a = x @ params["kernel_1"] + params["bias_1"]
    h = (a + abs(a)) / 2
    loss, dz = softmax_cross_entropy(h @ params["kernel_2"] + params["bias_2"], labels)  # noqa: F821
    dh, dkernel_2, dbias_2 = dense_backward(dz, h, params["kernel_2"])  # noqa: F821
    _, dkernel_1, dbias_1 = dense_backward(  # noqa: F821
        relu_backward(dh, a), x, params["kernel_1"]  # noqa: F821
    )
    return loss, {
        "kernel_1": dkernel_1, "bias_1": dbias_1, "kernel_2": dkernel_2, "bias_2": dbias_2
    }


# %% train
def step(params, gradients, learning_rate):
    return {key: value + -learning_rate * gradients[key] for key, value in params.items()}


def train(net, params, x, labels, learning_rate, steps):
    if steps == 0:
        return {**params}, []
    loss, gradients = net(params, x, labels)
    params = step(params, gradients, learning_rate)
    params, losses = train(net, params, x, labels, learning_rate, steps - 1)
    return params, [loss, *losses]
