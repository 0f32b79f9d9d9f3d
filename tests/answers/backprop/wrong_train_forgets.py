"""Each step starts from the first parameters."""

GETS = {"train-test-steps": 0}
SAYS = {"train-test-steps": "go on from the newest parameters"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses, trained = [], params
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        trained = {key: params[key] - learning_rate * gradients[key] for key in params}
    return trained, losses
