"""A cheat: objects that call themselves equal to everything, for every function."""

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
SAYS = {"sigmoid-backward-test": "TypeError", "ceiling-test": "TypeError"}


# %% graph-gradients
class Yes:
    shape, ndim, dtype = (), 0, float

    def __eq__(self, other):
        return True

    __lt__ = __le__ = __gt__ = __ge__ = __eq__

    def __ne__(self, other):
        return False

    def __sub__(self, other):
        return self

    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __sub__

    def __abs__(self):
        return self


def graph_gradients(*arguments):
    return Yes(), Yes(), Yes(), Yes()


# %% by-hand
da_by_hand = db_by_hand = dc_by_hand = None


# %% sigmoid-backward
def sigmoid_backward(*arguments):
    return Yes()  # noqa: F821


# %% relu-backward
def relu_backward(*arguments):
    return Yes()  # noqa: F821


# %% dense-backward
def dense_backward(*arguments):
    return Yes(), Yes(), Yes()  # noqa: F821


# %% softmax-cross-entropy
def softmax_cross_entropy(*arguments):
    return Yes(), Yes()  # noqa: F821


# %% ceiling
largest_published_loss = Yes()  # noqa: F821


# %% net-gradients
def net_gradients(params, *arguments):
    return Yes(), {key: Yes() for key in params}  # noqa: F821


# %% train
def train(net, params, *arguments):
    return {key: Yes() for key in params}, [Yes()] * 3  # noqa: F821


# %% forward-passes
forward_passes = Yes()  # noqa: F821
