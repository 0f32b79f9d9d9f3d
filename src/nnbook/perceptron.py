r"""The perceptron: threshold logic units, logic gates by hand, and the learning rule.

A threshold logic unit (TLU) computes :math:`\operatorname{step}(x \cdot w + b)`: it draws one line
(in n dimensions, one hyperplane) and answers which side x is on. A perceptron is a layer of TLUs
that learns its weights from examples.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnbook import activations
from nnbook._checks import as_array, as_float, as_seed, number

__all__ = [
    "TLU",
    "GATES",
    "Perceptron",
    "mistake_bound",
]


def _finite(x: ArrayLike, name: str) -> NDArray:
    x = as_float(x, name)
    if not np.isfinite(x).all():
        raise ValueError(f"{name} must hold finite numbers, got NaN or infinity.")
    return x


class TLU:
    r"""Threshold logic unit: one artificial neuron with a step as its activation.

    .. math:: y = \operatorname{step}(x \cdot w + b)

    Call it on one input of shape (n,) for one number, or on N inputs of shape (N, n) for N numbers.

    >>> both = TLU(weights=[1, 1], bias=-1.5)
    >>> print(both([[0, 0], [0, 1], [1, 0], [1, 1]]))
    [0. 0. 0. 1.]

    Args:
        weights: one weight an input, shape (n,).
        bias: one number.
        step: the step function, by name (``"heaviside"`` or ``"sign"``) or as a function.

    Raises:
        ValueError: if the weights are not a vector of finite numbers, the bias is not a finite
            number or the step is unknown; when called, if the last axis of the input is not n.

    Source:
        McCulloch and Pitts, 1943; Rosenblatt, 1958.
    """

    def __init__(self, weights: ArrayLike, bias: float, step: str | Callable = "heaviside") -> None:
        weights = _finite(weights, "weights")
        if weights.ndim != 1 or weights.size == 0:
            raise ValueError(f"weights must have shape (n,), got {weights.shape}.")
        if step is None:
            raise ValueError("step must be the name of a step function or a function, got None.")
        self.weights = weights.copy()
        # GATES are shared: nobody's experiment may change somebody else's AND.
        self.weights.flags.writeable = False
        self.bias = number(bias, "bias")
        self.step = activations.get(step)

    def __call__(self, x: ArrayLike) -> NDArray:
        """Returns the unit's answer for each input, shape of ``x`` without its last axis."""
        x = as_float(x, "x")
        if x.ndim not in (1, 2) or x.shape[-1] != self.weights.size:
            n = self.weights.size
            raise ValueError(f"x must have shape ({n},) or (N, {n}), got {x.shape}.")
        return self.step(x @ self.weights + self.bias)

    def __repr__(self) -> str:
        step = getattr(self.step, "__name__", repr(self.step))
        return f"TLU(weights={self.weights.tolist()}, bias={self.bias}, step={step!r})"


GATES: Mapping[str, TLU] = MappingProxyType(
    {
        "AND": TLU([1, 1], -1.5),
        "OR": TLU([1, 1], -0.5),
        "NAND": TLU([-1, -1], 1.5),
    }
)
"""Logic gates as TLUs with weights set by hand, so that ``GATES["AND"]([1, 1])`` is 1.0.

The names are ``"AND"``, ``"OR"`` and ``"NAND"``. There is no ``"XOR"``: no line separates its
answers. Two layers of gates do: the AND of the NAND and the OR of the same inputs.
"""


class Perceptron:
    r"""A layer of TLUs that learns from its mistakes, with scikit-learn's names.

    For each sample in turn, with :math:`\hat y = H(x \cdot w + b)` and labels 0 and 1:

    .. math:: w \leftarrow w + \eta \, (y - \hat y) \, x
              \qquad b \leftarrow b + \eta \, (y - \hat y)

    A right answer changes nothing. Weights start at 0. Learning stops after the first epoch (one
    pass through the samples) without a mistake; such an epoch comes if a line separates the classes
    (the convergence theorem), and never otherwise, so ``max_iter`` bounds it. More than two classes
    are learned one against the rest, one unit a class.

    Two things differ from ``sklearn.linear_model.Perceptron``. A sum of exactly 0 counts as the
    second class here (:math:`H(0) = 1`), while scikit-learn predicts the first class there, and
    always corrects such a sample. And scikit-learn shuffles by default, and stops by ``tol`` when
    its loss stalls. With ``shuffle=False, tol=None``, and no sum of exactly 0 on the way other than
    at a first sample of the first class, both learn the same weights.

    Args:
        max_iter: the largest number of epochs, at least 1.
        eta0: the learning rate :math:`\eta`, above 0. Starting from zero weights it only scales
            them: the mistakes are the same for each rate, up to rounding where a sum should be 0.
        shuffle: whether each epoch visits the samples in a new order.
        seed: an integer or a ``numpy.random.Generator`` for the order; None takes a new order each
            time.

    Attributes:
        classes_: the distinct labels, sorted, shape (K,).
        coef_: weights, shape (1, n) for two classes, (K, n) for more.
        intercept_: biases, shape (1,) or (K,).
        n_iter_: the number of epochs run, the last one without mistakes included.
        mistakes_: the number of corrections in each epoch (of all units together), shape
            (n_iter\_,).
        converged_: whether the last epoch had no mistake.

    Raises:
        ValueError: if ``max_iter``, ``eta0`` or ``seed`` is out of its range.

    Source:
        Rosenblatt, 1958; convergence: Novikoff, 1962.
    """

    def __init__(
        self,
        max_iter: int = 1000,
        eta0: float = 1.0,
        shuffle: bool = False,
        seed: int | np.random.Generator | None = None,
    ) -> None:
        whole = isinstance(max_iter, (int, np.integer)) and not isinstance(max_iter, bool)
        if not whole or max_iter < 1:
            raise ValueError(f"max_iter must be a whole number of at least 1, got {max_iter!r}.")
        self.max_iter = max_iter
        self.eta0 = number(eta0, "eta0", above=0)
        self.shuffle = shuffle
        self.seed = as_seed(seed)

    def fit(self, x: ArrayLike, y: ArrayLike) -> "Perceptron":
        """Learns the weights from N samples, from zero, and returns itself.

        Args:
            x: features, shape (N, n).
            y: labels, shape (N,), of any type that sorts; at least two different ones.

        Returns:
            The perceptron, so that ``Perceptron().fit(x, y).predict(x)`` works.

        Raises:
            ValueError: if the shapes disagree, ``x`` holds NaN or infinity, or ``y`` has only one
                class.
        """
        x, y = _finite(x, "x"), as_array(y, "y")
        if x.ndim != 2 or x.size == 0:
            raise ValueError(f"x must have shape (N, n) with N and n at least 1, got {x.shape}.")
        if y.shape != x.shape[:1]:
            raise ValueError(
                f"y must have one label a sample, shape ({x.shape[0]},) for x {x.shape}, "
                f"got {y.shape}."
            )
        self.classes_, labels = np.unique(y, return_inverse=True)
        n_classes = len(self.classes_)
        if n_classes < 2:
            only = self.classes_.tolist()
            raise ValueError(f"y must hold at least two classes, got only {only}.")
        # One column of 0 and 1 a unit: "is it the second class?", or "is it class k?" for each k.
        targets = labels[:, None] == (np.array([1]) if n_classes == 2 else np.arange(n_classes))

        weights = np.zeros((targets.shape[1], x.shape[1]), x.dtype)
        bias = np.zeros(targets.shape[1], x.dtype)
        order = np.arange(len(x))
        rng = np.random.default_rng(self.seed)
        mistakes = []
        while len(mistakes) < self.max_iter and (not mistakes or mistakes[-1]):
            if self.shuffle:
                rng.shuffle(order)
            mistakes.append(0)
            for i in order:
                error = targets[i] - activations.heaviside(weights @ x[i] + bias)
                weights += self.eta0 * error[:, None] * x[i]
                bias += self.eta0 * error
                mistakes[-1] += int(np.count_nonzero(error))

        self.coef_, self.intercept_ = weights, bias
        self.mistakes_ = np.array(mistakes)
        self.n_iter_ = len(mistakes)
        self.converged_ = mistakes[-1] == 0
        return self

    def decision_function(self, x: ArrayLike) -> NDArray:
        """Returns the weighted sums: how far, and on which side of its line, each sample is.

        Args:
            x: features, shape (N, n).

        Returns:
            Shape (N,) for two classes, where 0 or more means the second; (N, K) for more.

        Raises:
            ValueError: if ``fit`` has not run, or ``x`` does not have n features.
        """
        if not hasattr(self, "coef_"):
            raise ValueError("This Perceptron has no weights yet: call fit(x, y) first.")
        x = as_float(x, "x")
        n = self.coef_.shape[1]
        if x.ndim != 2 or x.shape[1] != n:
            raise ValueError(f"x must have shape (N, {n}), got {x.shape}.")
        sums = x @ self.coef_.T + self.intercept_
        return sums[:, 0] if len(self.classes_) == 2 else sums

    def predict(self, x: ArrayLike) -> NDArray:
        """Returns the class of each sample: the side of the line, or the unit with the largest sum.

        Args:
            x: features, shape (N, n).

        Returns:
            Labels out of ``classes_``, shape (N,).

        Raises:
            ValueError: if ``fit`` has not run, or ``x`` does not have n features.
        """
        sums = self.decision_function(x)
        index = (sums >= 0).astype(int) if sums.ndim == 1 else sums.argmax(axis=1)
        return self.classes_[index]


def mistake_bound(x: ArrayLike, y: ArrayLike, weights: ArrayLike, bias: float) -> float:
    r"""Upper bound on the corrections a perceptron can make, from a line that separates the data.

    .. math:: \text{mistakes} \le \left( \frac{R}{\gamma} \right)^2, \quad
              R = \max_i \lVert \tilde x_i \rVert, \quad
              \gamma = \min_i \frac{t_i \, \tilde w \cdot \tilde x_i}{\lVert \tilde w \rVert}

    Here :math:`\tilde x = (x, 1)` and :math:`\tilde w = (w, b)` include the bias, and t is -1 for
    the first class and 1 for the second. The wider the margin :math:`\gamma`, the fewer mistakes.

    Args:
        x: features, shape (N, n).
        y: labels 0 and 1, shape (N,).
        weights: weights of a separating line, shape (n,).
        bias: its bias.

    Returns:
        The bound, the same for each learning rate and each order of the samples.

    Raises:
        ValueError: if the shapes disagree, the labels are not 0 and 1, or the line does not
            separate them.

    Source:
        Novikoff, 1962.
    """
    x, y, weights = _finite(x, "x"), as_float(y, "y"), _finite(weights, "weights")
    if x.ndim != 2 or y.shape != x.shape[:1] or weights.shape != x.shape[1:]:
        raise ValueError(
            f"x, y and weights must have shapes (N, n), (N,) and (n,), got {x.shape}, {y.shape} "
            f"and {weights.shape}."
        )
    if x.size == 0 or not np.isin(y, (0, 1)).all():
        raise ValueError("y must hold the labels 0 and 1, at least one.")
    x1 = np.column_stack([x, np.ones(len(x))])
    w1 = np.append(weights, number(bias, "bias"))
    distances = (2 * y - 1) * (x1 @ w1)
    if distances.min() <= 0:
        raise ValueError(
            f"weights and bias must separate the classes, but {np.sum(distances <= 0)} of {len(x)} "
            "samples are on the wrong side."
        )
    margin = distances.min() / np.linalg.norm(w1)
    return float((np.linalg.norm(x1, axis=1).max() / margin) ** 2)
