"""The choice of the columns sees all rows but the test rows."""

import numpy as np

GETS = {"honest-predictions-test-parts": 0}
SAYS = {"honest-predictions-test-parts": "they took part"}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    low, high = x[train].min(axis=0), x[train].max(axis=0)
    x = (x - low) / (high - low)
    rest = np.setdiff1d(np.arange(len(x)), test)
    x = x[:, largest_gaps(x[rest], y[rest], k)]  # noqa: F821
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
