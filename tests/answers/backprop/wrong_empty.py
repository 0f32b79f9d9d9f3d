"""Nothing is answered: the student version, handed in as it was."""

REST = "untouched"
GETS = {
    "by-hand-test": 0,
    "graph-gradients-test": 0,
    "sigmoid-backward-test": 0,
    "relu-backward-test-values": 0,
    "relu-backward-test-fork": 0,
    "dense-backward-test-kernel": 0,
    "dense-backward-test-bias": 0,
    "dense-backward-test-inputs": 0,
    "softmax-cross-entropy-test-loss": 0,
    "softmax-cross-entropy-test-gradient": 0,
    "softmax-cross-entropy-test-extremes": 0,
    "ceiling-test": 0,
    "net-gradients-test-output": 0,
    "net-gradients-test-hidden": 0,
    "net-gradients-test-inputs": 0,
    "train-test-steps": 0,
    "train-test-inputs": 0,
    "forward-passes-test": 0,
}
