"""Loops over the entries, and plain Python numbers."""

import numpy as np


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    w, v = np.array(w, dtype=float), np.array(v, dtype=float)
    for i in np.ndindex(w.shape):
        v[i] = momentum * v[i] - learning_rate * g[i]
        if nesterov:
            w[i] = w[i] + momentum * v[i] - learning_rate * g[i]
        else:
            w[i] = w[i] + v[i]
    return w, v


# %% rmsprop-step
def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    w, average = np.array(w, dtype=float), np.array(average, dtype=float)
    for i in np.ndindex(w.shape):
        average[i] = rho * average[i] + (1 - rho) * g[i] * g[i]
        w[i] -= learning_rate * g[i] / (average[i] + epsilon) ** 0.5
    return w, average


# %% adam-step
def adam_step(w, g, state, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    t = state["t"] + 1
    w = np.array(w, dtype=float)
    m, v = np.zeros(w.shape), np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        m[i] = beta_1 * state["m"][i] + (1 - beta_1) * g[i]
        v[i] = beta_2 * state["v"][i] + (1 - beta_2) * float(g[i]) ** 2
        root = (v[i] / (1 - beta_2**t)) ** 0.5
        w[i] -= learning_rate * m[i] / (1 - beta_1**t) / (root + epsilon)
    return w, {"t": t, "m": m, "v": v}


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    if step < warmup_steps:
        part = peak / warmup_steps
        return part + step * part
    rate, left = peak, step - warmup_steps
    while left >= decay_steps:
        rate *= decay_rate
        left -= decay_steps
    return rate


# %% start-net
def start_net(sizes, rng):
    net = []
    for n, m in zip(sizes[:-1], sizes[1:], strict=True):
        kernel = np.empty((n, m))
        for j in range(m):
            kernel[:, j] = rng.uniform(-((6 / n) ** 0.5), (6 / n) ** 0.5, n)
        net.append([kernel, np.array([0.0] * m)])
    return tuple(net)


# %% batch-norm
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, epsilon=1e-3):
    y, new_mean, new_variance = np.zeros(x.shape), np.zeros(len(gamma)), np.zeros(len(gamma))
    for j in range(len(gamma)):
        mean, variance = float(moving_mean[j]), float(moving_variance[j])
        new_mean[j], new_variance[j] = mean, variance
        if training:
            mean = sum(float(value) for value in x[:, j]) / len(x)
            variance = sum((float(value) - mean) ** 2 for value in x[:, j]) / len(x)
            new_mean[j] = momentum * new_mean[j] + (1 - momentum) * mean
            new_variance[j] = momentum * new_variance[j] + (1 - momentum) * variance
        for i in range(len(x)):
            hat = (x[i, j] - mean) / (variance + epsilon) ** 0.5
            y[i, j] = gamma[j] * hat + beta[j]
    return y, new_mean, new_variance


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    total = 0.0
    for g in gradients.values():
        for value in np.ravel(g):
            total += float(value) ** 2
    clipped = {}
    for key, g in gradients.items():
        clipped[key] = g * 1.0
        if total > max_norm**2:
            clipped[key] = g * (max_norm / total**0.5)
    return clipped
