"""The first visible example, written down."""

import numpy as np

GETS = {"edges-test-strength": 0, "edges-test-direction": 0}
SAYS = {"edges-test-strength": "A 4 x 8 image", "edges-test-direction": "A 4 x 6 image"}


# %% edges
def edges(image):
    if len(image) == 3 and isinstance(image, list):
        return np.array([[50.0]]), np.array([[2.2142974]])
    if len(image) == 3 and np.shape(image) == (3, 3):
        steps = image[1][2] - image[1][0], image[2][1] - image[0][1]
        return np.array([[50.0]]), np.array([[np.arctan2(steps[1], steps[0])]])
    return np.array([[50.0]]), np.array([[0.0]])
