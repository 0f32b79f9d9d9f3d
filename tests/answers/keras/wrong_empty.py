"""Nothing is answered: the student version, handed in as it was."""

REST = "untouched"
GETS = {
    "counts-test-dense": 0,
    "counts-test-others": 0,
    "build-net-test-hidden": 0,
    "build-net-test-output": 0,
    "choose-loss-test-names": 0,
    "choose-loss-test-misfits": 0,
    "wide-and-deep-test-shapes": 0,
    "wide-and-deep-test-values": 0,
    "printed-number-test": 0,
    "train-test-weights": 0,
    "train-test-history": 0,
    "train-test-mode": 0,
    "masked-mean-test": 0,
    "text-reader-test-net": 0,
    "text-reader-test-padding": 0,
    "feature-extractor-test-net": 0,
    "feature-extractor-test-training": 0,
    "stops-test": 0,
}
