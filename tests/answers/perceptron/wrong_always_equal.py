"""A cheat: objects that call themselves equal to everything, for every function."""

GETS = {
    "tlu-test-values": 0,
    "tlu-test-inputs": 0,
    "perceptron-fit-test-update": 0,
    "perceptron-fit-test-epochs": 0,
    "perceptron-fit-test-inputs": 0,
    "binary-crossentropy-test-mean": 0,
    "binary-crossentropy-test-extremes": 0,
    "predict-epochs-test": 0,
    "xor-cost-test": 0,
    "unit-gradient-test-weights": 0,
    "unit-gradient-test-bias": 0,
    "two-layer-net-test": 0,
}
SAYS = {"tlu-test-values": "TypeError", "perceptron-fit-test-update": "TypeError"}


# %% tlu
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


def tlu(*arguments):
    return Yes()


# %% perceptron-fit
def perceptron_fit(*arguments, **named):
    return Yes(), Yes(), Yes()


# %% predict-epochs
epochs_with_small_eta0 = Yes()


# %% binary-crossentropy
def binary_crossentropy(*arguments):
    return Yes()


# %% xor-cost
xor_cost = Yes()


# %% unit-gradient
def unit_gradient(*arguments):
    return Yes(), Yes()


# %% two-layer-net
def two_layer_net(*arguments):
    return Yes()
