"""Goes uphill."""

GETS = {"train-test-steps": 0}
SAYS = {"train-test-steps": "The loss climbs"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses = []
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        params = {key: params[key] + learning_rate * gradients[key] for key in params}
    return params, losses
