"""Loops over single numbers, as one writes them at first."""

import numpy as np


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    n = x.shape[1]
    scaled = np.zeros(x.shape)
    for j in range(n):
        low = min(x[i, j] for i in train)
        high = max(x[i, j] for i in train)
        for i in range(len(x)):
            scaled[i, j] = (x[i, j] - low) / (high - low)
    means = []
    for c in (0, 1):
        rows = [i for i in train if y[i] == c]
        means.append([sum(scaled[i, j] for i in rows) / len(rows) for j in range(n)])
    kept = sorted(range(n), key=lambda j: abs(means[1][j] - means[0][j]))[-k:]
    answers = []
    for i in test:
        d = [sum((scaled[i, j] - means[c][j]) ** 2 for j in kept) for c in (0, 1)]
        answers.append(1 if d[1] < d[0] else 0)
    return answers


# %% l2-penalty
def l2_penalty(params, decay):
    penalty = 0
    gradients = {}
    for key, w in params.items():
        if key.startswith("kernel"):
            for weight in w.flat:
                penalty += weight * weight
            gradients[key] = decay * w
        else:
            gradients[key] = 0 * w
    return penalty * decay / 2, gradients


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    new = np.zeros(w.shape)
    pull = learning_rate * l1
    for index in np.ndindex(w.shape):
        a = w[index] - learning_rate * gradient[index]
        if a > pull:
            new[index] = a - pull
        elif a < -pull:
            new[index] = a + pull
    return new


# %% predictions
w, proximal_steps_to_zero = 1, 0
while w:
    w, proximal_steps_to_zero = w - 1 / 8 * 2, proximal_steps_to_zero + 1
l2_after_3_steps = 1.0
for _ in range(3):
    l2_after_3_steps -= 1 / 8 * 2 * 2 * l2_after_3_steps
plain_l1_after_100_steps = 0.3
for _ in range(100):
    plain_l1_after_100_steps -= 1 / 8 * 2 * np.sign(plain_l1_after_100_steps)


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    y, mask = np.zeros(x.shape), np.ones(x.shape)
    for index in np.ndindex(x.shape):
        if training and rng.random() < rate:
            mask[index] = 0
        elif training:
            mask[index] = 1 / (1 - rate)
        y[index] = x[index] * mask[index]
    return y, mask


# %% dropout-backward
def dropout_backward(dy, mask):
    dx = np.empty(dy.shape)
    for index in np.ndindex(dy.shape):
        dx[index] = dy[index] * mask[index]
    return dx


# %% max-norm
def max_norm(kernel, max_value):
    new = kernel.astype(float)
    for unit in range(kernel.shape[1]):
        length = sum(float(w) ** 2 for w in kernel[:, unit]) ** 0.5
        if length > max_value:
            for i in range(kernel.shape[0]):
                new[i, unit] = kernel[i, unit] * max_value / length
    return new


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    losses = []
    lowest = None
    waited = 0
    for epoch in range(max_epochs):
        train_epoch(params)
        loss = validation_loss(params)
        losses.append(loss)
        if lowest is None or loss < lowest:
            lowest = loss
            best_epoch = epoch + 1
            best = {}
            for key, w in params.items():
                best[key] = np.array(w)
            waited = 0
        else:
            waited = waited + 1
            if waited == patience:
                break
    return best, best_epoch, losses
