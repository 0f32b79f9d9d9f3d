"""Answers call each other, and helpers with nnbook's names."""

import numpy as np


# %% momentum-step
class SGD:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum = learning_rate, momentum

    def velocity(self, v, g):
        return self.momentum * v + -self.learning_rate * g


def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    mine = SGD(learning_rate, momentum)
    v = mine.velocity(v, g)
    return np.add(w, mine.velocity(v, g) if nesterov else v), v


# %% largest-rate
largest_rate = np.float64(0.95)


# %% rmsprop-step
def moving_average(old, new, keep):
    return keep * old + (1 - keep) * new


def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    average = moving_average(average, np.power(g, 2), rho)
    return w - np.divide(learning_rate * g, np.power(average + epsilon, 0.5)), average


# %% alternating
step_length = 0.0526


# %% adam-step
def adam_step(w, g, state, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    new = {**state, "t": state["t"] + 1}
    hats = []
    for key, part, beta in (("m", g, beta_1), ("v", g * g, beta_2)):
        new[key] = moving_average(state[key], part, beta)  # noqa: F821
        hats.append(new[key] / (1 - beta ** new["t"]))
    return w - learning_rate * hats[0] / (hats[1] ** 0.5 + epsilon), new


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    full_stairs = max(0, step - warmup_steps) // decay_steps
    climb = min(1, (step + 1) / warmup_steps) if warmup_steps else 1
    return climb * peak * decay_rate**full_stairs


# %% times-smaller
times_smaller = (np.sqrt(2 / 100) / np.sqrt(2 / 900)) ** 3


# %% start-net
def he_normal(n, m, rng):
    return rng.normal(scale=(2 / n) ** 0.5, size=n * m).reshape(n, m)


def start_net(sizes, rng):
    if len(sizes) < 2:
        return []
    n, m, *_ = sizes
    return [(he_normal(n, m, rng), np.full(m, 0.0)), *start_net(sizes[1:], rng)]


# %% batch-norm
class BatchNormalization:
    def __init__(self, gamma, beta, epsilon):
        self.gamma, self.beta, self.epsilon = gamma, beta, epsilon

    def forward(self, x, mean, variance):
        factor = self.gamma / np.sqrt(variance + self.epsilon)
        return x * factor + (self.beta - mean * factor)


def batch_norm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, epsilon=1e-3):
    if not training:
        layer = BatchNormalization(gamma, beta, epsilon)
        return layer.forward(x, moving_mean, moving_variance), moving_mean, moving_variance
    mean = np.average(x, axis=0)
    away = x - mean
    variance = (away * away).sum(axis=0) / len(x)
    y = BatchNormalization(gamma, beta, epsilon).forward(away, 0, variance)
    return (
        y,
        moving_average(moving_mean, mean, momentum),  # noqa: F821
        moving_average(moving_variance, variance, momentum),  # noqa: F821
    )


# %% clip-gradients
def global_norm(gradients):
    every = [np.ravel(g) for g in gradients.values()]
    return np.linalg.norm(np.concatenate(every))


def clip_gradients(gradients, max_norm):
    norm = global_norm(gradients)
    if norm <= max_norm:
        return {key: g.copy() for key, g in gradients.items()}
    return {key: gradients[key] / norm * max_norm for key in gradients}
