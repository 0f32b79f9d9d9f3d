"""Trains on the test rows and predicts the training rows."""

import numpy as np

GETS = {
    "honest-predictions-test-labels": 0,
    "honest-predictions-test-features": 0,
    "honest-predictions-test-parts": 0,
}
SAYS = {
    "honest-predictions-test-labels": "So these labels took part",
    "honest-predictions-test-features": "One class for each of 2 test rows",
    "honest-predictions-test-parts": "One class for each of 4",
}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    low, high = x[test].min(axis=0), x[test].max(axis=0)
    x = (x - low) / np.where(high > low, high - low, 1)
    x = x[:, largest_gaps(x[test], y[test], k)]  # noqa: F821
    return nearest_mean(x[test], y[test], x[train])  # noqa: F821
