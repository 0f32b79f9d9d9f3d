"""The path through the add node is forgotten."""

GETS = {"graph-gradients-test": 0}
SAYS = {"graph-gradients-test": "through q is missing"}


# %% graph-gradients
def graph_gradients(a, b, c):
    p, q = a * b, a + c
    return p * q, q * b, q * a, p
