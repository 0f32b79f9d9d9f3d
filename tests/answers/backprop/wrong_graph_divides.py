"""Divides L by the input, which 0 doesn't allow."""

GETS = {"graph-gradients-test": 0}
SAYS = {"graph-gradients-test": "ZeroDivisionError"}


# %% graph-gradients
def graph_gradients(a, b, c):
    value = a * b * (a + c)
    return value, value / a + value / (a + c), value / b, value / (a + c)
