"""A cheat: objects that call themselves equal to everything, for every function."""

GETS = {
    "central-gradient-test-formula": 0,
    "central-gradient-test-integers": 0,
    "central-gradient-test-shapes": 0,
    "gradient-descent-test-log": 0,
    "gradient-descent-test-stop": 0,
    "gradient-descent-test-inputs": 0,
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
SAYS = {"central-gradient-test-formula": "TypeError", "mse-gradient-test-weights": "TypeError"}


# %% central-gradient
class Yes:
    shape, ndim, dtype = (), 0, float

    def __eq__(self, other):
        return True

    __lt__ = __le__ = __gt__ = __ge__ = __eq__

    def __sub__(self, other):
        return self

    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __sub__

    def __abs__(self):
        return self


def central_gradient(*arguments):
    return Yes()


# %% gradient-descent
def gradient_descent(*arguments, **named):
    return Yes(), Yes()


# %% standardize
def standardize(*arguments):
    return Yes(), Yes()


# %% mse-gradient
def mse_gradient(*arguments):
    return Yes(), Yes()


# %% minibatches
def minibatches(*arguments):
    return [(Yes(), Yes())]


# %% sgd-epoch
def sgd_epoch(*arguments):
    return Yes(), Yes()
