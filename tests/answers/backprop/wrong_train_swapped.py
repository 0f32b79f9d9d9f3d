"""x and labels are swapped."""

GETS = {"train-test-inputs": 0, "train-test-steps": 0}
SAYS = {"train-test-inputs": "in this order", "train-test-steps": "60"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses = []
    for _ in range(steps):
        loss, gradients = net(params, labels, x)
        losses.append(loss)
        params = {key: params[key] - learning_rate * gradients[key] for key in params}
    return params, losses
