"""The division is rounded up, as if a window might reach over the end."""

GETS = {"output-size-test-numbers": 0, "output-size-test-words": 0}
SAYS = {"output-size-test-numbers": "round down, not up"}


# %% output-size
def output_size(n, kernel_size, strides=1, padding="valid"):
    if padding == "same":
        return -(-n // strides)
    p = 0 if padding == "valid" else padding
    return -(-(n + 2 * p - kernel_size) // strides) + 1
