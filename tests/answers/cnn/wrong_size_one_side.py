"""The padding is counted at one end only."""

GETS = {"output-size-test-numbers": 0}
SAYS = {"output-size-test-numbers": "The padding lies at both ends"}


# %% output-size
def output_size(n, kernel_size, strides=1, padding="valid"):
    if padding == "same":
        return -(-n // strides)
    p = 0 if padding == "valid" else padding
    return (n + p - kernel_size) // strides + 1
