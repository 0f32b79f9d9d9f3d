"""Knows the visible test's keys only."""

GETS = {"train-test-steps": 0, "train-test-inputs": 0}
SAYS = {"train-test-steps": "KeyError", "train-test-inputs": "KeyError"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses = []
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        params = {key: params[key] - learning_rate * gradients[key] for key in ("kernel", "bias")}
    return params, losses
