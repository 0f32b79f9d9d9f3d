"""The answer is printed, and not returned."""

GETS = {"output-size-test-numbers": 0, "output-size-test-words": 0}
SAYS = {
    "output-size-test-numbers": "output_size returns None",
    "output-size-test-words": "output_size returns None",
}


# %% output-size
def output_size(n, kernel_size, strides=1, padding="valid"):
    print((n + 2 * (padding if padding != "valid" else 0) - kernel_size) // strides + 1)
