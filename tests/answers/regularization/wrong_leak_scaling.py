"""The choice is mended, the scaling still sees all rows."""

GETS = {"honest-predictions-test-features": 0, "honest-predictions-test-parts": 0}
SAYS = {
    "honest-predictions-test-features": "So it took part in the scaling",
    "honest-predictions-test-parts": "they took part",
}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    x = (x - x.min(axis=0)) / (x.max(axis=0) - x.min(axis=0))
    x = x[:, largest_gaps(x[train], y[train], k)]  # noqa: F821
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
