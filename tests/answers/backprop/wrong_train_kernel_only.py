"""Moves the kernel only."""

GETS = {"train-test-steps": 0, "train-test-inputs": 0}
SAYS = {"train-test-steps": "The bias hasn't moved", "train-test-inputs": "KeyError"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses = []
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        moved = params["kernel"] - learning_rate * gradients["kernel"]
        params = {**params, "kernel": moved}
    return params, losses
