"""Computes the new parameters and drops them."""

GETS = {"train-test-steps": 0}
SAYS = {"train-test-steps": "Nothing moves"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses = []
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        _ = {key: params[key] - learning_rate * gradients[key] for key in params}
    return params, losses
