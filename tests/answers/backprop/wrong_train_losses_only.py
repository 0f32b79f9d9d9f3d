"""Returns the losses alone."""

GETS = {"train-test-steps": 0, "train-test-inputs": 0}
SAYS = {
    "train-test-steps": "a dictionary and a list",
    "train-test-inputs": "a dictionary and a list",
}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses = []
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        params = {key: params[key] - learning_rate * gradients[key] for key in params}
    return losses
