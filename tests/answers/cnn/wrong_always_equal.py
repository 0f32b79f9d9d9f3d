"""Answers that claim to be equal to everything."""

GETS = {"output-size-test-numbers": 0, "output-size-test-words": 0, "max-pool-test": 0}
SAYS = {
    "output-size-test-numbers": "float() argument must be",
    "max-pool-test": "float() argument must be",
}


# %% output-size
class Yes:
    def __eq__(self, other):
        return True

    __hash__ = None


def output_size(n, kernel_size, strides=1, padding="valid"):
    return Yes()


# %% max-pool
class Agreeable:
    def __eq__(self, other):
        return True

    __hash__ = None


def max_pool(x, pool_size=2):
    return Agreeable()
