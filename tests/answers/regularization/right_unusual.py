"""Right to the letter of the prompts, in ways that a strict test might refuse."""

import numpy as np


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    ranges = np.ptp(x[train], axis=0)
    scaled = {part: x[rows] / ranges for part, rows in (("train", train), ("test", test))}
    centers = [scaled["train"][y[train] == label].mean(axis=0) for label in (0, 1)]
    columns = np.argpartition(np.abs(centers[0] - centers[1]), -k)[-k:]
    distances = [
        np.linalg.norm((scaled["test"] - center)[:, columns], axis=1) for center in centers
    ]
    return np.where(distances[1] < distances[0], 1.0, 0.0)


# %% l2-penalty
def l2_penalty(params, decay):
    kernels = {name: values for name, values in params.items() if name.startswith("kernel")}
    gradients = {name: np.zeros(np.shape(params[name]), dtype=int) for name in reversed(params)}
    gradients |= {name: decay * np.asarray(values) for name, values in kernels.items()}
    return [sum(decay * np.vdot(values, values) for values in kernels.values()) / 2, gradients]


# %% factors
keras_factor_of_the_paper = 2.500e-4
keras_factor_of_the_program = 1.276e-7  # four digits


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - learning_rate * gradient
    t = learning_rate * l1
    return np.where(a > t, a - t, np.where(a < -t, a + t, 0.0))


# %% predictions
proximal_steps_to_zero = 4.0
l2_after_3_steps = 1 / 8
plain_l1_after_100_steps = 0.05 - 1 / 4


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return [x, np.ones_like(x)]  # y is x itself
    mask = rng.choice([0.0, 1 / (1 - rate)], size=x.shape, p=[rate, 1 - rate])
    return [mask * x, mask]


# %% dropout-backward
def dropout_backward(dy, mask):
    return np.where(mask == 0, 0.0, dy * mask)


# %% max-norm
def max_norm(kernel, max_value):
    squares = np.einsum("ij,ij->j", kernel, kernel, dtype=float)
    factors = np.ones(squares.shape)
    long = squares > max_value**2
    factors[long] = max_value / np.sqrt(squares[long])
    return kernel * factors


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    # All that comes back is the caller's own dictionary, with the best numbers written into it.
    losses, best, best_epoch = [], {}, 0
    while len(losses) < max_epochs and len(losses) < best_epoch + patience or not losses:
        train_epoch(params)
        losses.append(validation_loss(params))
        if not best or losses[-1] < losses[best_epoch - 1]:
            best_epoch = len(losses)
            best = {name: np.array(values) for name, values in params.items()}
    for name, values in best.items():
        params[name][...] = values
    return params, np.int64(best_epoch), np.array(losses, dtype=float)
