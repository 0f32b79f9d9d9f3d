"""Returns nothing."""

GETS = {
    "net-gradients-test-output": 0,
    "net-gradients-test-hidden": 0,
    "net-gradients-test-inputs": 0,
}
SAYS = {
    "net-gradients-test-output": "returns None",
    "net-gradients-test-hidden": "returns None",
    "net-gradients-test-inputs": "returns None",
}


# %% net-gradients
def net_gradients(params, x, labels):
    return None
