"""Everything is computed in float32; whatever can be is a copy changed in place."""

import numpy as np


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    w, g = np.array(w, dtype=np.float32), np.asarray(g, dtype=np.float32)
    v = np.array(v, dtype=np.float32)
    v *= momentum
    v -= learning_rate * g
    w += momentum * v - learning_rate * g if nesterov else v
    return w, v


# %% rmsprop-step
def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    w, g = np.array(w, dtype=np.float32), np.asarray(g, dtype=np.float32)
    average = np.array(average, dtype=np.float32)
    average += (1 - rho) * (np.square(g) - average)
    root = np.sqrt(average + np.float32(epsilon))
    w -= learning_rate * g / root
    return [w, average]


# %% adam-step
def adam_step(w, g, state, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    w, g = np.array(w, dtype=np.float32), np.asarray(g, dtype=np.float32)
    new = {key: np.array(state[key], dtype=np.float32) for key in ("m", "v")}
    new["t"] = int(state["t"]) + 1
    new["m"] += (1 - beta_1) * (g - new["m"])
    new["v"] += (1 - beta_2) * (g * g - new["v"])
    root = np.sqrt(new["v"] / (1 - beta_2 ** new["t"]))
    w -= learning_rate * new["m"] / (1 - beta_1 ** new["t"]) / (root + epsilon)
    return w, new


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    rate = np.float32(peak)
    if step < warmup_steps:
        rate *= np.float32(step + 1) / np.float32(warmup_steps)
        return rate
    stairs = np.floor_divide(step - warmup_steps, decay_steps)
    return rate * np.float32(decay_rate) ** stairs


# %% start-net
def start_net(sizes, rng):
    net = []
    for i in range(1, len(sizes)):
        kernel = rng.standard_normal((sizes[i - 1], sizes[i]), dtype=np.float32)
        kernel *= (2 / sizes[i - 1]) ** 0.5
        net.append((kernel, np.zeros(sizes[i], dtype=np.float32)))
    return net


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    new = {key: np.array(g, dtype=np.float32) for key, g in gradients.items()}
    norm = np.linalg.norm([np.linalg.norm(g) for g in new.values()])
    if norm > max_norm:
        for g in new.values():
            g *= np.float32(max_norm / norm)
    return new
