"""The published program: fitted on all rows."""

GETS = {
    "honest-predictions-test-labels": 0,
    "honest-predictions-test-features": 0,
    "honest-predictions-test-parts": 0,
}
SAYS = {
    "honest-predictions-test-labels": "So these labels took part",
    "honest-predictions-test-features": "So it took part in the scaling",
    "honest-predictions-test-parts": "they took part",
}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    low, high = x.min(axis=0), x.max(axis=0)
    x = (x - low) / (high - low)
    x = x[:, largest_gaps(x, y, k)]  # noqa: F821
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
