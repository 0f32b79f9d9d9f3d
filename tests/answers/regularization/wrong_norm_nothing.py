"""Returns the kernel."""

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {"max-norm-test-values": "Nothing is shortened"}


# %% max-norm
def max_norm(kernel, max_value):
    return kernel.copy()
