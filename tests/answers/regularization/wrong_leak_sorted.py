"""Sorts the training rows, but not their labels."""

import numpy as np

GETS = {"honest-predictions-test-labels": 0, "honest-predictions-test-parts": 0}
SAYS = {"honest-predictions-test-parts": "keep its own label"}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    x_train = x[np.sort(train)]
    low, high = x_train.min(axis=0), x_train.max(axis=0)
    x = (x - low) / (high - low)
    columns = largest_gaps(x[train], y[train], k)  # noqa: F821
    return nearest_mean(x[np.sort(train)][:, columns], y[train], x[test][:, columns])  # noqa: F821
