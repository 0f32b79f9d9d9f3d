"""Keeps the losses after the steps."""

GETS = {"train-test-steps": 0}
SAYS = {"train-test-steps": "losses after each step"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses = []
    for _ in range(steps):
        gradients = net(params, x, labels)[1]
        params = {key: params[key] - learning_rate * gradients[key] for key in params}
        losses.append(net(params, x, labels)[0])
    return params, losses
