"""Each channel still meets the whole kernel."""

import numpy as np

GETS = {"filter-color-test-values": 0, "filter-color-test-shapes": 0}
SAYS = {
    "filter-color-test-values": "Each channel meets the whole kernel, 111 * 6",
    "filter-color-test-shapes": "And does test 4a pass?",
}


# %% filter-color
def filter_color(image, kernel, bias=0.0):
    kh, kw, channels = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    output = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = image[r : r + kh, c : c + kw].astype(float)
            for d in range(channels):
                output[r, c] += np.sum(window[:, :, d] * kernel)
            output[r, c] += bias
    return output
