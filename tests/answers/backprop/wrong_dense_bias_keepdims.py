"""dbias keeps the axis of the samples."""

GETS = {"dense-backward-test-bias": 0}
SAYS = {"dense-backward-test-bias": "without keepdims"}


# %% dense-backward
def dense_backward(dy, x, kernel):
    return dy @ kernel.T, x.T @ dy, dy.sum(axis=0, keepdims=True)
