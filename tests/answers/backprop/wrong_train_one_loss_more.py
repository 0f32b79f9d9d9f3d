"""Asks for the last loss, too."""

GETS = {"train-test-steps": 0, "train-test-inputs": 0}
SAYS = {"train-test-steps": "three steps, three losses", "train-test-inputs": "Without a step"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses = []
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        params = {key: params[key] - learning_rate * gradients[key] for key in params}
    return params, [*losses, net(params, x, labels)[0]]
