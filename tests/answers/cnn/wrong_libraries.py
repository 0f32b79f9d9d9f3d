"""OpenCV and SciPy do the work."""

import numpy as np

GETS = {
    "correlate2d-test-values": 0,
    "correlate2d-test-strides": 0,
    "correlate2d-test-inputs": 0,
    "edges-test-strength": 0,
    "edges-test-direction": 0,
}
SAYS = {
    "correlate2d-test-values": "calls scipy.",
    "correlate2d-test-strides": "calls scipy.",
    "correlate2d-test-inputs": "calls scipy.",
    "edges-test-strength": "calls cv2.",
    "edges-test-direction": "calls cv2.",
}


# %% correlate2d
def correlate2d(image, kernel, strides=1, padding=0):
    import scipy.signal

    padded = np.pad(np.asarray(image, dtype=float), padding)
    answer = scipy.signal.correlate2d(padded, np.asarray(kernel, dtype=float), mode="valid")
    return answer[::strides, ::strides]


# %% edges
def edges(image):
    import cv2

    image = np.asarray(image, dtype=np.float64)
    gx = cv2.Sobel(image, cv2.CV_64F, 1, 0)[1:-1, 1:-1]
    gy = cv2.Sobel(image, cv2.CV_64F, 0, 1)[1:-1, 1:-1]
    return np.hypot(gx, gy), np.arctan2(gy, gx)
