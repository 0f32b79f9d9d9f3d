"""Short, and without a loop where NumPy has none."""

import numpy as np


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    x = (x - np.amin(x[train], 0)) / np.ptp(x[train], 0)
    means = np.stack([x[train][y[train] == c].mean(0) for c in (0, 1)])
    columns = np.argsort(-abs(means[1] - means[0]))[:k]
    distances = np.linalg.norm(x[test][:, None, columns] - means[:, columns], axis=2)
    return np.argmin(distances, axis=1)


# %% l2-penalty
def l2_penalty(params, decay):
    gradients = {
        name: np.where(name.startswith("kernel"), decay * values, 0.0)
        for name, values in params.items()
    }
    return sum(np.vdot(gradients[name], params[name]) for name in params) / 2, gradients


# %% factors
keras_factor_of_the_paper, keras_factor_of_the_program = 2.5e-4, 1e-2 / 784 / 100


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - learning_rate * gradient
    return a - np.clip(a, -learning_rate * l1, learning_rate * l1)


# %% predictions
proximal_steps_to_zero, l2_after_3_steps, plain_l1_after_100_steps = 4, 0.5**3, -0.2


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    mask = rng.binomial(1, 1 - rate, x.shape) / (1 - rate) if training else np.ones_like(x)
    return x * mask, mask


# %% dropout-backward
def dropout_backward(dy, mask):
    return np.multiply(dy, mask)


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.linalg.norm(kernel, axis=0, keepdims=True)
    return kernel * np.clip(norms, 0, max_value) / (norms + 1e-7)


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    import copy

    history, losses = [], []
    while len(losses) < max_epochs:
        train_epoch(params)
        history.append(copy.deepcopy(params))
        losses.append(validation_loss(params))
        best = int(np.nanargmin(losses))
        if len(losses) - 1 - best >= patience:
            break
    return history[best], best + 1, losses


# %% explain-curves [text]
# A overfits: its validation loss is lowest near epoch 15 (0.57) and ends at 0.72, while its
# training loss ends at 0.08. Stop at epoch 15. In B dropout is on for the first curve and off for
# the second; evaluate the training images with dropout off.
