"""Nothing is answered: the student version, handed in as it was."""

REST = "untouched"
GETS = {
    "momentum-step-test-plain": 0,
    "momentum-step-test-nesterov": 0,
    "largest-rate-test": 0,
    "rmsprop-step-test-values": 0,
    "rmsprop-step-test-walks": 0,
    "alternating-test": 0,
    "adam-step-test-first": 0,
    "adam-step-test-later": 0,
    "adam-step-test-state": 0,
    "warmup-decay-test-warmup": 0,
    "warmup-decay-test-stairs": 0,
    "times-smaller-test": 0,
    "start-net-test-kernels": 0,
    "start-net-test-biases": 0,
    "batch-norm-test-training": 0,
    "batch-norm-test-moving": 0,
    "batch-norm-test-test-time": 0,
    "clip-gradients-test": 0,
}
