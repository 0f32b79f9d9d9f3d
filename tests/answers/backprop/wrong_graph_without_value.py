"""L is missing."""

GETS = {"graph-gradients-test": 0}
SAYS = {"graph-gradients-test": "Four numbers come back"}


# %% graph-gradients
def graph_gradients(a, b, c):
    p, q = a * b, a + c
    return q * b + p, q * a, p
