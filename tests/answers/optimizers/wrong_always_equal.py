"""A cheat: objects that call themselves equal to everything, for every question."""

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
SAYS = {
    "momentum-step-test-plain": "TypeError",
    "largest-rate-test": "TypeError",
    "adam-step-test-first": "TypeError",
}


# %% momentum-step
class Yes:
    shape, ndim, dtype = (), 0, float

    def __eq__(self, other):
        return True

    __lt__ = __le__ = __gt__ = __ge__ = __eq__

    def __ne__(self, other):
        return False

    def __sub__(self, other):
        return self

    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __truediv__ = __sub__

    def __abs__(self):
        return self


def momentum_step(*arguments, **others):
    return Yes(), Yes()


# %% largest-rate
largest_rate = Yes()  # noqa: F821


# %% rmsprop-step
def rmsprop_step(*arguments, **others):
    return Yes(), Yes()  # noqa: F821


# %% alternating
step_length = Yes()  # noqa: F821


# %% adam-step
def adam_step(*arguments, **others):
    return Yes(), {"t": Yes(), "m": Yes(), "v": Yes()}  # noqa: F821


# %% warmup-decay
def warmup_decay(*arguments):
    return Yes()  # noqa: F821


# %% times-smaller
times_smaller = Yes()  # noqa: F821


# %% start-net
def start_net(sizes, rng):
    return [(Yes(), Yes())] * 4  # noqa: F821


# %% batch-norm
def batch_norm(*arguments, **others):
    return Yes(), Yes(), Yes()  # noqa: F821


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    return {key: Yes() for key in gradients}  # noqa: F821
