"""The student version as it was handed out."""

REST = "untouched"
GETS = {
    "output-size-test-numbers": 0,
    "output-size-test-words": 0,
    "correlate2d-test-values": 0,
    "correlate2d-test-strides": 0,
    "correlate2d-test-inputs": 0,
    "predict-sobel-test": 0,
    "edges-test-strength": 0,
    "edges-test-direction": 0,
    "filter-color-test-values": 0,
    "filter-color-test-shapes": 0,
    "conv2d-test-maps": 0,
    "conv2d-test-inputs": 0,
    "count-parameters-test": 0,
    "max-pool-test": 0,
    "max-pool-gradient-test-places": 0,
    "max-pool-gradient-test-inputs": 0,
}
