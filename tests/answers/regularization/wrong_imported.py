"""Every function lets nnbook do the work, each in another disguise."""

import numpy as np

GETS = {
    "honest-predictions-test-labels": 0,
    "honest-predictions-test-features": 0,
    "honest-predictions-test-parts": 0,
    "l2-penalty-test-value": 0,
    "l2-penalty-test-gradient": 0,
    "proximal-step-test-values": 0,
    "proximal-step-test-zeros": 0,
    "dropout-forward-test-training": 0,
    "dropout-forward-test-test-time": 0,
    "dropout-forward-test-chance": 0,
    "dropout-backward-test": 0,
    "max-norm-test-values": 0,
    "max-norm-test-inputs": 0,
    "early-stopping-test-epochs": 0,
    "early-stopping-test-best": 0,
    "early-stopping-test-calls": 0,
}
SAYS = {
    "honest-predictions-test-labels": "calls nnbook.preprocessing.",
    "honest-predictions-test-features": "calls nnbook.preprocessing.",
    "honest-predictions-test-parts": "calls nnbook.preprocessing.",
    "l2-penalty-test-value": "calls nnbook.regularizers.",
    "l2-penalty-test-gradient": "calls nnbook.regularizers.",
    "proximal-step-test-values": "calls nnbook.optimizers.",
    "proximal-step-test-zeros": "calls nnbook.optimizers.",
    "dropout-forward-test-training": "calls nnbook.layers.",
    "dropout-forward-test-test-time": "calls nnbook.layers.",
    "dropout-forward-test-chance": "calls nnbook.layers.",
    "dropout-backward-test": "calls nnbook.layers.",
    "max-norm-test-values": "calls nnbook.regularizers.",
    "max-norm-test-inputs": "calls nnbook.regularizers.",
    "early-stopping-test-epochs": "calls nnbook.model.",
    "early-stopping-test-best": "calls nnbook.model.",
    "early-stopping-test-calls": "calls nnbook.model.",
}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    from nnbook.preprocessing import MinMaxScaler as Mine

    x = Mine().fit(x[train]).transform(x)
    x = x[:, largest_gaps(x[train], y[train], k)]  # noqa: F821
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821


# %% l2-penalty
import nnbook.regularizers  # noqa: E402


def l2_penalty(params, decay):
    l2 = nnbook.regularizers.L2(decay / 2)
    kernels = {name: values for name, values in params.items() if name.startswith("kernel")}
    return sum(l2(values) for values in kernels.values()), {
        name: l2.gradient(values) if name in kernels else np.zeros_like(values)
        for name, values in params.items()
    }


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    params = {"w": np.array(w, dtype=float)}
    optimizer = optimizers.SGD(learning_rate)  # noqa: F821 (the notebook imports it)
    optimizer.update(params, {"w": np.asarray(gradient, dtype=float)})
    a = params["w"]
    return np.sign(a) * np.maximum(np.abs(a) - learning_rate * l1, 0)


# %% dropout-forward
class Wrapped:
    def __init__(self, rate, rng):
        self.layer = layers.Dropout(rate, seed=int(rng.integers(1000)))  # noqa: F821 (the notebook imports it)

    def __call__(self, x, training):
        return self.layer.forward(x, training=training)


def dropout_forward(x, rate, rng, training):
    y = Wrapped(rate, rng)(x, training)
    return y, np.where(x == 0, 1, y / np.where(x == 0, 1, x))


# %% dropout-backward
def dropout_backward(dy, mask):
    layer = layers.Dropout(0.6)  # noqa: F821
    layer.forward(mask)
    return layer.backward(dy) * mask


# %% max-norm
from nnbook import regularizers  # noqa: E402


def max_norm(kernel, max_value):
    return regularizers.MaxNorm(max_value)(kernel)


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    from nnbook.model import EarlyStopping

    stop = EarlyStopping(patience=patience, restore_best_weights=True)
    stop.on_train_begin()
    train_epoch(params)
    return params, 1, [validation_loss(params)]
