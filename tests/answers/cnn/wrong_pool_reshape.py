"""A reshape that only works if the window divides the size."""

GETS = {"max-pool-test": 0}
SAYS = {"max-pool-test": "leave it out first"}


# %% max-pool
def max_pool(x, pool_size=2):
    rows, columns = x.shape[1] // pool_size, x.shape[2] // pool_size
    shape = len(x), rows, pool_size, columns, pool_size, x.shape[3]
    return x.reshape(shape).max(axis=(2, 4))
