"""Nothing is answered: the student version, handed in as it was."""

REST = "untouched"
GETS = {
    "honest-predictions-test-labels": 0,
    "honest-predictions-test-features": 0,
    "honest-predictions-test-parts": 0,
    "l2-penalty-test-value": 0,
    "l2-penalty-test-gradient": 0,
    "factors-test": 0,
    "proximal-step-test-values": 0,
    "proximal-step-test-zeros": 0,
    "predictions-test": 0,
    "dropout-forward-test-training": 0,
    "dropout-forward-test-test-time": 0,
    "dropout-forward-test-chance": 0,
    "dropout-backward-test": 0,
    "max-norm-test-values": 0,
    "max-norm-test-inputs": 0,
    "early-stopping-test-epochs": 0,
    "early-stopping-test-best": 0,
    "early-stopping-test-calls": 0,
}
