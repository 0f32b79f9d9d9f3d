"""Every function lets nnbook do the work."""

import numpy as np

GETS = {
    "graph-gradients-test": 0,
    "sigmoid-backward-test": 0,
    "relu-backward-test-values": 0,
    "relu-backward-test-fork": 0,
    "dense-backward-test-kernel": 0,
    "dense-backward-test-bias": 0,
    "dense-backward-test-inputs": 0,
    "softmax-cross-entropy-test-loss": 0,
    "softmax-cross-entropy-test-gradient": 0,
    "softmax-cross-entropy-test-extremes": 0,
    "net-gradients-test-output": 0,
    "net-gradients-test-hidden": 0,
    "net-gradients-test-inputs": 0,
    "train-test-steps": 0,
    "train-test-inputs": 0,
}
SAYS = {
    "graph-gradients-test": "calls nnbook.numerical.numerical_gradient",
    "sigmoid-backward-test": "calls nnbook.activations.sigmoid_derivative",
    "relu-backward-test-values": "calls nnbook.layers.",
    "relu-backward-test-fork": "calls nnbook.layers.",
    "dense-backward-test-kernel": "calls nnbook.layers.",
    "dense-backward-test-bias": "calls nnbook.layers.",
    "dense-backward-test-inputs": "calls nnbook.layers.",
    "softmax-cross-entropy-test-loss": "calls nnbook.losses.",
    "softmax-cross-entropy-test-gradient": "calls nnbook.losses.",
    "softmax-cross-entropy-test-extremes": "calls nnbook.losses.",
    "net-gradients-test-output": "calls nnbook.numerical.numerical_gradient",
    "net-gradients-test-hidden": "calls nnbook.numerical.numerical_gradient",
    "net-gradients-test-inputs": "calls nnbook.numerical.numerical_gradient",
    "train-test-steps": "calls nnbook.optimizers.",
    "train-test-inputs": "calls nnbook.optimizers.",
}


# %% graph-gradients
def graph_gradients(a, b, c):
    slopes = numerical_gradient(  # noqa: F821 (the notebook imports it)
        lambda v: v[0] * v[1] * (v[0] + v[2]), np.array([a, b, c], dtype=float)
    )
    return a * b * (a + c), *slopes


# %% sigmoid-backward
def sigmoid_backward(dy, y):
    from nnbook import activations

    return dy * activations.sigmoid_derivative(np.log(y / (1 - y)))


# %% relu-backward
def relu_backward(dy, x):
    from nnbook.layers import ReLU as Mine

    layer = Mine()
    layer.forward(x)
    return layer.backward(dy)


# %% dense-backward
def dense_backward(dy, x, kernel):
    import nnbook.layers

    layer = nnbook.layers.Dense(kernel.shape[1])
    layer.build(x.shape, dtype=x.dtype)
    layer.set_weights([kernel, np.zeros(kernel.shape[1])])
    layer.forward(x)
    dx = layer.backward(dy)
    return dx, layer.grads["kernel"], layer.grads["bias"]


# %% softmax-cross-entropy
def softmax_cross_entropy(z, labels):
    from nnbook.losses import SparseCategoricalCrossentropy

    loss = SparseCategoricalCrossentropy(from_logits=True)
    return loss(np.asarray(labels), z), loss.gradient(np.asarray(labels), z)


# %% net-gradients
def net_gradients(params, x, labels):
    return net_loss(params, x, labels), {  # noqa: F821 (the notebook defines it)
        key: numerical_gradient(  # noqa: F821
            lambda new, key=key: net_loss(params | {key: new}, x, labels), value  # noqa: F821
        )
        for key, value in params.items()
    }


# %% train
def train(net, params, x, labels, learning_rate, steps):
    from nnbook.optimizers import SGD

    params = {key: np.array(value) for key, value in params.items()}
    optimizer, losses = SGD(learning_rate), []
    for _ in range(steps):
        loss, gradients = net(params, x, labels)
        losses.append(loss)
        optimizer.update(params, gradients)
    return params, losses
