"""Multiplies the rate into net's own arrays."""

GETS = {"train-test-inputs": 0}
SAYS = {"train-test-inputs": "changes the gradients"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses = []
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        for gradient in gradients.values():
            gradient *= learning_rate
        params = {key: params[key] - gradients[key] for key in params}
    return params, losses
