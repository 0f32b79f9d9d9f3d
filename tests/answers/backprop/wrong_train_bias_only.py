"""Moves the bias only."""

GETS = {"train-test-steps": 0, "train-test-inputs": 0}
SAYS = {"train-test-steps": "The kernel hasn't moved", "train-test-inputs": "KeyError"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses = []
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        moved = params["bias"] - learning_rate * gradients["bias"]
        params = {**params, "bias": moved}
    return params, losses
