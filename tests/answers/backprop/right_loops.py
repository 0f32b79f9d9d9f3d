"""All by loops over single numbers, without a matrix product."""

import numpy as np

# %% by-hand
da_by_hand, db_by_hand, dc_by_hand = -24.0, 12.0, -6.0


# %% graph-gradients
def graph_gradients(a, b, c):
    return a * b * (a + c), 2 * a * b + b * c, a * (a + c), a * b


# %% sigmoid-backward
def sigmoid_backward(dy, y):
    dx = np.empty(dy.shape)
    for index in np.ndindex(dy.shape):
        dx[index] = dy[index] * (y[index] - y[index] ** 2)
    return dx


# %% relu-backward
def relu_backward(dy, x):
    dx = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        if x[index] > 0:
            dx[index] = dy[index]
    return dx


# %% dense-backward
def dense_backward(dy, x, kernel):
    samples, inputs = x.shape
    units = kernel.shape[1]
    dx, dkernel, dbias = np.zeros((samples, inputs)), np.zeros((inputs, units)), np.zeros(units)
    for k in range(samples):
        for j in range(units):
            dbias[j] += dy[k, j]
            for i in range(inputs):
                dkernel[i, j] += x[k, i] * dy[k, j]
                dx[k, i] += dy[k, j] * kernel[i, j]
    return dx, dkernel, dbias


# %% softmax-cross-entropy
def softmax_cross_entropy(z, labels):
    loss, dz = 0.0, np.zeros(z.shape)
    for k, label in enumerate(labels):
        top = max(z[k])
        total = sum(np.exp(value - top) for value in z[k])
        loss += np.log(total) + top - z[k, label]
        for j in range(z.shape[1]):
            dz[k, j] = (np.exp(z[k, j] - top) / total - (j == label)) / len(z)
    return loss / len(z), dz


# %% ceiling
largest_published_loss = 16.12


# %% net-gradients
def net_gradients(params, x, labels):
    gradients = {key: np.zeros(value.shape) for key, value in params.items()}
    w_1, b_1, w_2, b_2 = (params[key] for key in ("kernel_1", "bias_1", "kernel_2", "bias_2"))
    loss = 0.0
    for sample, label in zip(x, labels, strict=True):
        a = [sum(sample * w_1[:, j]) + b_1[j] for j in range(len(b_1))]
        h = [max(0.0, value) for value in a]
        z = [sum(np.multiply(h, w_2[:, j])) + b_2[j] for j in range(len(b_2))]
        top = max(z)
        powers = [np.exp(value - top) for value in z]
        loss += (np.log(sum(powers)) + top - z[label]) / len(x)
        dz = [(power / sum(powers) - (j == label)) / len(x) for j, power in enumerate(powers)]
        for i in range(len(h)):
            dh = 0.0
            for j in range(len(z)):
                gradients["kernel_2"][i, j] += h[i] * dz[j]
                dh += dz[j] * w_2[i, j]
            if a[i] > 0:
                gradients["bias_1"][i] += dh
                for column in range(len(sample)):
                    gradients["kernel_1"][column, i] += sample[column] * dh
        gradients["bias_2"] += dz
    return loss, gradients


# %% train
def train(net, params, x, labels, learning_rate, steps):
    now, losses = dict(params), []
    while len(losses) < steps:
        loss, gradients = net(now, x, labels)
        losses.append(float(loss))
        after = {}
        for key, value in now.items():
            after[key] = value - learning_rate * gradients[key]
        now = after
    return now, losses


# %% forward-passes
forward_passes = 159020


# %% explain-judge [text]
# The two losses are almost equal, and float32 keeps seven digits of each: the rest is
# rounding. Use float64 or a larger nudge; the latter costs accuracy. Backpropagation subtracts no
# such numbers.
