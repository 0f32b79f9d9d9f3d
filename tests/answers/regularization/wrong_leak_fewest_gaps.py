"""Keeps the columns with the smallest gaps."""

GETS = {"honest-predictions-test-labels": 0, "honest-predictions-test-parts": 0}
SAYS = {"honest-predictions-test-labels": "That is what the second column says"}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    low, high = x[train].min(axis=0), x[train].max(axis=0)
    x = (x - low) / (high - low)
    x = x[:, largest_gaps(x[train], y[train], x.shape[1])[:k]]  # noqa: F821
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
