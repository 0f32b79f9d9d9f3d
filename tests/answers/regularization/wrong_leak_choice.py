"""The scaling is mended, the choice of the columns still sees all rows and labels."""

GETS = {"honest-predictions-test-labels": 0, "honest-predictions-test-parts": 0}
SAYS = {
    "honest-predictions-test-labels": "Which rows may choose the columns?",
    "honest-predictions-test-parts": "they took part",
}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    low, high = x[train].min(axis=0), x[train].max(axis=0)
    x = (x - low) / (high - low)
    x = x[:, largest_gaps(x, y, k)]  # noqa: F821
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
