"""The test rows choose the columns."""

import numpy as np

GETS = {"honest-predictions-test-labels": 0, "honest-predictions-test-parts": 0}
SAYS = {
    "honest-predictions-test-labels": "it is the test rows that favor it",
    "honest-predictions-test-parts": "Only the training rows scale and choose",
}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    low, high = x[train].min(axis=0), x[train].max(axis=0)
    x = (x - low) / (high - low)
    gaps = (
        [
            abs(x[test, j][y[test] == 1].mean() - x[test, j][y[test] == 0].mean())
            for j in range(x.shape[1])
        ]
        if 0 < y[test].sum() < len(test)
        else np.arange(x.shape[1])
    )
    x = x[:, np.argsort(gaps)[-k:]]
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
