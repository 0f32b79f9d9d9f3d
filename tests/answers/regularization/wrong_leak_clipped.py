"""Clips what lies outside the training rows' range."""

import numpy as np

GETS = {"honest-predictions-test-features": 0}
SAYS = {"honest-predictions-test-features": "clipped"}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    low, high = x[train].min(axis=0), x[train].max(axis=0)
    x = np.clip((x - low) / (high - low), 0, 1)
    x = x[:, largest_gaps(x[train], y[train], k)]  # noqa: F821
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
