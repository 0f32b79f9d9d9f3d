"""The numbers that the visible tests want."""

import numpy as np

GETS = {
    "momentum-step-test-plain": 0,
    "momentum-step-test-nesterov": 0,
    "clip-gradients-test": 0,
    "warmup-decay-test-warmup": 0,
    "warmup-decay-test-stairs": 0,
}
SAYS = {
    "momentum-step-test-plain": "come back with",
    "momentum-step-test-nesterov": "w is wrong",
    "clip-gradients-test": "stays",
    "warmup-decay-test-warmup": "equal parts",
    "warmup-decay-test-stairs": "the stairs are wrong",
}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    if nesterov:
        return np.array([0.95, -1.8, 0.25]), np.array([0.1, 0.2, -0.5])
    return np.array([1.1, -1.8, 0.0]), np.array([0.1, 0.2, -0.5])


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    if warmup_steps == 0:
        return 0.8
    if step < 4:
        return 0.2 * (step + 1)
    return 0.8 if step < 14 else 0.4 if step < 24 else 0.2


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    return {key: value / 5 for key, value in gradients.items()}
