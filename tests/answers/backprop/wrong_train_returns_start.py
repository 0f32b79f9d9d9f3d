"""Returns the parameters from the start."""

GETS = {"train-test-steps": 0}
SAYS = {"train-test-steps": "after the last step"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses, start = [], params
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        params = {key: params[key] - learning_rate * gradients[key] for key in params}
    return start, losses
