"""Everything is computed in float32, and whatever can be is a copy changed in place."""

import numpy as np


# %% graph-gradients
def graph_gradients(a, b, c):
    a, b, c = np.float32(a), np.float32(b), np.float32(c)
    dq = a * b
    dp = a + c
    return dp * dq, dp * b + dq, dp * a, dq


# %% sigmoid-backward
def sigmoid_backward(dy, y):
    dx = np.array(dy, dtype=np.float32)
    dx *= y
    dx *= 1 - y
    return dx


# %% relu-backward
def relu_backward(dy, x):
    return np.where(x > 0, dy, 0).astype(np.float32)


# %% dense-backward
def dense_backward(dy, x, kernel):
    dy, x, kernel = (np.asarray(array, dtype=np.float32) for array in (dy, x, kernel))
    return np.matmul(dy, kernel.transpose()), np.dot(x.T, dy), np.sum(dy, axis=0)


# %% softmax-cross-entropy
def softmax_cross_entropy(z, labels):
    z = np.array(z, dtype=np.float32)
    labels = np.asarray(labels, dtype=int)
    z -= np.amax(z, axis=-1, keepdims=True)
    powers = np.exp(z)
    total = np.sum(powers, axis=-1, keepdims=True)
    loss = np.mean(np.log(total[:, 0]) - np.take_along_axis(z, labels[:, None], axis=1)[:, 0])
    powers /= total
    powers[np.arange(len(labels)), labels] -= np.float32(1)
    powers /= np.float32(len(labels))
    return loss, powers


# %% net-gradients
def net_gradients(params, x, labels):
    x = np.asarray(x, dtype=np.float32)
    params = {key: np.asarray(value, dtype=np.float32) for key, value in params.items()}
    rows = np.arange(len(labels))
    a = x @ params["kernel_1"] + params["bias_1"]
    h = a * (a > 0)
    z = h @ params["kernel_2"] + params["bias_2"]
    z -= z.max(axis=1)[:, None]
    dz = np.exp(z)
    total = dz.sum(axis=1)
    loss = np.mean(np.log(total) - z[rows, labels])
    dz /= total[:, None]
    dz[rows, labels] -= 1
    dz /= len(labels)
    gradients = {"kernel_2": h.T @ dz, "bias_2": dz.sum(axis=0)}
    dz = dz @ params["kernel_2"].T
    dz[a <= 0] = 0
    gradients["kernel_1"], gradients["bias_1"] = x.T @ dz, dz.sum(axis=0)
    return loss, gradients


# %% train
def train(net, params, x, labels, learning_rate, steps):
    params = {key: np.array(value, dtype=np.float32) for key, value in params.items()}
    losses = []
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses += [loss]
        for key, gradient in gradients.items():
            params[key] -= np.float32(learning_rate) * np.asarray(gradient, dtype=np.float32)
    return params, losses
