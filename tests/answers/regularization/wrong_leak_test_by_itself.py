"""The test rows are scaled by their own range."""

import numpy as np

GETS = {
    "honest-predictions-test-labels": 0,
    "honest-predictions-test-features": 0,
    "honest-predictions-test-parts": 0,
}
SAYS = {
    "honest-predictions-test-labels": "choose the k columns",
    "honest-predictions-test-features": "So it took part in the scaling",
    "honest-predictions-test-parts": "not by their own",
}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    def scaled(rows):
        span = rows.max(axis=0) - rows.min(axis=0)
        return (rows - rows.min(axis=0)) / np.where(span > 0, span, 1)

    x_train, x_test = scaled(x[train]), scaled(x[test])
    columns = largest_gaps(x_train, y[train], k)  # noqa: F821
    return nearest_mean(x_train[:, columns], y[train], x_test[:, columns])  # noqa: F821
