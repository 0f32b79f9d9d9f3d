"""Nothing is answered: the student version, handed in as it was."""

REST = "untouched"
GETS = {
    "central-gradient-test-formula": 0,
    "central-gradient-test-integers": 0,
    "central-gradient-test-shapes": 0,
    "gradient-descent-test-log": 0,
    "gradient-descent-test-stop": 0,
    "gradient-descent-test-inputs": 0,
    "predict-limit-test": 0,
    "predict-steps-test": 0,
    "predict-brute-force-test": 0,
    "standardize-test-values": 0,
    "standardize-test-inputs": 0,
    "mse-gradient-test-weights": 0,
    "mse-gradient-test-bias": 0,
    "mse-gradient-test-inputs": 0,
    "minibatches-test-samples": 0,
    "minibatches-test-chance": 0,
    "sgd-epoch-test-update": 0,
    "sgd-epoch-test-inputs": 0,
}
