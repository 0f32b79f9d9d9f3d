"""A missing colon costs the cell that it stands in, and no other."""

GETS = {"max-pool-test": 0}
SAYS = {"max-pool-test": "NameError"}

# %% max-pool [text]
# def max_pool(x, pool_size=2)
#     return x[:, ::2, ::2]
