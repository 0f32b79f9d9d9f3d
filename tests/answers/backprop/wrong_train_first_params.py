"""Asks net at the first parameters each time."""

GETS = {"train-test-steps": 0}
SAYS = {"train-test-steps": "ask at the newest"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses, now = [], params
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        now = {key: now[key] - learning_rate * gradients[key] for key in now}
    return now, losses
