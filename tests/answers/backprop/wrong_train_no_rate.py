"""The learning rate is left out."""

GETS = {"train-test-steps": 0}
SAYS = {"train-test-steps": "is learning_rate left out"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses = []
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        params = {key: params[key] - gradients[key] for key in params}
    return params, losses
