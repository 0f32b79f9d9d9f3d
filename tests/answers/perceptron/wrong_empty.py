"""Nothing is answered: the student version, handed in as it was."""

REST = "untouched"
GETS = {
    "tlu-test-values": 0,
    "tlu-test-inputs": 0,
    "nor-test": 0,
    "majority-test": 0,
    "line-test": 0,
    "perceptron-fit-test-update": 0,
    "perceptron-fit-test-epochs": 0,
    "perceptron-fit-test-inputs": 0,
    "predict-epochs-test": 0,
    "binary-crossentropy-test-mean": 0,
    "binary-crossentropy-test-extremes": 0,
    "xor-cost-test": 0,
    "unit-gradient-test-weights": 0,
    "unit-gradient-test-bias": 0,
    "two-layer-net-test": 0,
    "xor-by-hand-test": 0,
    "quadrant-by-hand-test": 0,
}
