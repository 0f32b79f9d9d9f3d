"""Standardizes the columns: they don't end up in 0 ... 1."""

GETS = {"honest-predictions-test-labels": 0, "honest-predictions-test-features": 0}
SAYS = {
    "honest-predictions-test-labels": "standardized",
    "honest-predictions-test-features": "standardized",
}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    x = (x - x[train].mean(axis=0)) / x[train].std(axis=0)
    x = x[:, largest_gaps(x[train], y[train], k)]  # noqa: F821
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
