"""Scales the training rows, and leaves the test rows as they are."""

GETS = {
    "honest-predictions-test-labels": 0,
    "honest-predictions-test-features": 0,
    "honest-predictions-test-parts": 0,
}
SAYS = {
    "honest-predictions-test-features": "Scale the test rows, too",
    "honest-predictions-test-parts": "Scale the test rows, too",
}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    x_train = x[train] - x[train].min(axis=0)
    x_train = x_train / x_train.max(axis=0)
    columns = largest_gaps(x_train, y[train], k)  # noqa: F821
    return nearest_mean(x_train[:, columns], y[train], x[test][:, columns])  # noqa: F821
