"""Returns how often it is right."""

import numpy as np

GETS = {
    "honest-predictions-test-labels": 0,
    "honest-predictions-test-features": 0,
    "honest-predictions-test-parts": 0,
}
SAYS = {
    "honest-predictions-test-labels": "Is that an accuracy?",
    "honest-predictions-test-features": "One class for each",
    "honest-predictions-test-parts": "One class for each of 4",
}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    low, high = x[train].min(axis=0), x[train].max(axis=0)
    x = (x - low) / (high - low)
    x = x[:, largest_gaps(x[train], y[train], k)]  # noqa: F821
    return np.mean(nearest_mean(x[train], y[train], x[test]) == y[test])  # noqa: F821
