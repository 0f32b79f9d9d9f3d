"""Computes, and returns nothing."""

GETS = {
    "honest-predictions-test-labels": 0,
    "honest-predictions-test-features": 0,
    "honest-predictions-test-parts": 0,
}
SAYS = {
    "honest-predictions-test-labels": "returns None",
    "honest-predictions-test-features": "returns None",
    "honest-predictions-test-parts": "returns None",
}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    low, high = x[train].min(axis=0), x[train].max(axis=0)
    x = (x - low) / (high - low)
    x = x[:, largest_gaps(x[train], y[train], k)]  # noqa: F821
    print(nearest_mean(x[train], y[train], x[test]))  # noqa: F821
