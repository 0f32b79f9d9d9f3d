r"""Layers: the pieces of a network, each with its forward pass and its local backward pass.

A layer computes ``y = layer.forward(x)``. From dy, the gradient of a loss by y, it then computes
the gradients of that loss by everything y depends on: ``dx = layer.backward(dy)`` returns the one
by x, and ``layer.grads`` holds the ones by the layer's own parameters. Names, arguments, defaults
and layouts are those of ``keras.layers``, channels last: images are (N, H, W, C).

What all layers share is in :class:`Layer`. The rules:

- the first axis of x and y counts the samples: a batch of N;
- forward never changes x, and backward never changes dy. The result may be a view of them where
  there is nothing to compute;
- a layer keeps what its backward pass needs until the next forward pass: often x or y itself, not a
  copy. Don't change these two in place before backward;
- the arrays in ``params`` and ``grads`` are made once, in ``build``. An optimizer changes the first
  in place, and ``backward`` overwrites the second in place. Copy what you want to keep;
- arrays are float32 or float64: what the layer was built for. It is built for the dtype of the
  first x (float32 for float32 and float16, float64 for all else), and later x are converted.

Bad input raises a ValueError that names the argument, what came and what was expected.
"""

import copy
import functools
import math
import operator
import re
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, DTypeLike, NDArray

from nnbook import activations, initializers, regularizers
from nnbook._checks import (
    as_dtype,
    as_float,
    as_floats,
    as_seed,
    as_shape,
    axis_index,
    number,
    unknown,
)

__all__ = [
    "Activation",
    "AveragePooling2D",
    "BatchNormalization",
    "Conv2D",
    "Dense",
    "Dropout",
    "ELU",
    "Flatten",
    "Layer",
    "LeakyReLU",
    "MaxPooling2D",
    "ReLU",
    "Softmax",
]

Shape = tuple[int | None, ...]


# -------------------------------------------------------------------------------------- checks


def _positive(value: int, name: str) -> int:
    try:
        result = operator.index(value)
    except TypeError:
        result = 0
    if result < 1 or isinstance(value, bool):
        raise ValueError(f"{name} must be an integer of at least 1, got {value!r}.")
    return result


def _pair(value: int | Sequence[int], name: str) -> tuple[int, int]:
    """One integer for both directions, or one for the rows and one for the columns."""
    pair = tuple(value) if isinstance(value, (tuple, list)) else (value, value)
    if len(pair) != 2:
        raise ValueError(f"{name} must be an integer or a pair of integers, got {value!r}.")
    return _positive(pair[0], name), _positive(pair[1], name)


def _padding(padding: str) -> str:
    if padding not in ("valid", "same"):
        raise unknown("padding", padding, ("valid", "same"))
    return padding


# ---------------------------------------------------------------------------------------- base


class Layer:
    """Base of all layers.

    A layer of your own defines ``forward`` and ``backward``. ``forward`` starts with
    ``x = self._begin(x)`` and ends with ``return self._keep(y, ...)``; ``backward`` gets back what
    was kept with ``dy, ... = self._kept(dy)``. A layer with parameters makes them in ``_build``,
    and one that changes the shape says so in ``compute_output_shape``.

    Args:
        name: a name. Without one it is the class's, in Keras's spelling: ``"max_pooling2d"``.

    Attributes:
        name: see above. A model makes the names of its layers unique.
        built: whether the parameters exist.
        trainable: whether a model changes the parameters in training, True at first. Set it to
            False, before the model's ``compile``, to keep ("freeze") what the layer has learned.
        params: what is learned, by name: ``"kernel"``, ``"bias"``, ``"gamma"``, ``"beta"``.
        grads: the gradients of the last backward pass, same keys and shapes as ``params``.
        state: what is not learned but estimated: ``"moving_mean"``, ``"moving_variance"``.
        dtype: float32 or float64, None until built.
        input_shape: shape of x with None for the number of samples, None until built.
        output_shape: shape of y likewise.

    Raises:
        ValueError: if ``name`` is not a string.
    """

    def __init__(self, *, name: str | None = None):
        if not isinstance(name, str | None):
            raise ValueError(f"name must be a string or None, got {name!r}.")
        words = r"(?<=[a-z])(?=[A-Z])|(?<=.)(?=[A-Z][a-z])"
        self.name = name or re.sub(words, "_", type(self).__name__).lower()
        self.built = False
        self.trainable = True
        self.params: dict[str, NDArray] = {}
        self.grads: dict[str, NDArray] = {}
        self.state: dict[str, NDArray] = {}
        self.dtype: np.dtype | None = None
        self.input_shape: Shape | None = None
        self.output_shape: Shape | None = None
        self._cache: tuple | None = None

    def build(
        self,
        input_shape: Sequence[int | None],
        rng: np.random.Generator | None = None,
        dtype: DTypeLike = "float32",
    ) -> None:
        """Makes the parameters, with new starting values. forward calls it when it has to.

        Args:
            input_shape: shape of x with the axis of samples, whose number may be None.
            rng: where the layer's random numbers come from, unless it has a seed of its own.
            dtype: float32 or float64.

        Raises:
            ValueError: if the layer can't work on such an x, or an argument is not of that kind.
        """
        self.built = False
        self.dtype = as_dtype(dtype)
        self.params, self.grads, self.state, self._cache = {}, {}, {}, None
        shape = as_shape(input_shape, "input_shape")
        self.output_shape = (None, *self.compute_output_shape(shape)[1:])
        self.input_shape = (None, *shape[1:])
        self._build(rng)
        self.built = True

    def _build(self, rng: np.random.Generator | None) -> None:
        """Makes params and state. input_shape, output_shape and dtype are there already."""

    def compute_output_shape(self, input_shape: Sequence[int | None]) -> Shape:
        """Returns the shape of y for a shape of x; an unknown size is None.

        Args:
            input_shape: shape of x with the axis of samples.

        Raises:
            ValueError: if the layer can't work on such an x.
        """
        return as_shape(input_shape, "input_shape")

    def forward(self, x: ArrayLike, training: bool = False) -> NDArray:
        """Computes the layer's output; builds the layer first if need be.

        Args:
            x: a batch of samples, first axis N.
            training: whether this is a training step. Only Dropout and BatchNormalization care.

        Returns:
            The output, shape ``compute_output_shape(x.shape)``.

        Raises:
            ValueError: if ``x`` does not hold numbers or does not have a shape that fits.
        """
        raise NotImplementedError(f"{type(self).__name__} must define forward(x, training).")

    def backward(self, dy: ArrayLike, need_dx: bool = True) -> NDArray | None:
        """Computes the gradients at the last forward pass; fills ``grads``.

        Penalties of regularizers are not part of them: the model adds those.

        Args:
            dy: gradient of the loss by y, shape of y.
            need_dx: False leaves out the gradient by x where that saves work (in layers with
                parameters): the first layer of a network has no use for it.

        Returns:
            The gradient of the loss by x, shape of x; None where it was left out.

        Raises:
            RuntimeError: if there was no forward pass.
            ValueError: if ``dy`` does not have the shape of y.
        """
        raise NotImplementedError(f"{type(self).__name__} must define backward(dy).")

    def __call__(self, x: ArrayLike, training: bool = False) -> NDArray:
        """``layer(x)`` is ``layer.forward(x)``, as in Keras."""
        return self.forward(x, training)

    @property
    def trainable_weights(self) -> list[NDArray]:
        """The arrays that training changes by their gradients: none where not ``trainable``."""
        return list(self.params.values()) if self.trainable else []

    @property
    def non_trainable_weights(self) -> list[NDArray]:
        """The other arrays, in Keras's order."""
        return [*(() if self.trainable else self.params.values()), *self.state.values()]

    def count_params(self) -> int:
        """Returns how many numbers the layer holds, learned or estimated, as in Keras.

        Raises:
            RuntimeError: if the layer isn't built yet.
        """
        return sum(array.size for array in self._weights("count_params"))

    def get_weights(self) -> list[NDArray]:
        """Returns copies of all arrays of the layer, in Keras's order: ``params``, then ``state``.

        Raises:
            RuntimeError: if the layer isn't built yet.
        """
        return [array.copy() for array in self._weights("get_weights")]

    def set_weights(self, weights: Sequence[ArrayLike]) -> None:
        """Sets all arrays of the layer in place, also from the same layer in Keras.

        Args:
            weights: the arrays, in the order of :meth:`get_weights`.

        Raises:
            RuntimeError: if the layer isn't built yet.
            ValueError: if their number or a shape does not fit, or one does not hold real
                numbers. Then nothing has changed.
        """
        own = self._weights("set_weights")
        new = as_floats(weights, "weights")
        if [array.shape for array in own] != [array.shape for array in new]:
            raise ValueError(
                f"weights of {self.name!r} must have the shapes {[a.shape for a in own]}, "
                f"got {[a.shape for a in new]}."
            )
        for array, values in zip(own, new, strict=True):
            array[...] = values

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"

    def _weights(self, method: str) -> list[NDArray]:
        if not self.built:
            raise RuntimeError(
                f"{method} of {self.name!r} needs a built layer: call build(input_shape) or "
                "forward(x) first."
            )
        return [*self.params.values(), *self.state.values()]

    def _add_param(
        self,
        key: str,
        shape: tuple[int, ...],
        initializer: Callable | None,
        rng: np.random.Generator | None,
    ) -> None:
        """Makes a parameter and a place for its gradient. None is Glorot uniform, as in Keras."""
        initializer = initializer or initializers.GlorotUniform()
        ours = isinstance(initializer, initializers.Initializer)
        values = initializer(shape, self.dtype, rng) if ours else initializer(shape, self.dtype)
        # A copy: a function of the user's may give the same array again.
        values = np.array(as_float(values, f"the initializer of {key!r}"), self.dtype)
        if values.shape != shape:
            raise ValueError(
                f"the initializer of {key!r} must return shape {shape}, got {values.shape}."
            )
        self.params[key] = values
        self.grads[key] = np.zeros_like(values)

    def _begin(self, x: ArrayLike) -> NDArray:
        """x as an array of the layer's dtype, its shape checked; builds the layer if need be."""
        fits = self.built and type(x) is np.ndarray and x.dtype == self.dtype
        if not (fits and x.shape[1:] == self.input_shape[1:]):  # else nothing is left to check
            x = as_float(x, "x")
            if self.built:
                self.compute_output_shape(x.shape)  # raises where the shape doesn't fit
            else:
                self.build(x.shape, dtype=x.dtype)
            x = x.astype(self.dtype, copy=False)
        self._cache = None
        return x

    def _keep(self, y: NDArray, *cache: object) -> NDArray:
        """y; its shape and ``cache`` are kept for backward."""
        self._cache = (y.shape, *cache)
        return y

    def _kept(self, dy: ArrayLike) -> tuple:
        """dy, checked and of the layer's dtype, and what forward kept."""
        if self._cache is None:
            raise RuntimeError(
                f"backward of {self.name!r} needs a forward pass first: call forward(x)."
            )
        shape, *cache = self._cache
        if not (type(dy) is np.ndarray and dy.dtype == self.dtype):
            dy = as_float(dy, "dy").astype(self.dtype, copy=False)
        if dy.shape != shape:
            raise ValueError(
                f"dy of {self.name!r} must have the shape of y, {shape}, got {dy.shape}."
            )
        return dy, *cache


# --------------------------------------------------------------------------------- activations

# Activations with a short way back from their output y alone. ReLU counts its kink as flat: y > 0
# exactly where x > 0, as in activations.relu_derivative.
_BACKWARD_FROM_OUTPUT: dict[Callable, Callable[[NDArray, NDArray], NDArray]] = {
    activations.linear: lambda dy, y: dy,
    activations.relu: lambda dy, y: dy * (y > 0),
    activations.sigmoid: lambda dy, y: dy * (y * (1 - y)),
    activations.tanh: lambda dy, y: dy * (1 - y * y),
}

# The same values as the functions, without their copy, or their many passes over x.
_FORWARD: dict[Callable, Callable[[NDArray], NDArray]] = {
    activations.linear: lambda x: x,
    activations.relu: lambda x: np.maximum(x, 0),
}


class Activation(Layer):
    r"""An activation function as a layer.

    .. math:: y = f(x), \qquad dx = dy \odot f'(x)

    Softmax mixes the K numbers of a row, so its dx is the product with the whole Jacobian:

    .. math:: dx_i = s_i \Big( dy_i - \sum_{k=1}^{K} dy_k \, s_k \Big), \quad
              s = \operatorname{softmax}(x)

    Args:
        activation: a name such as ``"relu"``, a function of :mod:`nnbook.activations`, or None for
            the identity.
        name: a name.

    Attributes:
        activation: the function f.
        arguments: the function's further arguments, such as the slope of a :class:`LeakyReLU`.

    Raises:
        ValueError: if the name is unknown, or the function has no derivative in
            :mod:`nnbook.activations`.
    """

    def __init__(self, activation: str | Callable | None, *, name: str | None = None):
        super().__init__(name=name)
        self.activation = activations.get(activation)
        self.arguments: dict[str, float | int | None] = {}
        function = getattr(self.activation, "__name__", "")
        known = getattr(activations, function, None) is self.activation
        if not (known and hasattr(activations, f"{function}_derivative")):
            raise ValueError(
                "activation must be a function of nnbook.activations or its name, because its "
                f"derivative must be known, got {self.activation!r}."
            )
        self._derivative = getattr(activations, f"{function}_derivative")

    def forward(self, x: ArrayLike, training: bool = False) -> NDArray:
        x = self._begin(x)
        if self.arguments:
            return self._keep(self.activation(x, **self.arguments), x)
        y = _FORWARD.get(self.activation, self.activation)(x)
        return self._keep(y, y if self.activation in _BACKWARD_FROM_OUTPUT else x)

    def backward(self, dy: ArrayLike, need_dx: bool = True) -> NDArray:
        dy, kept = self._kept(dy)
        if self.activation is activations.softmax:
            return self._softmax_backward(dy, kept)
        if not self.arguments and self.activation in _BACKWARD_FROM_OUTPUT:
            return _BACKWARD_FROM_OUTPUT[self.activation](dy, kept)
        return dy * self._derivative(kept, **self.arguments)

    def _softmax_backward(self, dy: NDArray, x: NDArray) -> NDArray:
        axis = self.arguments.get("axis", -1)
        s = activations.softmax(x, axis)
        return s * (dy - (dy * s).sum(axis=axis, keepdims=True))


class ReLU(Activation):
    """The ReLU family as a layer, see :func:`nnbook.activations.relu`.

    Args:
        max_value: the largest value, or None.
        negative_slope: the slope below the threshold.
        threshold: where the positive part begins.
        name: a name.

    Raises:
        ValueError: if one of the three numbers is negative or not finite.
    """

    def __init__(
        self,
        max_value: float | None = None,
        negative_slope: float = 0.0,
        threshold: float = 0.0,
        *,
        name: str | None = None,
    ):
        super().__init__("relu", name=name)
        arguments = {
            "max_value": max_value,
            "negative_slope": negative_slope,
            "threshold": threshold,
        }
        activations.relu(0.0, **arguments)  # raises for bad numbers
        if any(arguments.values()) or max_value is not None:  # else the plain ReLU, the quick way
            self.arguments = arguments


class LeakyReLU(Activation):
    """ReLU with a small slope on the left, so that no unit goes dead.

    Args:
        negative_slope: the slope below 0, at least 0.
        name: a name.

    Raises:
        ValueError: if ``negative_slope`` is negative or not finite.

    Source:
        Maas, Hannun and Ng, 2013.
    """

    def __init__(self, negative_slope: float = 0.3, *, name: str | None = None):
        super().__init__("relu", name=name)
        self.arguments = {"negative_slope": number(negative_slope, "negative_slope", low=0)}


class ELU(Activation):
    """Exponential linear unit as a layer, see :func:`nnbook.activations.elu`.

    Args:
        alpha: depth of the floor.
        name: a name.

    Raises:
        ValueError: if ``alpha`` is not a finite number.
    """

    def __init__(self, alpha: float = 1.0, *, name: str | None = None):
        super().__init__("elu", name=name)
        self.arguments = {"alpha": number(alpha, "alpha")}


class Softmax(Activation):
    """Softmax as a layer, see :class:`Activation`.

    Args:
        axis: the axis of the classes.
        name: a name.
    """

    def __init__(self, axis: int = -1, *, name: str | None = None):
        super().__init__("softmax", name=name)
        self.arguments = {"axis": axis}


# ------------------------------------------------------------------------- layers with a kernel


@functools.cache
def _ones(size: int, dtype: np.dtype) -> NDArray:
    ones = np.ones(size, dtype)
    ones.setflags(write=False)
    return ones


def _column_sums(rows: NDArray) -> NDArray:
    """``rows.sum(axis=0)``, as a matrix product with ones.

    NumPy adds row to row, which is slow for many short rows and loses digits with their number.
    Here blocks of 512 rows are summed first, and then their sums.
    """
    block = 512
    whole = len(rows) // block * block
    total = _ones(len(rows) - whole, rows.dtype) @ rows[whole:]
    if whole:
        blocks = rows[:whole].reshape(-1, block, rows.shape[1])
        total += (_ones(block, rows.dtype) @ blocks).sum(axis=0)
    return total


class _KernelLayer(Layer):
    """What Dense and Conv2D share: a kernel, a bias, and an activation behind them.

    Attributes:
        activation: the function f.
        activation_layer: f as a layer, which keeps what the way back through f needs.
    """

    def __init__(
        self,
        activation: str | Callable | Activation | None,
        use_bias: bool,
        kernel_initializer: str | ArrayLike | Callable | None,
        bias_initializer: str | ArrayLike | Callable | None,
        kernel_regularizer: str | regularizers.Regularizer | None,
        bias_regularizer: str | regularizers.Regularizer | None,
        kernel_constraint: str | regularizers.Constraint | None,
        bias_constraint: str | regularizers.Constraint | None,
        name: str | None,
    ):
        super().__init__(name=name)
        # A copy of a layer: it keeps numbers for the backward pass, so no two may share it.
        given = isinstance(activation, Activation)
        self.activation_layer = copy.copy(activation) if given else Activation(activation)
        self.activation = self.activation_layer.activation
        self._is_linear = self.activation is activations.linear
        self.use_bias = bool(use_bias)
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.kernel_constraint = regularizers.get_constraint(kernel_constraint)
        self.bias_constraint = regularizers.get_constraint(bias_constraint)

    def _build_kernel(self, shape: tuple[int, ...], rng: np.random.Generator | None) -> None:
        self._add_param("kernel", shape, self.kernel_initializer, rng)
        if self.use_bias:
            self._add_param("bias", shape[-1:], self.bias_initializer, rng)
        self.activation_layer.build(self.output_shape, rng, self.dtype)

    def _check_channels(self, shape: Shape) -> None:
        if shape[-1] is None:
            raise ValueError(f"x of {self.name!r} must have a known last axis, got shape {shape}.")
        if self.built and shape[-1] != self.input_shape[-1]:
            raise ValueError(
                f"x of {self.name!r} must have {self.input_shape[-1]} numbers on its last axis, as "
                f"the layer was built for {self.input_shape}, got shape {shape}."
            )

    def _begin(self, x: ArrayLike) -> NDArray:
        self.activation_layer._cache = None  # what it kept belongs to the last x
        return super()._begin(x)

    def forward(self, x: ArrayLike, training: bool = False) -> NDArray:
        z = self.forward_logits(x)
        return z if self._is_linear else self.activation_layer.forward(z)

    def backward(self, dy: ArrayLike, need_dx: bool = True) -> NDArray | None:
        if self._is_linear:
            return self.backward_logits(dy, need_dx)
        self._kept(dy)  # an error here names this layer, not its activation
        return self.backward_logits(self.activation_layer.backward(dy), need_dx)

    def forward_logits(self, x: ArrayLike) -> NDArray:
        """Computes z, the numbers before the activation.

        ``backward_logits`` is the way back; ``backward`` needs a pass through ``forward``.

        Args:
            x: as in ``forward``.

        Returns:
            z, shape of y.

        Raises:
            ValueError: as in ``forward``.
        """
        raise NotImplementedError

    def backward_logits(self, dz: ArrayLike, need_dx: bool = True) -> NDArray | None:
        r"""Like ``backward``, from the gradient by z, the numbers before the activation.

        With a softmax and the cross-entropy, that gradient is simply
        :math:`dz = (\hat y - y) / N`.

        Args:
            dz: gradient of the loss by z, shape of z.
            need_dx: as in ``backward``.

        Returns:
            As ``backward``.

        Raises:
            RuntimeError: if there was no forward pass.
            ValueError: if ``dz`` does not have the shape of z.
        """
        raise NotImplementedError


class Dense(_KernelLayer):
    r"""Fully connected layer: each unit weighs all inputs.

    .. math:: z = x W + b, \quad y = f(z)

    .. math:: dz = dy \odot f'(z), \quad dW = x^\top dz, \quad
              db = \sum_{\text{samples}} dz, \quad dx = dz \, W^\top

    Parameters: ``"kernel"`` W of shape (n, units), ``"bias"`` b of shape (units,), so
    (n + 1) units numbers in all. x has shape (N, n) and y shape (N, units); more axes between the
    first and the last count as more samples.

    Args:
        units: number of units, at least 1.
        activation: f, as in :class:`Activation`, or such a layer; None for none.
        use_bias: whether to add b.
        kernel_initializer: starting values of W, as in :func:`nnbook.initializers.get`.
        bias_initializer: starting values of b.
        kernel_regularizer: penalty on W, as in :func:`nnbook.regularizers.get`; None for none.
        bias_regularizer: penalty on b.
        kernel_constraint: constraint on W, as in :func:`nnbook.regularizers.get_constraint`.
        bias_constraint: constraint on b.
        name: a name.

    Raises:
        ValueError: if an argument is not of that kind; in forward, if x has fewer than two axes or
            another number of inputs than the layer was built for.
    """

    def __init__(
        self,
        units: int,
        activation: str | Callable | Activation | None = None,
        use_bias: bool = True,
        kernel_initializer: str | ArrayLike | Callable | None = "glorot_uniform",
        bias_initializer: str | ArrayLike | Callable | None = "zeros",
        kernel_regularizer: str | regularizers.Regularizer | None = None,
        bias_regularizer: str | regularizers.Regularizer | None = None,
        *,
        kernel_constraint: str | regularizers.Constraint | None = None,
        bias_constraint: str | regularizers.Constraint | None = None,
        name: str | None = None,
    ):
        self.units = _positive(units, "units")
        super().__init__(
            activation,
            use_bias,
            kernel_initializer,
            bias_initializer,
            kernel_regularizer,
            bias_regularizer,
            kernel_constraint,
            bias_constraint,
            name,
        )

    def compute_output_shape(self, input_shape: Sequence[int | None]) -> Shape:
        shape = as_shape(input_shape, "input_shape")
        if len(shape) < 2:
            raise ValueError(f"x of {self.name!r} must have shape (N, ..., n), got shape {shape}.")
        self._check_channels(shape)
        return (*shape[:-1], self.units)

    def _build(self, rng: np.random.Generator | None) -> None:
        self._build_kernel((self.input_shape[-1], self.units), rng)

    def forward_logits(self, x: ArrayLike) -> NDArray:
        x = self._begin(x)
        rows = x.reshape(-1, x.shape[-1])
        z = rows @ self.params["kernel"]
        if self.use_bias:
            z += self.params["bias"]
        return self._keep(z.reshape(*x.shape[:-1], self.units), rows, x.shape)

    def backward_logits(self, dz: ArrayLike, need_dx: bool = True) -> NDArray | None:
        dz, rows, x_shape = self._kept(dz)
        dz = dz.reshape(-1, self.units)
        np.matmul(rows.T, dz, out=self.grads["kernel"])
        if self.use_bias:
            self.grads["bias"][...] = _column_sums(dz)
        return (dz @ self.params["kernel"].T).reshape(x_shape) if need_dx else None


# ----------------------------------------------------------------- windows that slide over images


class _Windows:
    """Where the windows lie on images of one size, and the padding around these images.

    ``counts`` says how many windows lie below and beside each other. If they reach beyond the
    image, the missing cells are padding: half before, half behind, an odd one behind, as in Keras.
    """

    def __init__(
        self,
        shape: tuple[int, ...],
        size: tuple[int, int],
        strides: tuple[int, int],
        counts: tuple[int, int],
    ):
        self.shape, self.size, self.strides, self.counts = shape, size, strides, counts
        missing = [
            max((count - 1) * s + k - n, 0)
            for n, k, s, count in zip(shape[1:3], size, strides, counts, strict=True)
        ]
        self.pads = [(0, 0), *((cells // 2, cells - cells // 2) for cells in missing), (0, 0)]

    def pad(self, x: NDArray, value: float = 0.0) -> NDArray:
        """x with its padding; x itself where there is none."""
        return np.pad(x, self.pads, constant_values=value) if np.any(self.pads) else x

    def crop(self, padded: NDArray) -> NDArray:
        """The inverse of :meth:`pad`."""
        (top, _), (left, _) = self.pads[1:3]
        return padded[:, top : top + self.shape[1], left : left + self.shape[2]]

    def zeros(self, dtype: DTypeLike) -> NDArray:
        """Zeros in the shape of the padded images."""
        return self.pad(np.zeros(self.shape, dtype))

    def view(self, padded: NDArray) -> NDArray:
        """All windows, shape (N, rows, columns, kh, kw, C): a view, nothing is copied."""
        windows = sliding_window_view(padded, self.size, axis=(1, 2))
        windows = windows[:, :: self.strides[0], :: self.strides[1]]
        return windows.transpose(0, 1, 2, 4, 5, 3)

    def few_images(self) -> Iterator[slice]:
        """Slices of the batch whose windows, once copied, still fit into a processor's cache."""
        numbers = math.prod(self.counts) * math.prod(self.size) * self.shape[3]
        step = max(1, 2**17 // max(numbers, 1))
        for start in range(0, self.shape[0], step):
            yield slice(start, start + step)

    def cells(self, padded: NDArray) -> Iterator[tuple[tuple[int, int], NDArray]]:
        """For each cell (u, v) of a window: the view (N, rows, columns, C) of it in all windows."""
        (rows, columns), (down, right) = self.counts, self.strides
        for u, v in np.ndindex(self.size):
            yield (u, v), padded[:, u : u + down * rows : down, v : v + right * columns : right]


class _SlidingLayer(Layer):
    """What Conv2D and the poolings share: windows of one size."""

    _size: tuple[int, int]
    _size_name: ClassVar[str]
    strides: tuple[int, int]
    padding: str

    def _counts(self, shape: Shape) -> tuple[int | None, int | None]:
        """How many windows lie below and beside each other, at least one each."""
        if len(shape) != 4:
            raise ValueError(
                f"x of {self.name!r} must hold images, shape (N, H, W, C), got shape {shape}."
            )

        def count(n: int | None, k: int, s: int) -> int | None:
            if n is None:
                return None
            return math.ceil(n / s) if self.padding == "same" else max((n - k) // s + 1, 0)

        counts = tuple(map(count, shape[1:3], self._size, self.strides))
        if 0 in counts:
            raise ValueError(
                f"{self._size_name} {self._size} of {self.name!r} must fit into the image with "
                f"padding {self.padding!r}, got x of shape {shape}."
            )
        return counts

    def _windows(self, x: NDArray) -> _Windows:
        return _Windows(x.shape, self._size, self.strides, self._counts(x.shape))


class Conv2D(_SlidingLayer, _KernelLayer):
    r"""Convolution layer: each filter slides over the image and weighs what it sees.

    .. math:: z_{n,i,j,f} = b_f + \sum_{u,v,c}
              x_{n,\; i s_h + u,\; j s_w + v,\; c} \; K_{u,v,c,f}, \quad y = f(z)

    .. math:: dK_{u,v,c,f} = \sum_{n,i,j} x_{n,\; i s_h + u,\; j s_w + v,\; c} \; dz_{n,i,j,f},
              \quad db_f = \sum_{n,i,j} dz_{n,i,j,f}

    and each x gets back dz times K from every window that saw it. The formula is a
    cross-correlation: the kernel isn't flipped. The field calls it convolution all the same.

    Parameters: ``"kernel"`` K of shape (kh, kw, C, filters), ``"bias"`` b of shape (filters,). How
    many they are does not depend on the size of the images. x has shape (N, H, W, C), y has shape
    (N, H', W', filters). Along an axis of n cells, with a kernel of k cells and stride s, there are

    .. math:: n' = \left\lfloor \frac{n - k}{s} \right\rfloor + 1 \text{ (valid)}, \qquad
              n' = \left\lceil \frac{n}{s} \right\rceil \text{ (same)}

    Args:
        filters: number of filters, at least 1.
        kernel_size: kh and kw, or one integer for both.
        strides: steps down and to the right, or one integer for both.
        padding: ``"valid"`` for none, ``"same"`` for zeros around the image so that with stride 1
            the size stays. An odd number of them has the larger half below and to the right.
        activation: f, as in :class:`Activation`, or such a layer; None for none.
        use_bias: whether to add b.
        kernel_initializer: starting values of K, as in :func:`nnbook.initializers.get`.
        bias_initializer: starting values of b.
        kernel_regularizer: penalty on K, as in :func:`nnbook.regularizers.get`; None for none.
        bias_regularizer: penalty on b.
        kernel_constraint: constraint on K, as in :func:`nnbook.regularizers.get_constraint`.
        bias_constraint: constraint on b.
        name: a name.

    Raises:
        ValueError: if an argument is not of that kind; in forward, if x doesn't hold images, has
            another number of channels than the layer was built for, or is smaller than the kernel.

    Source:
        LeCun, Bottou, Bengio and Haffner, 1998.
    """

    _size_name = "kernel_size"

    def __init__(
        self,
        filters: int,
        kernel_size: int | tuple[int, int],
        strides: int | tuple[int, int] = (1, 1),
        padding: str = "valid",
        *,
        activation: str | Callable | Activation | None = None,
        use_bias: bool = True,
        kernel_initializer: str | ArrayLike | Callable | None = "glorot_uniform",
        bias_initializer: str | ArrayLike | Callable | None = "zeros",
        kernel_regularizer: str | regularizers.Regularizer | None = None,
        bias_regularizer: str | regularizers.Regularizer | None = None,
        kernel_constraint: str | regularizers.Constraint | None = None,
        bias_constraint: str | regularizers.Constraint | None = None,
        name: str | None = None,
    ):
        self.filters = _positive(filters, "filters")
        self.kernel_size = self._size = _pair(kernel_size, "kernel_size")
        self.strides = _pair(strides, "strides")
        self.padding = _padding(padding)
        super().__init__(
            activation,
            use_bias,
            kernel_initializer,
            bias_initializer,
            kernel_regularizer,
            bias_regularizer,
            kernel_constraint,
            bias_constraint,
            name,
        )

    def compute_output_shape(self, input_shape: Sequence[int | None]) -> Shape:
        shape = as_shape(input_shape, "input_shape")
        counts = self._counts(shape)
        self._check_channels(shape)
        return (shape[0], *counts, self.filters)

    def _build(self, rng: np.random.Generator | None) -> None:
        self._build_kernel((*self.kernel_size, self.input_shape[-1], self.filters), rng)

    def forward_logits(self, x: ArrayLike) -> NDArray:
        x = self._begin(x)
        windows = self._windows(x)
        padded = windows.pad(x)
        view = windows.view(padded)
        z = np.empty((*view.shape[:3], self.filters), self.dtype)
        for images in windows.few_images():
            z[images] = np.tensordot(view[images], self.params["kernel"], axes=3)
        if self.use_bias:
            z += self.params["bias"]
        return self._keep(z, windows, padded)

    def backward_logits(self, dz: ArrayLike, need_dx: bool = True) -> NDArray | None:
        dz, windows, padded = self._kept(dz)
        kernel, dkernel = self.params["kernel"], self.grads["kernel"]
        dkernel[...] = 0
        dx = windows.zeros(self.dtype) if need_dx else None
        for images in windows.few_images():
            rows = dz[images].reshape(-1, self.filters)
            for (u, v), cell in windows.cells(padded[images]):
                dkernel[u, v] += cell.reshape(-1, cell.shape[3]).T @ rows
            if need_dx:
                for (u, v), cell in windows.cells(dx[images]):
                    cell += (rows @ kernel[u, v].T).reshape(cell.shape)
        if self.use_bias:
            self.grads["bias"][...] = _column_sums(dz.reshape(-1, self.filters))
        return windows.crop(dx) if need_dx else None


class _Pooling2D(_SlidingLayer):
    """What the poolings share."""

    _size_name = "pool_size"

    def __init__(
        self,
        pool_size: int | tuple[int, int],
        strides: int | tuple[int, int] | None,
        padding: str,
        name: str | None,
    ):
        super().__init__(name=name)
        self.pool_size = self._size = _pair(pool_size, "pool_size")
        self.strides = self.pool_size if strides is None else _pair(strides, "strides")
        self.padding = _padding(padding)

    def compute_output_shape(self, input_shape: Sequence[int | None]) -> Shape:
        shape = as_shape(input_shape, "input_shape")
        counts = self._counts(shape)
        return (shape[0], *counts, shape[3])


class MaxPooling2D(_Pooling2D):
    r"""Max pooling: the largest number of each window, channel by channel.

    .. math:: y_{n,i,j,c} = \max_{u,v} \; x_{n,\; i s_h + u,\; j s_w + v,\; c}

    Each dy goes back to the cell that was largest; of several, to the first, row by row.

    Args:
        pool_size: height and width of a window, or one integer for both.
        strides: steps down and to the right; None for ``pool_size``, so that windows touch.
        padding: ``"valid"``, where cells that fill no whole window are left out, or ``"same"``,
            where windows reach over the border (and see only the image).
        name: a name.

    Raises:
        ValueError: if an argument is not of that kind; in forward, if x doesn't hold images or is
            smaller than a window.
    """

    def __init__(
        self,
        pool_size: int | tuple[int, int] = (2, 2),
        strides: int | tuple[int, int] | None = None,
        padding: str = "valid",
        *,
        name: str | None = None,
    ):
        super().__init__(pool_size, strides, padding, name)

    def forward(self, x: ArrayLike, training: bool = False) -> NDArray:
        x = self._begin(x)
        windows = self._windows(x)
        padded = windows.pad(x, -np.inf)
        y = np.full((x.shape[0], *windows.counts, x.shape[3]), -np.inf, self.dtype)
        for _, cell in windows.cells(padded):
            np.maximum(y, cell, out=y)
        return self._keep(y, windows, padded, y)

    def backward(self, dy: ArrayLike, need_dx: bool = True) -> NDArray:
        dy, windows, padded, y = self._kept(dy)
        dx = windows.zeros(self.dtype)
        open_windows = np.ones(y.shape, bool)  # those whose largest cell has not come yet
        for (_, cell), (_, dx_cell) in zip(windows.cells(padded), windows.cells(dx), strict=True):
            largest = open_windows & (cell == y)
            dx_cell += dy * largest
            open_windows ^= largest
        return windows.crop(dx)


class AveragePooling2D(_Pooling2D):
    r"""Average pooling: the mean of each window, channel by channel.

    .. math:: y_{n,i,j,c} = \frac{1}{m} \sum_{u,v} x_{n,\; i s_h + u,\; j s_w + v,\; c}

    m counts the cells of the window that lie in the image. Each of them gets back dy / m.

    Args:
        pool_size: height and width of a window, or one integer for both.
        strides: steps down and to the right; None for ``pool_size``, so that windows touch.
        padding: as in :class:`MaxPooling2D`.
        name: a name.

    Raises:
        ValueError: if an argument is not of that kind; in forward, if x doesn't hold images or is
            smaller than a window.
    """

    def __init__(
        self,
        pool_size: int | tuple[int, int],
        strides: int | tuple[int, int] | None = None,
        padding: str = "valid",
        *,
        name: str | None = None,
    ):
        super().__init__(pool_size, strides, padding, name)

    def forward(self, x: ArrayLike, training: bool = False) -> NDArray:
        x = self._begin(x)
        windows = self._windows(x)
        y = sum(cell for _, cell in windows.cells(windows.pad(x)))
        inside = windows.pad(np.ones((1, *x.shape[1:3], 1), self.dtype))
        m = sum(cell for _, cell in windows.cells(inside))
        y /= m
        return self._keep(y, windows, m)

    def backward(self, dy: ArrayLike, need_dx: bool = True) -> NDArray:
        dy, windows, m = self._kept(dy)
        dx = windows.zeros(self.dtype)
        share = dy / m
        for _, cell in windows.cells(dx):
            cell += share
        return windows.crop(dx)


class Flatten(Layer):
    """Makes one row of numbers of each sample: (N, H, W, C) becomes (N, H W C).

    The result is a view of x where NumPy can make one.

    Args:
        name: a name.
    """

    def compute_output_shape(self, input_shape: Sequence[int | None]) -> Shape:
        shape = as_shape(input_shape, "input_shape")
        if not shape:
            raise ValueError(f"x of {self.name!r} must have an axis of samples, got shape ().")
        return (shape[0], None if None in shape[1:] else math.prod(shape[1:]))

    def forward(self, x: ArrayLike, training: bool = False) -> NDArray:
        x = self._begin(x)
        return self._keep(x.reshape(self.compute_output_shape(x.shape)), x.shape)

    def backward(self, dy: ArrayLike, need_dx: bool = True) -> NDArray:
        dy, shape = self._kept(dy)
        return dy.reshape(shape)


# ------------------------------------------------------------------- layers that know of training


class Dropout(Layer):
    r"""Inverted dropout: in training, each number becomes 0 with probability rate.

    .. math:: y = x \odot m, \quad dx = dy \odot m, \quad m_i = \begin{cases}
              0 & \text{with probability rate} \\
              1 / (1 - \text{rate}) & \text{else}
              \end{cases}

    The scale of what stays keeps the mean of y at x, so there is nothing to do outside of training,
    where y is x.

    Args:
        rate: the part that is dropped, at least 0 and below 1.
        seed: an integer or a ``numpy.random.Generator`` for the masks. None takes the ``rng`` of
            ``build``. With an integer, building the layer again starts the same masks again.
        name: a name.

    Attributes:
        mask: m of the last training step, None if there was none.

    Raises:
        ValueError: if an argument is not of that kind.

    Source:
        Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, 2014.
    """

    def __init__(
        self,
        rate: float,
        *,
        seed: int | np.random.Generator | None = None,
        name: str | None = None,
    ):
        super().__init__(name=name)
        self.rate = number(rate, "rate", low=0)
        if self.rate >= 1:
            raise ValueError(f"rate must be at least 0 and below 1, got {rate!r}.")
        self.seed = as_seed(seed)
        self.mask: NDArray | None = None

    def _build(self, rng: np.random.Generator | None) -> None:
        own = self.seed is not None or rng is None
        self._rng = np.random.default_rng(self.seed) if own else rng
        self.mask = None

    def forward(self, x: ArrayLike, training: bool = False) -> NDArray:
        x = self._begin(x)
        if not training or self.rate == 0:
            self.mask = None
            return self._keep(x)
        keep = self._rng.random(x.shape, dtype=np.float32) >= self.rate
        self.mask = keep * self.dtype.type(1 / (1 - self.rate))
        return self._keep(x * self.mask)

    def backward(self, dy: ArrayLike, need_dx: bool = True) -> NDArray:
        (dy,) = self._kept(dy)
        return dy if self.mask is None else dy * self.mask


class BatchNormalization(Layer):
    r"""Batch normalization: mean 0 and variance 1 in each channel, then a learned scale and shift.

    .. math:: \hat x = \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}}, \quad y = \gamma \hat x + \beta

    In training, :math:`\mu` and :math:`\sigma^2` are the batch's mean and variance (divided by m,
    not m - 1) over all axes but that of the channels: over m = N samples for x of shape (N, n),
    over m = N H W cells for images. They depend on x, so the gradient runs through them too:

    .. math:: d\beta = \sum dy, \quad d\gamma = \sum dy \, \hat x, \quad
              dx = \frac{\gamma}{\sqrt{\sigma^2 + \epsilon}}
              \left( dy - \frac{d\beta}{m} - \hat x \frac{d\gamma}{m} \right)

    Each training step moves the moving statistics towards the batch's:

    .. math:: \text{moving} \leftarrow \text{momentum} \cdot \text{moving}
              + (1 - \text{momentum}) \cdot \text{batch's}

    Outside of training the moving statistics take the place of the batch's. They are constants
    then: :math:`dx = \gamma \, dy / \sqrt{\sigma^2 + \epsilon}`. The same holds, in training
    too, where ``trainable`` is False: the statistics belong to what a frozen layer keeps.

    Four vectors, one number a channel: ``params`` holds ``"gamma"`` (starts at 1) and ``"beta"``
    (starts at 0), ``state`` holds ``"moving_mean"`` (starts at 0) and ``"moving_variance"`` (starts
    at 1).

    Args:
        axis: the axis of the channels.
        momentum: how slowly the moving statistics move, from 0 to 1.
        epsilon: added to the variance, above 0.
        center: whether there is a beta.
        scale: whether there is a gamma.
        name: a name.

    Raises:
        ValueError: if an argument is not of that kind; in forward, if x doesn't have that axis, has
            another number of channels than the layer was built for, or, in training, is empty.

    Source:
        Ioffe and Szegedy, 2015.
    """

    def __init__(
        self,
        axis: int = -1,
        momentum: float = 0.99,
        epsilon: float = 1e-3,
        center: bool = True,
        scale: bool = True,
        *,
        name: str | None = None,
    ):
        super().__init__(name=name)
        self.axis = axis
        self.momentum = number(momentum, "momentum", low=0)
        if self.momentum > 1:
            raise ValueError(f"momentum must be from 0 to 1, got {momentum!r}.")
        self.epsilon = number(epsilon, "epsilon", above=0)
        self.center, self.scale = bool(center), bool(scale)

    def compute_output_shape(self, input_shape: Sequence[int | None]) -> Shape:
        shape = as_shape(input_shape, "input_shape")
        axis = axis_index(self.axis, len(shape), f"x of {self.name!r}")
        if len(shape) < 2 or axis == 0 or shape[axis] is None:
            raise ValueError(
                f"x of {self.name!r} must have an axis of samples, and a known number of channels "
                f"on axis {self.axis}, got shape {shape}."
            )
        if self.built and (len(shape), shape[axis]) != (
            len(self.input_shape),
            self.input_shape[self.axis],
        ):
            raise ValueError(
                f"x of {self.name!r} must have {len(self.input_shape)} axes, with "
                f"{self.input_shape[self.axis]} channels on axis {self.axis}, as the layer was "
                f"built for {self.input_shape}, got shape {shape}."
            )
        return shape

    def _build(self, rng: np.random.Generator | None) -> None:
        channels = (self.input_shape[self.axis],)
        if self.scale:
            self._add_param("gamma", channels, initializers.Ones(), rng)
        if self.center:
            self._add_param("beta", channels, initializers.Zeros(), rng)
        self.state = {
            "moving_mean": np.zeros(channels, self.dtype),
            "moving_variance": np.ones(channels, self.dtype),
        }

    def _rows(self, x: NDArray) -> NDArray:
        """x as (m, channels): one row a sample, or one row a cell of an image."""
        if x.ndim == 2:
            return x
        return x.swapaxes(self.axis, -1).reshape(-1, x.shape[self.axis])

    def _from_rows(self, rows: NDArray, shape: tuple[int, ...]) -> NDArray:
        """The inverse of :meth:`_rows`, for x of this shape."""
        if len(shape) == 2:
            return rows
        swapped = list(shape)
        swapped[self.axis], swapped[-1] = shape[-1], shape[self.axis]
        return rows.reshape(swapped).swapaxes(self.axis, -1)

    def forward(self, x: ArrayLike, training: bool = False) -> NDArray:
        x = self._begin(x)
        rows = self._rows(x)
        training = training and self.trainable
        if training:
            if not rows.size:
                raise ValueError(
                    f"x of {self.name!r} must hold at least one sample in training, "
                    f"got shape {x.shape}."
                )
            mean = _column_sums(rows) / len(rows)
            centered = rows - mean
            y = centered * centered  # the array is y's; the squares only pass through
            variance = _column_sums(y) / len(rows)
            self._move("moving_mean", mean)
            self._move("moving_variance", variance)
        else:
            centered = rows - self.state["moving_mean"]
            y = np.empty_like(centered)
            variance = self.state["moving_variance"]
        inverse = 1 / np.sqrt(variance + self.epsilon)
        np.multiply(centered, self._slope(inverse), out=y)
        if self.center:
            y += self.params["beta"]
        return self._keep(self._from_rows(y, x.shape), centered, inverse, training)

    def _slope(self, inverse: NDArray) -> NDArray:
        """gamma / sqrt(variance + epsilon)."""
        return inverse * self.params["gamma"] if self.scale else inverse

    def _move(self, key: str, batch: NDArray) -> None:
        moving = self.state[key]
        moving *= self.momentum
        moving += (1 - self.momentum) * batch

    def backward(self, dy: ArrayLike, need_dx: bool = True) -> NDArray | None:
        dy, centered, inverse, training = self._kept(dy)
        rows = self._rows(dy)
        dbeta = _column_sums(rows)
        dx = rows * centered  # the array is dx's; this product only passes through
        dgamma = _column_sums(dx) * inverse
        if self.center:
            self.grads["beta"][...] = dbeta
        if self.scale:
            self.grads["gamma"][...] = dgamma
        if not need_dx:
            return None
        slope = self._slope(inverse)
        if training:  # slope * (dy - dbeta / m - x_hat * dgamma / m), x_hat = centered * inverse
            m = len(rows)
            np.multiply(centered, inverse * dgamma / m, out=dx)
            np.subtract(rows, dx, out=dx)
            dx -= dbeta / m
            dx *= slope
        else:
            np.multiply(rows, slope, out=dx)
        return self._from_rows(dx, dy.shape)
