"""Padding as a word isn't understood."""

GETS = {"output-size-test-words": 0}
SAYS = {"output-size-test-words": "TypeError"}


# %% output-size
def output_size(n, kernel_size, strides=1, padding="valid"):
    return (n + 2 * padding - kernel_size) // strides + 1
