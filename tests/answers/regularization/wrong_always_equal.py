"""A cheat: objects that call themselves equal to everything, for every function."""

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
SAYS = {"honest-predictions-test-labels": "TypeError", "max-norm-test-values": "TypeError"}


# %% honest-predictions
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


def honest_predictions(*arguments):
    return Yes()


# %% l2-penalty
def l2_penalty(params, decay):
    return Yes(), {name: Yes() for name in params}  # noqa: F821


# %% factors
keras_factor_of_the_paper = keras_factor_of_the_program = Yes()  # noqa: F821


# %% proximal-step
def proximal_step(*arguments):
    return Yes()  # noqa: F821


# %% predictions
proximal_steps_to_zero = l2_after_3_steps = plain_l1_after_100_steps = Yes()  # noqa: F821


# %% dropout-forward
def dropout_forward(*arguments):
    return Yes(), Yes()  # noqa: F821


# %% dropout-backward
def dropout_backward(*arguments):
    return Yes()  # noqa: F821


# %% max-norm
def max_norm(*arguments):
    return Yes()  # noqa: F821


# %% early-stopping
def early_stopping(params, *arguments):
    return {name: Yes() for name in params}, Yes(), [Yes()] * 4  # noqa: F821
