"""The + 1 stands inside the division."""

GETS = {"output-size-test-numbers": 0, "output-size-test-words": 0}
SAYS = {"output-size-test-numbers": "after the division, not inside it"}


# %% output-size
def output_size(n, kernel_size, strides=1, padding="valid"):
    if padding == "same":
        return -(-n // strides)
    p = 0 if padding == "valid" else padding
    return (n + 2 * p - kernel_size + 1) // strides
