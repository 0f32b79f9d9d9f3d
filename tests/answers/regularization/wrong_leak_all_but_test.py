"""All rows but the test rows train, those of neither part included."""

import numpy as np

GETS = {"honest-predictions-test-parts": 0}
SAYS = {"honest-predictions-test-parts": "they took part"}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    train = np.setdiff1d(np.arange(len(x)), test)
    low, high = x[train].min(axis=0), x[train].max(axis=0)
    x = (x - low) / (high - low)
    x = x[:, largest_gaps(x[train], y[train], k)]  # noqa: F821
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
