"""Always keeps a single column."""

GETS = {"honest-predictions-test-labels": 0, "honest-predictions-test-features": 0}
SAYS = {"honest-predictions-test-labels": "choose the k columns"}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    low, high = x[train].min(axis=0), x[train].max(axis=0)
    x = (x - low) / (high - low)
    x = x[:, largest_gaps(x[train], y[train], 1)]  # noqa: F821
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
