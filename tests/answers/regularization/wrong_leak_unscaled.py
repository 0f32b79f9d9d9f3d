"""Nothing is scaled any more."""

GETS = {"honest-predictions-test-features": 0, "honest-predictions-test-parts": 0}
SAYS = {
    "honest-predictions-test-features": "there is no scaling",
    "honest-predictions-test-parts": "only before scaling",
}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    x = x[:, largest_gaps(x[train], y[train], k)]  # noqa: F821
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
