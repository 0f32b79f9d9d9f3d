"""For 'same', the stride's division is rounded down."""

GETS = {"output-size-test-words": 0}
SAYS = {"output-size-test-words": "'same' rounds up"}


# %% output-size
def output_size(n, kernel_size, strides=1, padding="valid"):
    if padding == "same":
        return n // strides
    p = 0 if padding == "valid" else padding
    return (n + 2 * p - kernel_size) // strides + 1
