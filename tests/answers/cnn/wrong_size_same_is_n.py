"""For 'same', the stride is forgotten."""

GETS = {"output-size-test-words": 0}
SAYS = {"output-size-test-words": "That is n itself: the stride divides it"}


# %% output-size
def output_size(n, kernel_size, strides=1, padding="valid"):
    if padding == "same":
        return n
    p = 0 if padding == "valid" else padding
    return (n + 2 * p - kernel_size) // strides + 1
