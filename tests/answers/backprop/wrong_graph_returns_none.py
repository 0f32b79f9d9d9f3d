"""Prints instead of returning."""

GETS = {"graph-gradients-test": 0}
SAYS = {"graph-gradients-test": "returns None"}


# %% graph-gradients
def graph_gradients(a, b, c):
    p, q = a * b, a + c
    print(p * q, q * b + p, q * a, p)
