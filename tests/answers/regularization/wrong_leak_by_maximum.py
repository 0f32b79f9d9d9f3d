"""Divides by the maximum, and subtracts no minimum."""

GETS = {"honest-predictions-test-features": 0, "honest-predictions-test-parts": 0}
SAYS = {"honest-predictions-test-parts": "subtract its minimum"}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    x = x / x[train].max(axis=0)
    x = x[:, largest_gaps(x[train], y[train], k)]  # noqa: F821
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
