"""dx is transposed."""

GETS = {"dense-backward-test-inputs": 0}
SAYS = {"dense-backward-test-inputs": "it is transposed"}


# %% dense-backward
def dense_backward(dy, x, kernel):
    return kernel @ dy.T, x.T @ dy, dy.sum(axis=0)
