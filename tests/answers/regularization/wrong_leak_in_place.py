"""Scales the caller's table."""

GETS = {"honest-predictions-test-parts": 0}
SAYS = {"honest-predictions-test-parts": "changes the caller's table"}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    low, high = x[train].min(axis=0), x[train].max(axis=0)
    x -= low
    x /= high - low
    x = x[:, largest_gaps(x[train], y[train], k)]  # noqa: F821
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
