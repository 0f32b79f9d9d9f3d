"""Every function lets nnbook do the work."""

import numpy as np

GETS = {
    "momentum-step-test-plain": 0,
    "momentum-step-test-nesterov": 0,
    "rmsprop-step-test-values": 0,
    "rmsprop-step-test-walks": 0,
    "adam-step-test-first": 0,
    "adam-step-test-later": 0,
    "adam-step-test-state": 0,
    "warmup-decay-test-warmup": 0,
    "warmup-decay-test-stairs": 0,
    "start-net-test-kernels": 0,
    "start-net-test-biases": 0,
    "batch-norm-test-training": 0,
    "batch-norm-test-moving": 0,
    "batch-norm-test-test-time": 0,
    "clip-gradients-test": 0,
}
SAYS = {
    "momentum-step-test-plain": "calls nnbook.optimizers.",
    "momentum-step-test-nesterov": "calls nnbook.optimizers.",
    "rmsprop-step-test-values": "calls nnbook.optimizers.",
    "rmsprop-step-test-walks": "calls nnbook.optimizers.",
    "adam-step-test-first": "calls nnbook.optimizers.",
    "adam-step-test-later": "calls nnbook.optimizers.",
    "adam-step-test-state": "calls nnbook.optimizers.",
    "warmup-decay-test-warmup": "calls nnbook.schedules.",
    "warmup-decay-test-stairs": "calls nnbook.schedules.",
    "start-net-test-kernels": "calls nnbook.initializers.",
    "start-net-test-biases": "calls nnbook.initializers.",
    "batch-norm-test-training": "calls nnbook.layers.",
    "batch-norm-test-moving": "calls nnbook.layers.",
    "batch-norm-test-test-time": "calls nnbook.layers.",
    "clip-gradients-test": "calls nnbook.regularizers.",
}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    from nnbook.optimizers import SGD

    mine = SGD(learning_rate, momentum, nesterov)
    w, mine.state = np.array(w), {"w": {"momentum": np.array(v)}}
    mine.update({"w": w}, {"w": g})
    return w, mine.state["w"]["momentum"]


# %% rmsprop-step
def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    # The set-up cell imports it.
    mine = optimizers.RMSprop(learning_rate, rho, epsilon=epsilon)  # noqa: F821
    w = np.array(w)
    mine.update({"w": w}, {"w": g})
    return w, rho * average + (1 - rho) * g**2


# %% adam-step
def adam_step(w, g, state, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    import nnbook.optimizers as borrowed

    mine, w = borrowed.Adam(learning_rate, beta_1, beta_2, epsilon), np.array(w)
    mine.iterations = state["t"]
    mine.state = {"w": {"momentum": np.array(state["m"]), "velocity": np.array(state["v"])}}
    mine.update({"w": w}, {"w": g})
    kept = mine.state["w"]
    return w, {"t": mine.iterations, "m": kept["momentum"], "v": kept["velocity"]}


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    from nnbook.schedules import ExponentialDecay as Mine

    if step < warmup_steps:
        return peak * (step + 1) / warmup_steps * Mine(1.0, 1, 1.0)(step)
    return Mine(peak, decay_steps, decay_rate, staircase=True)(step - warmup_steps)


# %% start-net
def start_net(sizes, rng):
    from nnbook import initializers

    draw = initializers.HeNormal(seed=rng)
    return [(draw((n, m)), np.zeros(m)) for n, m in zip(sizes[:-1], sizes[1:], strict=True)]


# %% batch-norm
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, epsilon=1e-3):
    from nnbook.layers import BatchNormalization

    layer = BatchNormalization(momentum=momentum, epsilon=epsilon)
    layer.build(x.shape, dtype=x.dtype)
    layer.set_weights([gamma, beta, moving_mean, moving_variance])
    y = layer.forward(x, training=training)
    return y, layer.state["moving_mean"], layer.state["moving_variance"]


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    from nnbook.regularizers import clip_by_global_norm

    return clip_by_global_norm(gradients, max_norm)
