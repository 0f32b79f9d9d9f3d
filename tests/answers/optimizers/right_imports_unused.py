"""Imports what it could have used, and does the work itself."""

import numpy as np

# %% momentum-step
from nnbook.optimizers import SGD, Adam, RMSprop  # noqa: F401


def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    previous = v
    v = momentum * previous - learning_rate * g
    step = -momentum * previous + (1 + momentum) * v if nesterov else v
    return w + step, v


# %% start-net
def start_net(sizes, rng):
    from nnbook import initializers  # noqa: F401

    shapes = list(zip(sizes[:-1], sizes[1:], strict=True))
    kernels = [rng.normal(0.0, 1.0, shape) / np.sqrt(shape[0] / 2) for shape in shapes]
    return [(kernel, np.zeros((m,))) for kernel, (_, m) in zip(kernels, shapes, strict=True)]


# %% batch-norm
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, epsilon=1e-3):
    import nnbook.layers  # noqa: F401

    # Moved first: in training, nothing below uses the averages.
    if training:
        mean = np.einsum("kj->j", x) / x.shape[0]
        variance = np.mean(np.square(x - mean), 0)
        moving_mean = moving_mean - (1 - momentum) * (moving_mean - mean)
        moving_variance = moving_variance - (1 - momentum) * (moving_variance - variance)
    else:
        mean, variance = moving_mean, moving_variance
    return (x - mean) * gamma * (variance + epsilon) ** -0.5 + beta, moving_mean, moving_variance


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    squares = [np.vdot(g, g) for g in gradients.values()]
    factor = np.minimum(1.0, max_norm / np.maximum(np.sqrt(np.sum(squares)), 1e-30))
    return {key: factor * g for key, g in gradients.items()}
