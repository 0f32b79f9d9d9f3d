"""nnbook's activations where a question doesn't ask for them: they are no cheat there."""

import numpy as np


# %% net-gradients
def net_gradients(params, x, labels):
    from nnbook.activations import relu, relu_derivative, softmax

    rows = np.arange(len(x))
    a = x @ params["kernel_1"] + params["bias_1"]
    z = relu(a) @ params["kernel_2"] + params["bias_2"]
    dz = softmax(z)
    dz[rows, labels] -= 1
    dz = dz / len(x)
    da = (dz @ params["kernel_2"].T) * relu_derivative(a)
    loss = np.mean(np.logaddexp.reduce(z, axis=1) - z[rows, labels])
    return loss, {
        "kernel_1": x.T @ da, "bias_1": da.sum(0),
        "kernel_2": relu(a).T @ dz, "bias_2": dz.sum(0),
    }


# %% relu-backward
def relu_backward(dy, x):
    from nnbook.activations import heaviside

    return dy * (1 - heaviside(-x))
