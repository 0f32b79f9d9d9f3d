"""nnbook.numerical: right gradients pass, and each way of being wrong is named."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnbook import losses
from nnbook.numerical import GradientError, check_gradient, numerical_gradient

pytestmark = pytest.mark.filterwarnings("error")

A = np.array([[1.0, 2.0], [3.0, 5.0]])


def bilinear(x):
    """sum(A * x^2): its gradient 2 A x is not symmetric, has no zeros and no pattern."""
    return np.sum(A * x**2)


X = np.array([[0.5, -1.0], [2.0, 1.5]])
RIGHT = 2 * A * X


# ------------------------------------------------------------------------- numerical_gradient


@given(
    hnp.arrays(
        "float64",
        hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3),
        elements=st.floats(-10, 10),
    )
)
def test_gradient_of_a_cubic(x):
    before = x.copy()
    gradient = numerical_gradient(lambda t: np.sum(t**3 - 2 * t), x)
    assert gradient.shape == x.shape and gradient.dtype == "float64"
    np.testing.assert_allclose(gradient, 3 * x**2 - 2, rtol=1e-7, atol=1e-5)
    np.testing.assert_array_equal(x, before)


def test_central_differences_are_exact_for_a_square():
    # With a power of 2 as the step, nothing is rounded: the formula itself is on trial.
    np.testing.assert_array_equal(numerical_gradient(bilinear, X, epsilon=2**-10), RIGHT)
    # The error of a cubic is epsilon^2, not 0 and not epsilon.
    assert numerical_gradient(lambda t: t**3, 2.0, epsilon=2**-5) == 12 + 2**-10


@pytest.mark.parametrize("x", [2, 2.0, np.float32(2), np.array(2)])
def test_one_number(x):
    received = []
    gradient = numerical_gradient(lambda t: received.append(t) or math.sin(t), x)
    assert np.isscalar(gradient) and gradient == pytest.approx(math.cos(2), abs=1e-9)
    assert all(isinstance(t, float) for t in received)
    assert received == [2 + 1e-5, 2 - 1e-5]


def test_integers_are_copied_to_float64():
    x = np.array([1, 2, 3])
    np.testing.assert_allclose(numerical_gradient(lambda t: np.sum(t**2), x), [2, 4, 6], rtol=1e-9)
    np.testing.assert_array_equal(x, [1, 2, 3])
    np.testing.assert_allclose(numerical_gradient(lambda t: np.sum(t**2), [1, 2, 3]), [2, 4, 6])


def test_float32_points_get_float64_steps():
    x = np.array([1000.0], np.float32)  # 1000 + 1e-5 is 1000 in float32
    np.testing.assert_allclose(numerical_gradient(lambda t: np.sum(t), x), 1, rtol=1e-5)


def test_a_function_may_change_or_keep_its_argument():
    kept = []

    def rude(t):
        kept.append(t)
        value = np.sum(t**2)
        t[...] = 0
        return value

    x = np.array([1.0, 2.0])
    np.testing.assert_allclose(numerical_gradient(rude, x), [2, 4], rtol=1e-9)
    np.testing.assert_array_equal(x, [1, 2])
    assert len({id(t) for t in kept}) == len(kept) == 4


def test_read_only_points_are_fine():
    x = np.array([1.0, 2.0])
    x.flags.writeable = False
    np.testing.assert_allclose(numerical_gradient(lambda t: np.sum(t**2), x), [2, 4], rtol=1e-9)


def test_one_entry_counts_as_one_number():
    np.testing.assert_allclose(numerical_gradient(lambda t: t**2, np.array([3.0])), [6], rtol=1e-9)


def test_bad_functions_are_named():
    with pytest.raises(ValueError, match="f must return one number, got None"):
        numerical_gradient(lambda t: None, X)
    with pytest.raises(ValueError, match=r"f must return one number, got .* shape \(2, 2\)"):
        numerical_gradient(lambda t: t**2, X)
    with pytest.raises(ValueError, match="the value of f must hold real numbers, got <U1"):
        numerical_gradient(lambda t: "a", X)
    for call in (lambda: numerical_gradient(None, X), lambda: check_gradient(None, X, X)):
        with pytest.raises(ValueError, match="f must be a function of one array, got None"):
            call()


@pytest.mark.parametrize("epsilon", [0, -1e-5, math.nan, "small"])
def test_bad_epsilon_is_named(epsilon):
    with pytest.raises(ValueError, match=f"epsilon must be a .*number.*, got {epsilon!r}"):
        numerical_gradient(bilinear, X, epsilon)
    with pytest.raises(ValueError, match="epsilon must be"):
        check_gradient(bilinear, X, RIGHT, epsilon=epsilon)


def test_bad_points_are_named():
    with pytest.raises(ValueError, match="x must hold real numbers, got <U1"):
        numerical_gradient(bilinear, "a")


# ----------------------------------------------------------------------------- check_gradient


def test_right_gradients_pass():
    error = check_gradient(bilinear, X, RIGHT)
    assert isinstance(error, float) and 0 <= error < 1e-9
    assert check_gradient(lambda t: t**2, 3, 6) < 1e-9
    assert check_gradient(lambda t: 1.0, X, np.zeros_like(X)) == 0.0
    assert check_gradient(np.sum, np.zeros((0, 3)), np.zeros((0, 3))) == 0.0


def test_the_returned_error_is_relative_to_the_largest_entry():
    # Entries 2 and 8, the first one 4e-7 too large: 4e-7 / 8.
    error = check_gradient(lambda t: np.sum(t**2), [1.0, 4.0], [2 + 4e-7, 8.0])
    assert error == pytest.approx(5e-8, rel=1e-2)


def test_tolerances_decide():
    wrong = RIGHT.copy()
    wrong[0, 0] *= 1 + 1e-4
    with pytest.raises(GradientError):
        check_gradient(bilinear, X, wrong)
    check_gradient(bilinear, X, wrong, rtol=1e-3)
    check_gradient(bilinear, X, wrong, atol=1e-3)
    with pytest.raises(GradientError):
        check_gradient(bilinear, X, RIGHT.astype(np.float32) * np.float32(1 + 1e-5))
    check_gradient(bilinear, X, RIGHT.astype(np.float32) * np.float32(1 + 1e-5), rtol=1e-4)


def test_nothing_is_changed():
    x, gradient = X.copy(), RIGHT.copy()
    check_gradient(bilinear, x, gradient)
    np.testing.assert_array_equal(x, X)
    np.testing.assert_array_equal(gradient, RIGHT)


def message(gradient, f=bilinear, x=X):
    with pytest.raises(GradientError) as error:
        check_gradient(f, x, gradient)
    assert isinstance(error.value, AssertionError)
    return str(error.value)


def test_one_wrong_entry_is_named():
    wrong = RIGHT.copy()
    wrong[1, 0] = 7
    assert message(wrong) == (
        "gradient[1, 0] is wrong at x[1, 0] = 2: the central difference gives 12, got 7. "
        "1 of 4 entries are wrong."
    )


def test_one_number_has_no_index():
    assert message(5.0, lambda t: t**2, 3.0) == (
        "gradient is wrong at x = 3: the central difference gives 6, got 5."
    )
    assert message(-6.0, lambda t: t**2, 3.0).endswith("got -6. The sign is wrong.")


def test_a_wrong_sign_is_named():
    assert message(-RIGHT).endswith(
        "the central difference gives 15, got -15. 4 of 4 entries are wrong. "
        "Every entry has the wrong sign."
    )


@pytest.mark.parametrize("factor, said", [(4, "4"), (0.25, "0.25"), (-2, "-2"), (1 / 3, "0.3333")])
def test_a_factor_is_named(factor, said):
    assert f"Every entry is {said} times the right one: is a" in message(factor * RIGHT)


def test_a_transpose_is_named():
    assert message(RIGHT.T).endswith("It is the transpose of the right gradient.")


def test_a_gradient_never_filled_in_is_named():
    assert message(np.zeros_like(X)).endswith("Every entry is 0: was the gradient ever filled in?")


def test_no_guess_where_none_explains_all_entries():
    assert message(RIGHT + 1).endswith("4 of 4 entries are wrong.")


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_gradient_with_nan_is_wrong(value):
    wrong = RIGHT.copy()
    wrong[0, 1] = value
    assert message(wrong).startswith(
        f"gradient[0, 1] is wrong at x[0, 1] = -1: the central difference gives -4, got {value}."
    )
    assert "holds NaN or infinity" in message(wrong)


def test_a_wrong_shape_names_both():
    assert message(np.zeros(3)) == "The gradient must have the shape of x, (2, 2), got shape (3,)."
    assert "(2, 2), got shape ()" in message(1.0)
    wide = np.zeros((2, 3))
    assert message(wide.T, np.sum, wide).endswith("got shape (3, 2): is it transposed?")


def test_what_is_no_gradient_is_named():
    with pytest.raises(ValueError, match="gradient must be an array of numbers, got None"):
        check_gradient(bilinear, X, None)
    with pytest.raises(ValueError, match="gradient must hold real numbers, got function"):
        check_gradient(bilinear, X, lambda t: t)


def test_a_function_that_is_not_finite_is_named():
    with (
        np.errstate(divide="ignore", invalid="ignore"),
        pytest.raises(ValueError, match=r"finite around x, .* at x\[1\] is nan"),
    ):
        check_gradient(
            lambda t: t[0] if t[1] == 0 else np.log(-np.abs(t[1])), [1.0, 0.0], [1.0, 1.0]
        )


@pytest.mark.parametrize("argument", ["rtol", "atol"])
def test_tolerances_are_checked(argument):
    with pytest.raises(ValueError, match=f"{argument} must be .* of at least 0, got -1"):
        check_gradient(bilinear, X, RIGHT, **{argument: -1})


# ------------------------------------------------------------- the mistakes this is there for


def test_catches_what_students_write():
    """The gradient of a mean squared error by the weights, with five classic mistakes."""
    rng = np.random.default_rng(0)
    x, y, w = rng.normal(size=(8, 3)), rng.normal(size=(8, 3)), rng.normal(size=(3, 3))

    def loss(w):
        return np.mean((x @ w - y) ** 2)

    right = 2 * x.T @ (x @ w - y) / y.size
    check_gradient(loss, w, right)
    for wrong, said in [
        (2 * x.T @ (y - x @ w) / y.size, "Every entry has the wrong sign"),
        (2 * x.T @ (x @ w - y), "24 times the right one"),
        (x.T @ (x @ w - y) / y.size, "0.5 times the right one"),
        (right.T, "transpose"),
        (2 * x.T @ (x @ w) / y.size, "9 of 9 entries are wrong."),
    ]:
        assert said in message(wrong, loss, w)


# The published run: legacy seed 1, weights randn(2), bias rand(1), half the summed binary
# cross-entropy, a rate of 0.1 and 1000 steps. A legacy global seed is right here, and only here.
PUBLISHED = {
    "AND": ([0, 0, 0, 1], 0.1604392693330146, [4.27548114, 4.27284863, -6.6027234]),
    "OR": ([0, 1, 1, 1], 0.09174843008614178, [5.44346811, 5.39279833, -2.21332947]),
    "NAND": ([1, 1, 1, 0], 0.1653094408173465, [-4.21019696, -4.21231432, 6.50920952]),
}


@pytest.mark.parametrize("gate", PUBLISHED)
def test_descent_along_it_reproduces_the_published_gates(gate):
    x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    target, published_cost, published_parameters = PUBLISHED[gate]
    target = np.array(target)
    random = np.random.RandomState(1)
    parameters = np.concatenate([random.randn(2), random.rand(1)])

    def cost(p):
        return (
            sum(
                losses.binary_crossentropy(
                    target[:, None], (x @ p[:2] + p[2])[:, None], from_logits=True
                )
            )
            / 2
        )

    for _ in range(1000):
        parameters -= 0.1 * numerical_gradient(cost, parameters)
    np.testing.assert_allclose(parameters, published_parameters, atol=1e-8)
    assert cost(parameters) == pytest.approx(published_cost, abs=1e-10)
