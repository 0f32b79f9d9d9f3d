"""nnbook.perceptron: gates, the learning rule held to scikit-learn, and the convergence theorem."""

import doctest
import math
import warnings

import numpy as np
import pytest
import sklearn.linear_model
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.datasets import load_iris

from nnbook import activations, perceptron
from nnbook.perceptron import GATES, TLU, Perceptron, mistake_bound

pytestmark = pytest.mark.filterwarnings("error")

INPUTS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
TRUTH = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0], "XOR": [0, 1, 1, 0]}


@pytest.fixture(scope="module")
def iris():
    data = load_iris()
    return data.data[:, 2:], data.target  # petal length and width, in cm


def separable(seed, n=30, dim=3):
    """Points on both sides of a random plane, none near it, the first one of class 0."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, dim))
    normal, offset = rng.normal(size=dim), rng.normal() / 4
    distance = x @ normal + offset
    x, distance = x[np.abs(distance) > 0.1], distance[np.abs(distance) > 0.1]
    y = (distance > 0).astype(int)
    assume(0 < y.sum() < len(y))
    first = [0, np.argmin(y)]
    x[first], y[first] = x[first[::-1]], y[first[::-1]]
    return x, y, normal, offset


# ----------------------------------------------------------------------------------------- TLU


@pytest.mark.parametrize("gate", GATES)
def test_gates(gate):
    np.testing.assert_array_equal(GATES[gate](INPUTS), TRUTH[gate])
    for x, answer in zip(INPUTS, TRUTH[gate], strict=True):
        assert GATES[gate](x) == answer and np.isscalar(GATES[gate](x))


def test_xor_from_three_gates():
    both = np.column_stack([GATES["NAND"](INPUTS), GATES["OR"](INPUTS)])
    np.testing.assert_array_equal(GATES["AND"](both), TRUTH["XOR"])
    assert list(GATES) == ["AND", "OR", "NAND"]


def test_gates_cannot_be_changed():
    with pytest.raises(TypeError):
        GATES["AND"] = TLU([1, 1], 0)
    with pytest.raises(ValueError, match="read-only"):
        GATES["AND"].weights[0] = 5


def test_tlu_steps():
    x = [[-1.0], [0.0], [2.0]]
    np.testing.assert_array_equal(TLU([1.0], 0)(x), [0, 1, 1])
    np.testing.assert_array_equal(TLU([1.0], 0, step="sign")(x), [-1, 0, 1])
    np.testing.assert_array_equal(TLU([1.0], 0.5, step=lambda z: z)(x), [-0.5, 0.5, 2.5])
    assert TLU([1.0], 0).step is activations.heaviside
    assert repr(TLU([1, -1], 0.5)) == "TLU(weights=[1.0, -1.0], bias=0.5, step='heaviside')"


def test_tlu_keeps_its_own_weights():
    weights = np.array([1.0, 1.0])
    unit = TLU(weights, -1.5)
    weights[:] = 0
    assert unit([1, 1]) == 1


def test_tlu_bad_input():
    for x in ([1, 2, 3], [[1], [2]], 1.0, np.zeros((2, 2, 2))):
        with pytest.raises(ValueError, match=r"x must have shape \(2,\) or \(N, 2\), got \("):
            GATES["AND"](x)
    with pytest.raises(ValueError, match=r"weights must have shape \(n,\), got \(2, 1\)"):
        TLU([[1], [1]], 0)
    with pytest.raises(ValueError, match="weights must hold finite numbers"):
        TLU([1, math.nan], 0)
    with pytest.raises(ValueError, match=r"bias must be a number, got \[1, 2\]"):
        TLU([1, 1], [1, 2])
    with pytest.raises(ValueError, match="Did you mean 'heaviside'"):
        TLU([1, 1], 0, step="heavyside")
    with pytest.raises(ValueError, match="step must be the name"):
        TLU([1, 1], 0, step=None)


def test_docstring_example():
    assert doctest.testmod(perceptron) == (0, 2)


# ----------------------------------------------------------------------------- learning: gates


@pytest.mark.parametrize(
    "gate, mistakes",
    [("AND", [2, 3, 3, 2, 1, 0]), ("OR", [2, 2, 1, 0]), ("NAND", [1, 3, 3, 2, 1, 0])],
)
def test_gates_are_learned(gate, mistakes):
    unit = Perceptron().fit(INPUTS, TRUTH[gate])
    assert unit.converged_ and unit.n_iter_ == len(mistakes)
    np.testing.assert_array_equal(unit.mistakes_, mistakes)
    np.testing.assert_array_equal(unit.predict(INPUTS), TRUTH[gate])
    # Whole-number weights: with a rate of 1, every step is exact.
    np.testing.assert_array_equal(unit.coef_, np.round(unit.coef_))


def test_by_hand_or():
    """The first two epochs of OR, worked out on paper."""
    one = Perceptron(max_iter=1).fit(INPUTS, TRUTH["OR"])
    # (0,0): H(0)=1, wanted 0, b=-1.  (0,1): H(-1)=0, wanted 1, w=(0,1), b=0.  The rest is right.
    np.testing.assert_array_equal(one.coef_, [[0, 1]])
    np.testing.assert_array_equal(one.intercept_, [0])
    two = Perceptron(max_iter=2).fit(INPUTS, TRUTH["OR"])
    # (0,0): H(0)=1, b=-1.  (0,1): H(0)=1.  (1,0): H(-1)=0, wanted 1, w=(1,1), b=0.
    np.testing.assert_array_equal(two.coef_, [[1, 1]])
    np.testing.assert_array_equal(two.intercept_, [0])
    assert not two.converged_ and two.mistakes_.tolist() == [2, 2]


def test_a_rate_that_is_no_sum_of_powers_of_2_rounds():
    """0.1 + 0.2 - 0.3 is 5.6e-17, not 0: the same rule takes another path through its ties."""
    epochs = {
        eta0: [Perceptron(eta0=eta0).fit(INPUTS, TRUTH[g]).n_iter_ for g in ("AND", "OR", "NAND")]
        for eta0 in (1.0, 0.5, 0.125, 0.1)
    }
    assert epochs == {1.0: [6, 4, 6], 0.5: [6, 4, 6], 0.125: [6, 4, 6], 0.1: [4, 4, 6]}


def test_xor_is_never_learned():
    unit = Perceptron(max_iter=500).fit(INPUTS, TRUTH["XOR"])
    assert not unit.converged_ and unit.n_iter_ == len(unit.mistakes_) == 500
    assert unit.mistakes_.min() > 0
    # The weights run in a circle: the mistakes repeat.
    np.testing.assert_array_equal(unit.mistakes_[3:], 4)


def test_a_rate_only_scales_the_weights():
    one, half = (Perceptron(eta0=eta0).fit(INPUTS, TRUTH["AND"]) for eta0 in (1, 0.5))
    np.testing.assert_array_equal(half.coef_, one.coef_ / 2)
    np.testing.assert_array_equal(half.intercept_, one.intercept_ / 2)
    np.testing.assert_array_equal(half.mistakes_, one.mistakes_)


# --------------------------------------------------------------------- learning: scikit-learn


def sklearn_perceptron(epochs, x, y, **kwargs):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tol=None: "maximum number of iterations reached"
        return sklearn.linear_model.Perceptron(
            shuffle=False, tol=None, max_iter=epochs, **kwargs
        ).fit(x, y)


@given(seed=st.integers(0, 2**32 - 1), epochs=st.integers(1, 30))
def test_equals_sklearn(seed, epochs):
    x, y, _, _ = separable(seed)
    ours, theirs = Perceptron(max_iter=epochs).fit(x, y), sklearn_perceptron(epochs, x, y)
    np.testing.assert_allclose(ours.coef_, theirs.coef_, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(ours.intercept_, theirs.intercept_, rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(ours.predict(x), theirs.predict(x))
    np.testing.assert_allclose(ours.decision_function(x), theirs.decision_function(x), atol=1e-9)


def test_equals_sklearn_without_a_line_too():
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=(40, 2)), rng.integers(0, 2, 40)
    y[0] = 0
    ours = Perceptron(max_iter=25, eta0=0.1).fit(x, y)
    theirs = sklearn_perceptron(25, x, y, eta0=0.1)
    assert not ours.converged_
    np.testing.assert_allclose(ours.coef_, theirs.coef_, rtol=1e-9)
    np.testing.assert_allclose(ours.intercept_, theirs.intercept_, rtol=1e-9)


def test_several_classes_equal_sklearn_one_against_the_rest():
    rng = np.random.default_rng(0)
    centers = np.array([[0, 0], [6, 0], [0, 6], [6, 6]])
    y = np.arange(40) % 4
    x = centers[y] + rng.normal(scale=0.5, size=(40, 2))
    ours, theirs = Perceptron(max_iter=7).fit(x, y), sklearn_perceptron(7, x, y)
    assert ours.coef_.shape == theirs.coef_.shape == (4, 2)
    assert ours.intercept_.shape == theirs.intercept_.shape == (4,)
    # All units but that of the first sample's class, whose sum of exactly 0 scikit-learn corrects.
    np.testing.assert_allclose(ours.coef_[1:], theirs.coef_[1:], rtol=1e-9)
    np.testing.assert_allclose(ours.intercept_[1:], theirs.intercept_[1:], rtol=1e-9)
    assert ours.decision_function(x).shape == (40, 4)
    for k in range(4):
        alone = Perceptron(max_iter=7).fit(x, y == k)
        np.testing.assert_array_equal(ours.coef_[k], alone.coef_[0])


def test_the_documented_difference_at_a_sum_of_0():
    x, y = [[1.0], [-1.0]], [1, 0]
    ours, theirs = Perceptron(max_iter=1).fit(x, y), sklearn_perceptron(1, x, y)
    # H(0) = 1 is right for the first sample and wrong for the second; scikit-learn corrects both.
    assert (ours.coef_, ours.intercept_, ours.mistakes_) == (1, -1, 1)
    assert (theirs.coef_, theirs.intercept_) == (2, 0)
    assert ours.decision_function([[1.0]]) == 0 and ours.predict([[1.0]]) == 1
    assert theirs.decision_function([[0.0]]) == 0 and theirs.predict([[0.0]]) == 0


# ------------------------------------------------------------------------------ learning: iris


def test_setosa_by_its_petals(iris):
    x, target = iris
    y = (target == 0).astype(int)
    ours = Perceptron().fit(x, y)
    theirs = sklearn.linear_model.Perceptron(random_state=42).fit(x, y)
    assert ours.converged_ and (ours.predict(x) == y).all() and (theirs.predict(x) == y).all()
    assert ours.predict([[2, 0.5]]).tolist() == theirs.predict([[2, 0.5]]).tolist() == [1]
    assert ours.classes_.tolist() == theirs.classes_.tolist() == [0, 1]


def test_a_flower_in_the_gap_depends_on_the_order(iris):
    """[2, 0.5] lies between the classes: lines that are right about every sample disagree there."""
    x, target = iris
    y = (target == 0).astype(int)
    fits = [Perceptron(shuffle=True, seed=seed).fit(x, y) for seed in range(10)]
    assert all(fit.converged_ and (fit.predict(x) == y).all() for fit in fits)
    assert {int(fit.predict([[2, 0.5]])[0]) for fit in fits} == {0, 1}


def test_virginica_has_no_line(iris):
    x, target = iris
    unit = Perceptron(max_iter=200).fit(x[target > 0], target[target > 0])
    assert not unit.converged_ and unit.classes_.tolist() == [1, 2]
    assert set(unit.predict(x)) <= {1, 2}


def test_labels_of_any_type(iris):
    x, target = iris
    names = np.array(["setosa", "versicolor", "virginica"])[target]
    by_name, by_number = Perceptron(max_iter=5).fit(x, names), Perceptron(max_iter=5).fit(x, target)
    np.testing.assert_array_equal(by_name.coef_, by_number.coef_)
    np.testing.assert_array_equal(by_name.predict(x) == "setosa", by_number.predict(x) == 0)
    booleans = Perceptron().fit(x, target == 0).predict([[2, 0.5]])
    assert booleans.dtype == bool and booleans[0]


# -------------------------------------------------------------------------------- shuffle, data


def test_shuffle_is_seeded(iris):
    x, target = iris
    y = (target == 2).astype(int)
    fits = [
        Perceptron(max_iter=3, shuffle=True, seed=seed).fit(x, y).mistakes_.tolist()
        for seed in (0, 0, np.random.default_rng(0), 1)
    ]
    assert fits[0] == fits[1] == fits[2] != fits[3]
    assert fits[0] != Perceptron(max_iter=3).fit(x, y).mistakes_.tolist()


def test_global_random_state_is_untouched(iris):
    x, target = iris
    before = np.random.get_state()[1].copy()
    Perceptron(max_iter=3, shuffle=True).fit(x, target)
    np.testing.assert_array_equal(np.random.get_state()[1], before)


def test_float32_stays_float32_and_nothing_is_changed(iris):
    x, target = iris[0].astype(np.float32), iris[1].copy()
    before = x.copy()
    unit = Perceptron(max_iter=3).fit(x, target)
    assert unit.coef_.dtype == unit.intercept_.dtype == unit.decision_function(x).dtype == "float32"
    np.testing.assert_array_equal(x, before)
    np.testing.assert_array_equal(target, iris[1])


def test_fitting_again_starts_again():
    unit = Perceptron().fit(INPUTS, TRUTH["AND"]).fit(INPUTS, TRUTH["OR"])
    np.testing.assert_array_equal(unit.coef_, Perceptron().fit(INPUTS, TRUTH["OR"]).coef_)


def test_perceptron_bad_input():
    for max_iter in (0, -1, 1.5, True, "a"):
        with pytest.raises(ValueError, match=f"max_iter must be a whole number.* got {max_iter!r}"):
            Perceptron(max_iter=max_iter)
    for eta0 in (0, -1, math.inf, "a"):
        with pytest.raises(ValueError, match=f"eta0 must be a .*number.*, got {eta0!r}"):
            Perceptron(eta0=eta0)
    for seed in ("a", -1, 1.5):
        with pytest.raises(ValueError, match=f"seed must be an integer .*, got {seed!r}"):
            Perceptron(seed=seed)
    unit = Perceptron()
    with pytest.raises(ValueError, match="call fit"):
        unit.predict(INPUTS)
    with pytest.raises(ValueError, match=r"x must have shape \(N, n\).*, got \(4,\)"):
        unit.fit([0, 1, 2, 3], [0, 1, 1, 1])
    with pytest.raises(ValueError, match=r"x must have shape .*, got \(0, 2\)"):
        unit.fit(np.zeros((0, 2)), [])
    with pytest.raises(ValueError, match=r"shape \(4,\) for x \(4, 2\), got \(3,\)"):
        unit.fit(INPUTS, [0, 1, 1])
    with pytest.raises(ValueError, match=r"got \(4, 1\)"):
        unit.fit(INPUTS, [[0], [1], [1], [1]])
    with pytest.raises(ValueError, match=r"at least two classes, got only \[1\]"):
        unit.fit(INPUTS, [1, 1, 1, 1])
    with pytest.raises(ValueError, match="y must have rows of equal length"):
        unit.fit([[0], [1]], [[0], [0, 1]])
    with pytest.raises(ValueError, match="x must hold finite numbers"):
        unit.fit([[np.nan], [1]], [0, 1])
    unit.fit(INPUTS, TRUTH["AND"])
    with pytest.raises(ValueError, match=r"x must have shape \(N, 2\), got \(2,\)"):
        unit.predict([1, 1])
    with pytest.raises(ValueError, match=r"x must have shape \(N, 2\), got \(1, 3\)"):
        unit.decision_function([[1, 1, 1]])


# ----------------------------------------------------------------------- convergence theorem


def test_bound_by_hand():
    # Points -1 and 1 and the line x = 0: R^2 = 1 + 1, margin 1.
    assert mistake_bound([[-1.0], [1.0]], [0, 1], [1.0], 0.0) == pytest.approx(2)
    # Scaling the line changes nothing; a worse line gives a larger bound.
    assert mistake_bound([[-1.0], [1.0]], [0, 1], [7.0], 0.0) == pytest.approx(2)
    assert mistake_bound([[-1.0], [1.0]], [0, 1], [1.0], 0.5) > 2


@given(st.integers(0, 2**32 - 1), st.sampled_from([0.25, 1.0, 3.0]), st.booleans())
def test_the_theorem_holds(seed, eta0, shuffle):
    x, y, normal, offset = separable(seed)
    bound = mistake_bound(x, y, normal, offset)
    unit = Perceptron(max_iter=int(bound) + 1, eta0=eta0, shuffle=shuffle, seed=0).fit(x, y)
    # At most `bound` mistakes, so one of bound + 1 epochs has none.
    assert unit.converged_ and unit.mistakes_.sum() <= bound


@pytest.mark.parametrize("gate", GATES)
def test_the_theorem_holds_for_gates(gate):
    bound = mistake_bound(INPUTS, TRUTH[gate], GATES[gate].weights, GATES[gate].bias)
    assert Perceptron().fit(INPUTS, TRUTH[gate]).mistakes_.sum() <= bound


def test_bound_bad_input():
    with pytest.raises(ValueError, match="must separate the classes, but 3 of 4 samples"):
        mistake_bound(INPUTS, TRUTH["XOR"], [1, 1], -1.5)
    with pytest.raises(ValueError, match=r"got \(4, 2\), \(4,\) and \(3,\)"):
        mistake_bound(INPUTS, TRUTH["AND"], [1, 1, 1], -1.5)
    with pytest.raises(ValueError, match="y must hold the labels 0 and 1"):
        mistake_bound(INPUTS, [-1, -1, -1, 1], [1, 1], -1.5)
