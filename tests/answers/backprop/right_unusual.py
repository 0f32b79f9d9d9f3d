"""Lists where others give a tuple, one-hot labels, einsum, scalars of NumPy's, a deep copy."""

import numpy as np

# %% by-hand
da_by_hand, db_by_hand, dc_by_hand = np.gradient([-36, -60])[0], 4 * 3.0, -(2 * 3)


# %% graph-gradients
def graph_gradients(a, b, c):
    return np.array([a * b * (a + c), b * (2 * a + c), a * (a + c), a * b])


# %% sigmoid-backward
def sigmoid_backward(dy, y):
    return np.multiply(dy, y - y**2)


# %% relu-backward
def relu_backward(dy, x):
    dx = np.zeros_like(dy)
    np.copyto(dx, dy, where=np.greater(x, 0))
    return dx


# %% dense-backward
def dense_backward(dy, x, kernel):
    return [
        np.einsum("nm,im->ni", dy, kernel),
        np.tensordot(x, dy, axes=(0, 0)),
        np.ones(len(dy)) @ dy,
    ]


# %% softmax-cross-entropy
def softmax_cross_entropy(z, labels):
    one_hot = np.equal(np.reshape(labels, (-1, 1)), np.arange(z.shape[1]))
    top = z.max(axis=1)[:, None]
    log_p = z - top - np.log(np.exp(z - top).sum(axis=1))[:, None]
    return [-log_p[one_hot].mean(), (np.exp(log_p) - one_hot) / one_hot.shape[0]]


# %% ceiling
largest_published_loss = 16.12


# %% net-gradients
def net_gradients(params, x, labels):
    w_1, b_1, w_2, b_2 = (params[key] for key in ("kernel_1", "bias_1", "kernel_2", "bias_2"))
    one = np.ones((len(x), 1))
    a = np.hstack([x, one]) @ np.vstack([w_1, b_1])
    h = np.where(a > 0, a, 0)
    loss, dz = softmax_cross_entropy(np.hstack([h, one]) @ np.vstack([w_2, b_2]), labels)
    da = relu_backward(dz @ w_2.T, a)
    first, second = np.hstack([x, one]).T @ da, np.hstack([h, one]).T @ dz
    return [
        loss,
        dict(kernel_1=first[:-1], bias_1=first[-1], kernel_2=second[:-1], bias_2=second[-1]),
    ]


# %% train
import copy  # noqa: E402


def train(net, params, x, labels, learning_rate, steps):
    mine, losses = copy.deepcopy(params), []
    while len(losses) < steps:
        loss, gradients = net(mine, x, labels)
        losses.append(np.array(loss))
        for key, gradient in gradients.items():
            mine[key][...] -= gradient * learning_rate
    return [mine, np.array(losses)]


# %% forward-passes
forward_passes = 159_020.0
