"""Ignores k: keeps all columns."""

GETS = {"honest-predictions-test-labels": 0, "honest-predictions-test-parts": 0}
SAYS = {"honest-predictions-test-parts": "Did you keep only k=1"}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    low, high = x[train].min(axis=0), x[train].max(axis=0)
    x = (x - low) / (high - low)
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
