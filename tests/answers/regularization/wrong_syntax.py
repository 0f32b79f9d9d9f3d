"""A cell that isn't Python: only its own points are lost."""

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {"max-norm-test-values": "NameError", "max-norm-test-inputs": "NameError"}


# %% max-norm [text]
# def max_norm(kernel, max_value)
#     return kernel
