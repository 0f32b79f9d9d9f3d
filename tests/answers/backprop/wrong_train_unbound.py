"""Returns a name that a run without a step never sets."""

GETS = {"train-test-inputs": 0}
SAYS = {"train-test-inputs": "UnboundLocalError"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses = []
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        trained = params = {key: params[key] - learning_rate * gradients[key] for key in params}
    return trained, losses
