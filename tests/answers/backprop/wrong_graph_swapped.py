"""Each multiply node hands on dy times the same input."""

GETS = {"graph-gradients-test": 0}
SAYS = {"graph-gradients-test": "a multiply node hands on dy"}


# %% graph-gradients
def graph_gradients(a, b, c):
    p, q = a * b, a + c
    return p * q, p * a + q, p * b, q
