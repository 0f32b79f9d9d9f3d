"""Divides the caller's x for a moment, and doesn't repair it."""

GETS = {"dense-backward-test-kernel": 0}
SAYS = {"dense-backward-test-kernel": "changes the caller's x"}


# %% dense-backward
def dense_backward(dy, x, kernel):
    dkernel = x.T @ dy
    x *= 0.5
    return dy @ kernel.T, dkernel, dy.sum(axis=0)
