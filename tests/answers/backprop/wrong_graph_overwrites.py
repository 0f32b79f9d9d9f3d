"""The second path overwrites what the first has brought back to a."""

GETS = {"graph-gradients-test": 0}
SAYS = {"graph-gradients-test": "through p is missing"}


# %% graph-gradients
def graph_gradients(a, b, c):
    p, q = a * b, a + c
    da, db = q * b, q * a
    da, dc = p, p
    return p * q, da, db, dc
