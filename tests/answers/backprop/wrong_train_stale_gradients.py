"""Asks for the gradients once, before the loop."""

import numpy as np

GETS = {"train-test-steps": 0}
SAYS = {"train-test-steps": "ask net again in each step"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses = []
    loss, gradients = net(params, x, labels)
    for _ in range(steps):
        losses.append(sum(float(np.sum(value**2)) for value in params.values()))
        params = {key: params[key] - learning_rate * gradients[key] for key in params}
    return params, losses
