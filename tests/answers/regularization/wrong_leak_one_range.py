"""One minimum and one maximum for all columns."""

GETS = {"honest-predictions-test-features": 0, "honest-predictions-test-parts": 0}
SAYS = {
    "honest-predictions-test-features": "Is axis=0 missing",
    "honest-predictions-test-parts": "what the first column says",
}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    low, high = x[train].min(), x[train].max()
    x = (x - low) / (high - low)
    x = x[:, largest_gaps(x[train], y[train], k)]  # noqa: F821
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
