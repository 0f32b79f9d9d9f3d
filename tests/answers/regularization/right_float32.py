"""Everything is computed in float32, and whatever can be is a copy changed in place."""

import numpy as np


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    x = np.array(x, dtype=np.float32)
    x -= x[train].min(axis=0)
    x /= x[train].max(axis=0)
    x = x[:, largest_gaps(x[train], y[train], k)]  # noqa: F821 (the notebook defines it)
    return nearest_mean(x[train], y[train], x[test]).astype(np.float32)  # noqa: F821


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = np.float32(0), {}
    for name, values in params.items():
        gradient = np.array(values, dtype=np.float32)
        gradient *= np.float32(decay if name.startswith("kernel") else 0)
        penalty += np.sum(gradient * values, dtype=np.float32) / 2
        gradients[name] = gradient
    return penalty, gradients


# %% factors
keras_factor_of_the_paper = np.float32(0.00025)
keras_factor_of_the_program = np.float32(1.2755e-7)


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = np.array(w, dtype=np.float32)
    a -= np.float32(learning_rate) * gradient
    small = np.abs(a) <= np.float32(learning_rate * l1) * np.float32(1.000001)
    a -= np.copysign(np.float32(learning_rate * l1), a)
    a[small] = 0
    return a


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    mask = np.ones(x.shape, dtype=np.float32)
    if training:
        mask[rng.random(x.shape, dtype=np.float32) < rate] = 0
        mask /= np.float32(1 - rate)
    return x * mask, mask


# %% dropout-backward
def dropout_backward(dy, mask):
    dx = np.array(dy, dtype=np.float32)
    dx *= mask
    return dx


# %% max-norm
def max_norm(kernel, max_value):
    new = np.array(kernel, dtype=np.float32)
    norms = np.sqrt(np.einsum("ij,ij->j", new, new))
    long = norms > max_value
    new[:, long] *= np.float32(max_value) / norms[long]
    return new


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    best = {name: np.empty_like(values) for name, values in params.items()}
    losses, best_epoch = [], 0
    for epoch in range(1, max_epochs + 1):
        train_epoch(params)
        losses.append(np.float32(validation_loss(params)))
        if best_epoch == 0 or losses[-1] < losses[best_epoch - 1]:
            best_epoch = epoch
            for name in best:
                best[name][...] = params[name]
        elif epoch - best_epoch == patience:
            break
    return best, np.int64(best_epoch), np.array(losses, dtype=float)
