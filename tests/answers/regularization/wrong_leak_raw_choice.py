"""The columns are chosen before scaling."""

GETS = {"honest-predictions-test-parts": 0}
SAYS = {"honest-predictions-test-parts": "only before scaling"}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    x = x[:, largest_gaps(x[train], y[train], k)]  # noqa: F821
    low, high = x[train].min(axis=0), x[train].max(axis=0)
    x = (x - low) / (high - low)
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
