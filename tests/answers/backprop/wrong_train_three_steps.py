"""Always three steps."""

GETS = {"train-test-steps": 0, "train-test-inputs": 0}
SAYS = {"train-test-steps": "60 losses", "train-test-inputs": "Without a step"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses = []
    for _ in range(3):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        params = {key: params[key] - learning_rate * gradients[key] for key in params}
    return params, losses
