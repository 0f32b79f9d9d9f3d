"""The padding is left out."""

GETS = {"output-size-test-numbers": 0}
SAYS = {"output-size-test-numbers": "The padding is left out: add 2 * p"}


# %% output-size
def output_size(n, kernel_size, strides=1, padding="valid"):
    if padding == "same":
        return -(-n // strides)
    return (n - kernel_size) // strides + 1
