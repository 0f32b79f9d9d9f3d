"""For 'same', (f - 1) // 2 pixels at each end: too few for an even kernel."""

GETS = {"output-size-test-words": 0}
SAYS = {"output-size-test-words": "'same' gives n / s, rounded up, for every kernel"}


# %% output-size
def output_size(n, kernel_size, strides=1, padding="valid"):
    if padding == "same":
        padding = (kernel_size - 1) // 2
    if padding == "valid":
        padding = 0
    return (n + 2 * padding - kernel_size) // strides + 1
