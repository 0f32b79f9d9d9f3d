"""Copies the dictionary, but not the arrays in it."""

GETS = {"train-test-inputs": 0}
SAYS = {"train-test-inputs": "Make new ones"}


# %% train
def train(net, params, x, labels, learning_rate, steps):
    losses, params = [], dict(params)
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        for key in params:
            params[key] -= learning_rate * gradients[key]
    return params, losses
