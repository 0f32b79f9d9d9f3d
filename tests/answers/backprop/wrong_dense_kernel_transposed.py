"""dkernel is transposed."""

GETS = {"dense-backward-test-kernel": 0}
SAYS = {"dense-backward-test-kernel": "it is transposed"}


# %% dense-backward
def dense_backward(dy, x, kernel):
    return dy @ kernel.T, dy.T @ x, dy.sum(axis=0)
