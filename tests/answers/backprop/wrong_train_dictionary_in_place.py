"""Puts new arrays into the caller's dictionary."""

GETS = {"train-test-inputs": 0}
SAYS = {"train-test-inputs": "start with a new dictionary"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses = []
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        for key in params:
            params[key] = params[key] - learning_rate * gradients[key]
    return params, losses
