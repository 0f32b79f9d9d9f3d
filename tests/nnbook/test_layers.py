"""layers: each held to its Keras twin and to central differences, at shapes drawn by hypothesis."""

import copy
import inspect
import math
import re
import tracemalloc

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from nnbook import activations, initializers, layers, regularizers
from nnbook.numerical import check_gradient

few = settings(max_examples=25)
dtypes = pytest.mark.parametrize("dtype", ["float32", "float64"])
both_modes = pytest.mark.parametrize("training", [False, True], ids=["inference", "training"])
TOLERANCE = {"float32": 1e-6, "float64": 1e-10}
seeds = st.integers(0, 10_000)
small = st.integers(1, 4)
paddings = st.sampled_from(["valid", "same"])
ACTIVATIONS = [None, "sigmoid", "tanh", "relu", "elu", "selu", "softplus", "softmax", "linear"]
SMOOTH = [name for name in ACTIVATIONS if name not in ("relu", "selu")]


# ------------------------------------------------------------------------------------- helpers


def normal(seed, shape, dtype="float64"):
    return np.random.default_rng(seed).normal(size=shape).astype(dtype)


def close(ours, theirs, tolerance, what):
    """Equal within the tolerance, relative to the largest number there (at least to 1)."""
    theirs = np.asarray(theirs)
    assert ours.shape == theirs.shape and ours.dtype == theirs.dtype, what
    scale = max(1.0, np.abs(theirs).max(initial=0))
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=tolerance * scale, err_msg=what)


def equals_keras(layer, twin, x, training=False, seed=0, tolerance=None):
    """Values, gradients by x and by every parameter, and the state afterwards, as the twin's."""
    import tensorflow as tf

    tolerance = tolerance or TOLERANCE[x.dtype.name]
    layer.build(x.shape, rng=np.random.default_rng(seed), dtype=x.dtype)
    rng = np.random.default_rng(seed)
    for values in layer.params.values():  # also the biases: zeros would hide mistakes
        values += rng.normal(scale=0.5, size=values.shape).astype(x.dtype)
    twin.build(x.shape)
    twin.set_weights(layer.get_weights())

    y = layer.forward(x, training=training)
    t = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(t)
        try:
            theirs = twin(t, training=training)
        except TypeError:  # Keras's layers without a training mode don't take the argument
            theirs = twin(t)
    close(y, theirs, tolerance, "y")
    assert y.shape == layer.compute_output_shape(x.shape)
    assert y.shape == tuple(twin.compute_output_shape(x.shape))

    dy = rng.normal(size=y.shape).astype(x.dtype)
    dx = layer.backward(dy)
    expected = tape.gradient(theirs, [t, *twin.trainable_variables], output_gradients=dy)
    close(dx, expected[0], tolerance, "dx")
    assert list(layer.grads) == list(layer.params)
    for (key, gradient), their_gradient in zip(layer.grads.items(), expected[1:], strict=True):
        close(gradient, their_gradient, tolerance, f"gradient by {key}")
    for ours, their_weights in zip(layer.get_weights(), twin.get_weights(), strict=True):
        close(ours, their_weights, tolerance, "weights and state")
    assert layer.count_params() == twin.count_params()


def gradient_checks(layer, x, training=False, seed=0):
    """dx and every entry of grads equal the central differences, in float64."""
    layer.build(x.shape, rng=np.random.default_rng(seed), dtype="float64")
    rng = np.random.default_rng(seed)
    for values in layer.params.values():
        values += rng.normal(scale=0.5, size=values.shape)
    dy = rng.normal(size=layer.compute_output_shape(x.shape))
    # Each forward pass starts from the same layer: the same mask, the same moving statistics.
    start = copy.deepcopy(layer)
    layer.forward(x, training=training)
    dx = layer.backward(dy)

    def loss(x, **params):
        twin = copy.deepcopy(start)
        for key, values in params.items():
            twin.params[key][...] = values
        return float(np.sum(dy * twin.forward(x, training=training)))

    check_gradient(loss, x, dx)
    for key, values in start.params.items():
        check_gradient(lambda w, key=key: loss(x, **{key: w}), values, layer.grads[key])


@st.composite
def images(draw, min_side=1):
    sides = st.integers(min_side, 7)
    return draw(st.integers(1, 3)), draw(sides), draw(sides), draw(st.integers(1, 3))


@st.composite
def windows(draw):
    """A shape of images and windows that fit: (shape, size, strides, padding)."""
    shape = draw(images())
    size, strides = (draw(small), draw(small)), (draw(small), draw(small))
    padding = draw(paddings)
    assume(padding == "same" or (size[0] <= shape[1] and size[1] <= shape[2]))
    return shape, size, strides, padding


odd_windows = [
    ((1, 5, 5, 1), (1, 1), (1, 1), "valid"),  # one image, one channel, a kernel of one cell
    ((2, 7, 6, 2), (3, 2), (2, 4), "valid"),  # strides that don't divide
    ((2, 7, 6, 2), (2, 4), (1, 1), "same"),  # even sizes: more padding below and to the right
    ((1, 6, 5, 1), (4, 4), (3, 2), "same"),  # windows that overlap
    ((2, 5, 7, 3), (1, 2), (4, 3), "same"),  # strides larger than the window
    ((1, 2, 2, 1), (4, 4), (1, 1), "same"),  # windows larger than the image
]


def with_examples(**arguments):
    def decorate(test):
        for case in odd_windows:
            test = example(case=case, **arguments)(test)
        return test

    return decorate


# ---------------------------------------------------------------------------------------- Dense


@dtypes
@few
@given(
    shape=st.lists(small, min_size=2, max_size=4),
    units=small,
    seed=seeds,
    activation=st.sampled_from(ACTIVATIONS),
    use_bias=st.booleans(),
)
@example(shape=[1, 1], units=1, seed=0, activation="relu", use_bias=True)
def test_dense_equals_keras(keras, dtype, shape, units, seed, activation, use_bias):
    assume(units > 1 or activation != "softmax")  # Keras warns of a softmax over one class
    ours = layers.Dense(units, activation, use_bias)
    twin = keras.layers.Dense(units, activation, use_bias, dtype=dtype)
    equals_keras(ours, twin, normal(seed, shape, dtype), seed=seed)


@few
@given(
    shape=st.lists(small, min_size=2, max_size=3),
    units=small,
    seed=seeds,
    activation=st.sampled_from(SMOOTH),
    use_bias=st.booleans(),
)
def test_dense_gradients(shape, units, seed, activation, use_bias):
    gradient_checks(layers.Dense(units, activation, use_bias), normal(seed, shape), seed=seed)


def test_dense_by_hand():
    layer = layers.Dense(1, kernel_initializer=[[20], [20]], bias_initializer=[-10])
    x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    np.testing.assert_array_equal(layer(x), [[-10], [10], [10], [30]])
    np.testing.assert_array_equal(
        layer.backward([[1], [2], [3], [4]]), [[20, 20], [40, 40], [60, 60], [80, 80]]
    )
    np.testing.assert_array_equal(layer.grads["kernel"], [[7], [6]])
    np.testing.assert_array_equal(layer.grads["bias"], [10])  # the sum over the batch


def test_published_parameter_counts():
    counts = []
    n = 784
    for units in (300, 100, 10):
        layer = layers.Dense(units)
        layer.build((None, n))
        counts.append(layer.count_params())
        n = units
    assert counts == [235_500, 30_100, 1_010]


# ---------------------------------------------------------------------------------- activations


ACTIVATION_LAYERS = {
    "ReLU": {},
    "ReLU_leaky": {"negative_slope": 0.1},
    "ReLU_6": {"max_value": 6.0},
    "ReLU_all": {"max_value": 2.0, "negative_slope": 0.25, "threshold": 0.5},
    "LeakyReLU": {},
    "LeakyReLU_0.1": {"negative_slope": 0.1},
    "ELU": {},
    "ELU_0.5": {"alpha": 0.5},
    "Softmax": {},
    "Softmax_1": {"axis": 1},
}


@dtypes
@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name])
@few
@given(shape=st.lists(st.integers(2, 4), min_size=2, max_size=4), seed=seeds)
def test_activation_equals_keras(keras, dtype, name, shape, seed):
    x = 3 * normal(seed, shape, dtype)
    equals_keras(layers.Activation(name), keras.layers.Activation(name, dtype=dtype), x)


@dtypes
@pytest.mark.parametrize("name", ACTIVATION_LAYERS)
@few
@given(shape=st.lists(st.integers(2, 4), min_size=2, max_size=4), seed=seeds)
def test_activation_layers_equal_keras(keras, dtype, name, shape, seed):
    arguments, kind = ACTIVATION_LAYERS[name], name.split("_")[0]
    ours = getattr(layers, kind)(**arguments)
    twin = getattr(keras.layers, kind)(**arguments, dtype=dtype)
    # TensorFlow rounds the slope of a leaky ReLU to float32, also for float64 numbers.
    leaky = name.lower().startswith(("leaky", "relu_leaky"))
    equals_keras(ours, twin, 3 * normal(seed, shape, dtype), tolerance=1e-6 if leaky else None)


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name])
@few
@given(shape=st.lists(small, min_size=1, max_size=3), seed=seeds)
def test_activation_gradients(name, shape, seed):
    gradient_checks(layers.Activation(name), normal(seed, shape), seed=seed)


@pytest.mark.parametrize("name", ACTIVATION_LAYERS)
@few
@given(shape=st.lists(small, min_size=2, max_size=3), seed=seeds)
def test_activation_layer_gradients(name, shape, seed):
    layer = getattr(layers, name.split("_")[0])(**ACTIVATION_LAYERS[name])
    gradient_checks(layer, normal(seed, shape), seed=seed)


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name] + ["heaviside", "sign"])
def test_activation_is_the_function_and_its_derivative(name):
    """The short ways of the layer agree with nnbook.activations, at kinks and extremes too."""
    x = np.array([[-1000.0, -2, -1, -0.0, 0, 1, 2, 1000]])
    layer = layers.Activation(name)
    y = layer.forward(x)
    np.testing.assert_array_equal(y, getattr(activations, name)(x))
    dy = normal(1, x.shape)
    slope = getattr(activations, f"{name}_derivative")(x)
    expected = dy[0] @ slope[0] if name == "softmax" else dy[0] * slope[0]
    np.testing.assert_allclose(layer.backward(dy)[0], expected, rtol=1e-14, atol=1e-12)


def test_relu_counts_its_kink_as_flat():
    """D-090, D-092: one mask, and dy stays as it is."""
    x, dy = np.array([[-1.0, -0.0, 0.0, 1.0]]), np.array([[1.0, 2.0, 3.0, 4.0]])
    for layer in (
        layers.Activation("relu"),
        layers.ReLU(),
        layers.Dense(4, "relu", kernel_initializer=np.eye(4)),
    ):
        layer.forward(x)
        np.testing.assert_array_equal(layer.backward(dy), [[0, 0, 0, 4]])
        np.testing.assert_array_equal(dy, [[1, 2, 3, 4]])


def test_softmax_backward_is_the_product_with_the_jacobian():
    x, dy = normal(0, (3, 5)), normal(1, (3, 5))
    layer = layers.Softmax()
    layer.forward(x)
    jacobians = activations.softmax_derivative(x)
    np.testing.assert_allclose(layer.backward(dy), np.einsum("nij,ni->nj", jacobians, dy))


def test_a_layer_as_activation():
    x, dy = normal(0, (4, 3)), normal(1, (4, 2))
    leaky, shared = layers.LeakyReLU(0.1), layers.LeakyReLU(0.1)
    first, second = layers.Dense(2, shared), layers.Dense(2, shared)
    plain = layers.Dense(2)
    for layer in (first, plain):
        layer.build(x.shape, np.random.default_rng(0), "float64")
    y = first.forward(x)
    np.testing.assert_array_equal(y, leaky.forward(plain.forward(x)))
    second.forward(-x)  # shares the activation, but not what it keeps
    np.testing.assert_array_equal(first.backward(dy), plain.backward(leaky.backward(dy)))


@pytest.mark.parametrize(
    "make",
    [lambda **a: layers.Dense(3, **a), lambda **a: layers.Conv2D(3, 2, **a)],
    ids=["dense", "conv2d"],
)
def test_logits(make):
    """forward and backward are the logits' ones with the activation between."""
    x = normal(0, (2, 4, 4, 2))
    layer, act = make(activation="softmax"), layers.Softmax()
    y = layer.forward(x)
    dy = normal(1, y.shape)
    dx = layer.backward(dy)
    grads = {key: value.copy() for key, value in layer.grads.items()}

    z = layer.forward_logits(x)
    np.testing.assert_array_equal(act.forward(z), y)
    with pytest.raises(RuntimeError, match="backward of 'activation' needs a forward pass first"):
        layer.backward(dy)  # these logits had no activation yet
    np.testing.assert_array_equal(layer.backward_logits(act.backward(dy)), dx)
    for key, value in grads.items():
        np.testing.assert_array_equal(layer.grads[key], value)


# --------------------------------------------------------------------------------------- Conv2D


@dtypes
@few
@given(
    case=windows(),
    filters=small,
    seed=seeds,
    use_bias=st.booleans(),
    activation=st.sampled_from([None, "relu", "tanh", "softmax"]),
)
@with_examples(filters=2, seed=0, use_bias=True, activation="tanh")
def test_conv2d_equals_keras(keras, dtype, case, filters, seed, use_bias, activation):
    assume(filters > 1 or activation != "softmax")
    shape, size, strides, padding = case
    arguments = {"activation": activation, "use_bias": use_bias}
    ours = layers.Conv2D(filters, size, strides, padding, **arguments)
    twin = keras.layers.Conv2D(filters, size, strides, padding, **arguments, dtype=dtype)
    equals_keras(ours, twin, normal(seed, shape, dtype), seed=seed)


@few
@given(
    case=windows(),
    filters=st.integers(1, 2),
    seed=seeds,
    activation=st.sampled_from([None, "sigmoid", "softmax"]),
)
@with_examples(filters=2, seed=0, activation="sigmoid")
def test_conv2d_gradients(case, filters, seed, activation):
    shape, size, strides, padding = case
    shape = (min(shape[0], 2), *shape[1:3], min(shape[3], 2))
    layer = layers.Conv2D(filters, size, strides, padding, activation=activation)
    gradient_checks(layer, normal(seed, shape), seed=seed)


def test_conv2d_is_its_formula():
    x, layer = normal(0, (2, 6, 5, 3)), layers.Conv2D(4, (3, 2), (2, 1))
    y = layer.forward(x)
    kernel = layer.params["kernel"]
    assert y.shape == (2, 2, 4, 4)
    for n, i, j, f in np.ndindex(y.shape):
        window = x[n, 2 * i : 2 * i + 3, j : j + 2]
        assert y[n, i, j, f] == pytest.approx(np.sum(window * kernel[..., f]), rel=1e-12)


def test_conv2d_in_parts_is_the_whole():
    """A batch that doesn't fit into the cache is computed in slices of images."""
    x = normal(0, (30, 28, 28, 4))
    layer = layers.Conv2D(3, 5, (1, 2), "same")
    y = layer.forward(x)
    slices = list(layer._windows(x).few_images())
    assert len(slices) > 2 and np.concatenate([np.arange(30)[s] for s in slices]).tolist() == [
        *range(30)
    ]
    dy = normal(1, y.shape)
    dx = layer.backward(dy)
    gradient = layer.grads["kernel"].copy()
    total = np.zeros_like(gradient)
    for n in range(30):
        np.testing.assert_allclose(layer.forward(x[n : n + 1]), y[n : n + 1], atol=1e-12)
        np.testing.assert_allclose(layer.backward(dy[n : n + 1]), dx[n : n + 1], atol=1e-12)
        total += layer.grads["kernel"]
    np.testing.assert_allclose(gradient, total, atol=1e-10)


def test_conv2d_needs_a_few_times_the_memory_of_its_images():
    """No copy of all windows: that alone would be 25 times x."""
    x = normal(0, (64, 28, 28, 8), "float32")
    layer = layers.Conv2D(8, 5, padding="same")
    dy = np.ones_like(layer.forward(x))
    tracemalloc.start()
    try:
        layer.forward(x)
        layer.backward(dy)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 6 * x.nbytes


def test_conv2d_sees_other_image_sizes_and_the_same_channels(keras):
    layer = layers.Conv2D(2, 3)
    layer.build((None, None, None, 3))
    assert layer.output_shape == (None, None, None, 2)
    assert layer.forward(np.ones((1, 5, 6, 3))).shape == (1, 3, 4, 2)
    assert layer.forward(np.ones((2, 8, 3, 3))).shape == (2, 6, 1, 2)
    assert layer.count_params() == 3 * 3 * 3 * 2 + 2


def test_column_sums():
    rng = np.random.default_rng(0)
    for n in (0, 1, 511, 512, 513, 5_000):
        rows = rng.normal(loc=3, size=(n, 3))
        np.testing.assert_allclose(layers._column_sums(rows), rows.sum(axis=0), rtol=1e-13)
        short = rows.astype("float32")
        sums = layers._column_sums(short)
        assert sums.dtype == np.float32 and sums.shape == (3,)
        np.testing.assert_allclose(sums, short.sum(axis=0, dtype="float64"), rtol=1e-6)


# -------------------------------------------------------------------------------------- pooling


POOLINGS = ["MaxPooling2D", "AveragePooling2D"]


@dtypes
@pytest.mark.parametrize("name", POOLINGS)
@few
@given(case=windows(), touching=st.booleans(), seed=seeds)
@with_examples(touching=False, seed=0)
def test_pooling_equals_keras(keras, dtype, name, case, touching, seed):
    shape, size, strides, padding = case
    arguments = (size, None if touching else strides, padding)
    twin = getattr(keras.layers, name)(*arguments, dtype=dtype)
    equals_keras(getattr(layers, name)(*arguments), twin, normal(seed, shape, dtype))


@few
@given(case=windows(), seed=seeds)
@with_examples(seed=0)
def test_max_pooling_breaks_ties_as_keras(keras, case, seed):
    """After a ReLU many cells are 0, so a window often has several largest cells."""
    shape, size, strides, padding = case
    x = np.random.default_rng(seed).integers(0, 2, shape).astype("float32")
    twin = keras.layers.MaxPooling2D(size, strides, padding)
    equals_keras(layers.MaxPooling2D(size, strides, padding), twin, x)


@pytest.mark.parametrize("name", POOLINGS)
@few
@given(case=windows(), seed=seeds)
@with_examples(seed=0)
def test_pooling_gradients(name, case, seed):
    shape, size, strides, padding = case
    # All numbers differ by at least 0.1: no tie, nor one by a shift of 1e-5.
    x = 0.1 * np.random.default_rng(seed).permutation(math.prod(shape)).reshape(shape)
    gradient_checks(getattr(layers, name)(size, strides, padding), x, seed=seed)


def test_pooling_by_hand():
    x = np.array([[1, 2, 0], [3, 4, 9], [9, 9, 9]], float).reshape(1, 3, 3, 1)
    largest, mean = layers.MaxPooling2D(), layers.AveragePooling2D(2)
    assert largest(x).item() == 4 and mean(x).item() == 2.5  # the last row and column are left out
    np.testing.assert_array_equal(
        largest.backward(np.full((1, 1, 1, 1), 8.0))[0, :, :, 0], [[0, 0, 0], [0, 8, 0], [0, 0, 0]]
    )
    np.testing.assert_array_equal(
        mean.backward(np.full((1, 1, 1, 1), 8.0))[0, :, :, 0], [[2, 2, 0], [2, 2, 0], [0, 0, 0]]
    )


def test_padding_is_not_part_of_the_image():
    """With "same", the largest of negative numbers isn't 0, and a mean counts real cells only."""
    x = np.full((1, 3, 3, 1), -2.0)
    for kind in (layers.MaxPooling2D, layers.AveragePooling2D):
        layer = kind(2, padding="same")
        np.testing.assert_array_equal(layer(x), np.full((1, 2, 2, 1), -2.0))


# -------------------------------------------------------------------------------------- Flatten


@dtypes
@few
@given(shape=st.lists(small, min_size=1, max_size=5), seed=seeds)
def test_flatten_equals_keras(keras, dtype, shape, seed):
    equals_keras(layers.Flatten(), keras.layers.Flatten(dtype=dtype), normal(seed, shape, dtype))
    gradient_checks(layers.Flatten(), normal(seed, shape))


# ---------------------------------------------------------------------------- BatchNormalization


@st.composite
def normalizations(draw):
    """A shape and an axis of channels: (N, n) or (N, H, W, C)."""
    shape = draw(st.sampled_from([2, 4]).flatmap(lambda n: st.tuples(*[small] * n)))
    axis = draw(st.sampled_from([-1, 1, len(shape) - 1]))
    return shape, axis


@dtypes
@both_modes
@few
@given(
    case=normalizations(),
    seed=seeds,
    center=st.booleans(),
    scale=st.booleans(),
    momentum=st.sampled_from([0.99, 0.5, 0.0]),
)
@example(case=((1, 3), -1), seed=0, center=True, scale=True, momentum=0.99)
@example(case=((1, 1, 1, 1), -1), seed=0, center=True, scale=True, momentum=0.99)
def test_batch_normalization_equals_keras(
    keras, dtype, training, case, seed, center, scale, momentum
):
    shape, axis = case
    arguments = {"axis": axis, "momentum": momentum, "center": center, "scale": scale}
    # An epsilon of 0.1 keeps the rounding of nearly constant channels within the tolerance; the
    # default's turn comes below.
    ours = layers.BatchNormalization(**arguments, epsilon=0.1)
    twin = keras.layers.BatchNormalization(**arguments, epsilon=0.1, dtype=dtype)
    equals_keras(ours, twin, 1 + 2 * normal(seed, shape, dtype), training, seed)


@dtypes
@pytest.mark.parametrize("shape", [(50, 7), (8, 9, 10, 3)])
def test_batch_normalization_equals_keras_over_several_steps(keras, dtype, shape):
    ours, twin = layers.BatchNormalization(), keras.layers.BatchNormalization(dtype=dtype)
    for step in range(5):
        x = 5 + 3 * normal(step, shape, dtype)
        close(ours.forward(x, training=True), twin(x, training=True), TOLERANCE[dtype], "y")
    x = 5 + 3 * normal(9, shape, dtype)
    close(ours.forward(x), twin(x), TOLERANCE[dtype], "y")
    for mine, theirs in zip(ours.get_weights(), twin.get_weights(), strict=True):
        close(mine, theirs, TOLERANCE[dtype], "weights and state")


@both_modes
@few
@given(case=normalizations(), seed=seeds, center=st.booleans(), scale=st.booleans())
def test_batch_normalization_gradients(training, case, seed, center, scale):
    """D-079, D-089: right in the mode of the forward pass, whichever it was."""
    shape, axis = case
    layer = layers.BatchNormalization(axis, center=center, scale=scale)
    gradient_checks(layer, normal(seed, shape), training, seed)


def test_batch_normalization_gradients_with_moved_statistics():
    layer = layers.BatchNormalization(momentum=0.5)
    for step in range(4):
        layer.forward(3 + 2 * normal(step, (20, 3)), training=True)
    x, dy = normal(8, (5, 3)), normal(9, (5, 3))
    layer.forward(x)
    dx = layer.backward(dy)
    check_gradient(lambda x: float(np.sum(dy * layer.forward(x))), x, dx)
    assert not np.allclose(layer.state["moving_mean"], 0)


def test_batch_normalization_starts_as_keras_and_counts_channels():
    """D-082: per channel, not per pixel. D-083: mean 0, variance 1. D-084: beta 0."""
    layer = layers.BatchNormalization()
    layer.build((None, 5, 5, 3))
    starts = {"gamma": 1, "beta": 0}
    assert {key: value.tolist() for key, value in layer.params.items()} == {
        key: [start] * 3 for key, start in starts.items()
    }
    assert {key: value.tolist() for key, value in layer.state.items()} == {
        "moving_mean": [0] * 3,
        "moving_variance": [1] * 3,
    }
    assert layer.count_params() == 12


def test_batch_normalization_does_what_it_says():
    x = 5 + 3 * normal(0, (64, 6, 6, 4))
    layer = layers.BatchNormalization(momentum=0.9, epsilon=1e-9)
    y = layer.forward(x, training=True)
    np.testing.assert_allclose(y.mean(axis=(0, 1, 2)), 0, atol=1e-12)
    np.testing.assert_allclose(y.var(axis=(0, 1, 2)), 1, atol=1e-8)
    np.testing.assert_allclose(layer.state["moving_mean"], 0.1 * x.mean(axis=(0, 1, 2)))
    np.testing.assert_allclose(layer.state["moving_variance"], 0.9 + 0.1 * x.var(axis=(0, 1, 2)))
    state = {key: value.copy() for key, value in layer.state.items()}
    layer.forward(x)
    for key, value in state.items():  # inference leaves them alone
        np.testing.assert_array_equal(layer.state[key], value)


# -------------------------------------------------------------------------------------- Dropout


@few
@given(
    shape=st.lists(small, min_size=1, max_size=4),
    seed=seeds,
    rate=st.sampled_from([0.0, 0.2, 0.5, 0.9]),
)
def test_dropout_gradients(shape, seed, rate):
    gradient_checks(layers.Dropout(rate, seed=seed), normal(seed, shape), training=True)
    gradient_checks(layers.Dropout(rate, seed=seed), normal(seed, shape), training=False)


@dtypes
def test_dropout_is_the_identity_outside_of_training(keras, dtype):
    x = normal(0, (3, 4), dtype)
    equals_keras(layers.Dropout(0.5), keras.layers.Dropout(0.5, dtype=dtype), x)
    equals_keras(layers.Dropout(0.0), keras.layers.Dropout(0.0, dtype=dtype), x, training=True)


@dtypes
@pytest.mark.parametrize("rate", [0.2, 0.5, 0.8])
def test_dropout_keeps_the_mean(keras, dtype, rate):
    """D-055, D-091: inverted, so that nothing is left to do at test time."""
    x = np.ones((400, 500), dtype)
    twin = keras.layers.Dropout(rate, seed=1, dtype=dtype)
    for y in (
        layers.Dropout(rate, seed=1).forward(x, training=True),
        np.asarray(twin(x, training=True)),
    ):
        assert y.dtype == dtype
        np.testing.assert_allclose(np.unique(y), [0, 1 / (1 - rate)], rtol=1e-6)
        error = math.sqrt(rate * (1 - rate) / x.size)
        assert abs((y == 0).mean() - rate) < 4 * error
        assert abs(y.mean() - 1) < 4 * error / (1 - rate)


def test_dropout_masks():
    x = np.ones((10, 10))
    layer = layers.Dropout(0.5, seed=3)
    first = layer.forward(x, training=True)
    np.testing.assert_array_equal(first, layer.mask)
    np.testing.assert_array_equal(layer.backward(x), first)  # the mask of the forward pass
    assert not np.array_equal(layer.forward(x, training=True), first)  # a new one each time
    layer.build(x.shape, dtype="float64")
    np.testing.assert_array_equal(layer.forward(x, training=True), first)
    same = layers.Dropout(0.5)
    same.build(x.shape, rng=np.random.default_rng(3), dtype="float64")
    np.testing.assert_array_equal(same.forward(x, training=True), first)
    assert not np.array_equal(layers.Dropout(0.5, seed=4).forward(x, training=True), first)
    # float32 drops the same places.
    narrow = layers.Dropout(0.5, seed=3).forward(x.astype("float32"), training=True)
    np.testing.assert_array_equal(narrow, first)


# -------------------------------------------------------------------------- what all layers share


LAYERS = {
    "Dense": (lambda: layers.Dense(3, "relu"), (4, 5)),
    "Dense softmax": (lambda: layers.Dense(3, "softmax"), (4, 5)),
    "Dense linear": (lambda: layers.Dense(3), (2, 4, 5)),
    "Conv2D": (lambda: layers.Conv2D(3, 2, activation="relu"), (2, 5, 6, 3)),
    "Conv2D same": (lambda: layers.Conv2D(3, 2, 2, "same"), (2, 5, 6, 3)),
    "MaxPooling2D": (layers.MaxPooling2D, (2, 5, 6, 3)),
    "MaxPooling2D same": (lambda: layers.MaxPooling2D(3, 2, "same"), (2, 5, 6, 3)),
    "AveragePooling2D": (lambda: layers.AveragePooling2D(2), (2, 5, 6, 3)),
    "AveragePooling2D same": (lambda: layers.AveragePooling2D(3, 2, "same"), (2, 5, 6, 3)),
    "Flatten": (layers.Flatten, (2, 5, 6, 3)),
    "Dropout": (lambda: layers.Dropout(0.5, seed=0), (4, 5)),
    "BatchNormalization": (layers.BatchNormalization, (4, 5)),
    "BatchNormalization images": (layers.BatchNormalization, (2, 5, 6, 3)),
    "BatchNormalization axis 1": (lambda: layers.BatchNormalization(1), (2, 5, 6, 3)),
    "Activation linear": (lambda: layers.Activation(None), (4, 5)),
    "Activation relu": (lambda: layers.Activation("relu"), (4, 5)),
    "Activation sigmoid": (lambda: layers.Activation("sigmoid"), (4, 5)),
    "Activation softmax": (lambda: layers.Activation("softmax"), (4, 5)),
    "Activation selu": (lambda: layers.Activation("selu"), (4, 5)),
    "ReLU": (lambda: layers.ReLU(6, 0.1), (4, 5)),
    "LeakyReLU": (layers.LeakyReLU, (4, 5)),
    "ELU": (layers.ELU, (4, 5)),
    "Softmax": (layers.Softmax, (4, 5)),
}
all_layers = pytest.mark.parametrize("case", LAYERS)


@all_layers
@both_modes
@dtypes
def test_nothing_given_is_changed(case, training, dtype):
    make, shape = LAYERS[case]
    layer = make()
    x = normal(0, shape, dtype)
    kept = x.copy()
    x.setflags(write=False)
    layer.build(shape, np.random.default_rng(0), dtype)
    params = {key: value.copy() for key, value in layer.params.items()}
    y = layer.forward(x, training=training)
    assert y.dtype == dtype and y.shape == layer.compute_output_shape(shape)
    np.testing.assert_array_equal(x, kept)

    y_kept, dy = y.copy(), normal(1, y.shape, dtype)
    dy_kept = dy.copy()
    dy.setflags(write=False)
    arrays = dict(layer.grads)
    dx = layer.backward(dy)
    assert dx.dtype == dtype and dx.shape == x.shape
    for before, now in [(kept, x), (dy_kept, dy), (y_kept, y)]:
        np.testing.assert_array_equal(before, now)
    for key, value in params.items():
        np.testing.assert_array_equal(layer.params[key], value)
        assert layer.grads[key] is arrays[key] and layer.grads[key].dtype == dtype

    # The same once more gives the same: backward used nothing up, and grads don't add up.
    grads = {key: value.copy() for key, value in layer.grads.items()}
    np.testing.assert_array_equal(layer.backward(dy), dx)
    for key, value in grads.items():
        np.testing.assert_array_equal(layer.grads[key], value)
    # A second batch leaves the first one's output alone.
    layer.forward(normal(2, shape, dtype), training=training)
    np.testing.assert_array_equal(y, y_kept)


@all_layers
@both_modes
def test_other_strides_in_memory_give_the_same(case, training):
    make, shape = LAYERS[case]
    x = normal(0, shape)
    results = []
    for given_x in (x, np.asfortranarray(x), np.repeat(x, 2, axis=-1)[..., ::2]):
        layer = make()
        layer.build(shape, np.random.default_rng(0), "float64")
        y = layer.forward(given_x, training=training)
        dx = layer.backward(np.asfortranarray(normal(1, y.shape)))
        results.append([y, dx, *layer.grads.values()])
    for other in results[1:]:
        for a, b in zip(results[0], other, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-12)


@all_layers
def test_same_seed_same_numbers_and_no_global_random_state(case):
    make, shape = LAYERS[case]
    before = np.random.get_state()  # noqa: NPY002 - the global state must stay as it is
    x = normal(0, shape)

    def run(seed):
        layer = make()
        layer.build(shape, np.random.default_rng(seed), "float64")
        y = layer.forward(x, training=True)
        return [y, layer.backward(np.ones_like(y)), *layer.get_weights()]

    for first, second in zip(run(1), run(1), strict=True):
        np.testing.assert_array_equal(first, second)
    after = np.random.get_state()  # noqa: NPY002
    assert before[2:] == after[2:]
    np.testing.assert_array_equal(before[1], after[1])


@all_layers
def test_forward_builds(case):
    make, shape = LAYERS[case]
    layer = make()
    assert not layer.built and layer.input_shape is layer.output_shape is layer.dtype is None
    assert repr(layer) == f"<{case.split()[0]} name={layer.name}, built=False>"
    y = layer(normal(0, shape, "float32"))
    assert layer.built and layer.dtype == np.float32
    assert layer.input_shape == (None, *shape[1:]) and layer.output_shape == (None, *y.shape[1:])
    # The layer stays what it was built for.
    assert layer(normal(0, shape, "float64")).dtype == np.float32
    assert layer.backward(np.ones(y.shape)).dtype == np.float32
    assert make()(normal(0, shape, "float16")).dtype == np.float32
    for other in ("float64", "int64", "uint8", "bool"):
        assert make()(np.ones(shape, other)).dtype == np.float64
    # A batch of none.
    assert layer(np.ones((0, *shape[1:]), "float32")).shape == (0, *y.shape[1:])
    assert layer.backward(np.ones((0, *y.shape[1:]))).shape == (0, *shape[1:])


@all_layers
def test_backward_needs_a_forward_pass(case):
    make, shape = LAYERS[case]
    layer = make()
    for _ in range(2):
        with pytest.raises(RuntimeError, match=f"backward of '{layer.name}' needs a forward pass"):
            layer.backward(np.ones(shape))
        layer.build(shape)


@all_layers
def test_dy_is_checked(case):
    make, shape = LAYERS[case]
    layer = make()
    y = layer.forward(normal(0, shape))
    wrong = (y.shape[0] + 1, *y.shape[1:])
    message = f"must have the shape of y, {y.shape}, got {wrong}"
    with pytest.raises(ValueError, match=re.escape(message)):
        layer.backward(np.ones(wrong))
    with pytest.raises(ValueError, match="dy must hold real numbers, got"):
        layer.backward("dy")


@all_layers
@pytest.mark.parametrize(
    "x, came",
    [("one", "<U3"), ([[1j]], "complex128"), (None, "NoneType"), ([[1, 2], [3]], "equal length")],
)
def test_x_must_hold_numbers(case, x, came):
    with pytest.raises(ValueError, match=rf"^x must .*{came}"):
        LAYERS[case][0]().forward(x)


@all_layers
def test_weights_in_and_out(case):
    make, shape = LAYERS[case]
    layer = make()
    for method in (layer.get_weights, layer.count_params, lambda: layer.set_weights([])):
        with pytest.raises(RuntimeError, match="needs a built layer: call build"):
            method()
    layer.build(shape, np.random.default_rng(0), "float64")
    weights = layer.get_weights()
    assert len(weights) == len(layer.params) + len(layer.state)
    other = make()
    other.build(shape, np.random.default_rng(1), "float64")
    arrays = dict(other.params)
    other.set_weights(weights)
    for mine, theirs in zip(other.get_weights(), weights, strict=True):
        np.testing.assert_array_equal(mine, theirs)
        assert not np.shares_memory(mine, theirs)
    assert all(other.params[key] is array for key, array in arrays.items())  # in place
    with pytest.raises(ValueError, match="weights of .* must have the shapes"):
        layer.set_weights([*weights, np.ones(3)])
    with pytest.raises(ValueError, match="weights must be a list of arrays, got None"):
        layer.set_weights(None)
    for mine, theirs in zip(layer.get_weights(), weights, strict=True):
        np.testing.assert_array_equal(mine, theirs)


@pytest.mark.parametrize("case", ["Dense", "Conv2D", "Conv2D same", "BatchNormalization"])
def test_need_dx(case):
    make, shape = LAYERS[case]
    layer = make()
    dy = normal(1, layer.forward(normal(0, shape), training=True).shape)
    layer.backward(dy)
    grads = {key: value.copy() for key, value in layer.grads.items()}
    for array in layer.grads.values():
        array.fill(np.nan)
    assert layer.backward(dy, need_dx=False) is None
    for key, value in grads.items():
        np.testing.assert_array_equal(layer.grads[key], value)


KINDS = [name for name in layers.__all__ if name != "Layer"]


@pytest.mark.parametrize("name", KINDS)
def test_names_of_layers_are_keras(keras, name):
    required = {
        "units": 2,
        "filters": 2,
        "kernel_size": 2,
        "rate": 0.5,
        "activation": "relu",
        "pool_size": 2,
    }
    keys = inspect.signature(getattr(layers, name)).parameters
    arguments = {key: required[key] for key in keys if key in required}
    twin = getattr(keras.layers, name)(**arguments)
    assert getattr(layers, name)(**arguments).name == re.sub(r"_\d+$", "", twin.name)
    assert getattr(layers, name)(**arguments, name="mine").name == "mine"


def test_regularizers_and_constraints_bear_keras_names():
    for make in (lambda **a: layers.Dense(2, **a), lambda **a: layers.Conv2D(2, 2, **a)):
        layer = make(
            kernel_regularizer="l2",
            bias_regularizer=regularizers.L1(0.1),
            kernel_constraint="max_norm",
            bias_constraint=regularizers.MaxNorm(1),
        )
        assert isinstance(layer.kernel_regularizer, regularizers.L2)
        assert layer.bias_regularizer.l1 == 0.1
        assert layer.kernel_constraint.max_value == 2 and layer.bias_constraint.max_value == 1
        plain = make()
        assert plain.kernel_regularizer is plain.bias_regularizer is None
        assert plain.kernel_constraint is plain.bias_constraint is None


def test_initializers_of_a_layer():
    layer = layers.Dense(
        200,
        kernel_initializer=initializers.HeNormal(seed=1),
        bias_initializer=initializers.Constant(0.5),
    )
    layer.build((None, 300))
    np.testing.assert_array_equal(layer.params["kernel"], initializers.HeNormal(1)((300, 200)))
    assert (layer.params["bias"] == 0.5).all() and layer.params["kernel"].dtype == np.float32
    layer = layers.Dense(200)  # Glorot uniform from the rng of build
    layer.build((None, 300), rng=np.random.default_rng(1))
    np.testing.assert_array_equal(layer.params["kernel"], initializers.GlorotUniform(1)((300, 200)))

    shared = np.ones((2, 2), "float32")
    layer = layers.Dense(2, kernel_initializer=lambda shape, dtype: shared)
    layer.build((None, 2))
    layer.params["kernel"] += 1
    assert (shared == 1).all()
    layer = layers.Dense(2, kernel_initializer=lambda shape, dtype: np.ones(3))
    with pytest.raises(ValueError, match=r"of 'kernel' must return shape \(4, 2\), got \(3,\)"):
        layer.build((None, 4))
    assert not layer.built


def test_a_layer_of_ones_own():
    class Double(layers.Layer):
        def forward(self, x, training=False):
            return self._keep(2 * self._begin(x))

        def backward(self, dy, need_dx=True):
            (dy,) = self._kept(dy)
            return 2 * dy

    layer = Double()
    gradient_checks(layer, normal(0, (2, 3)))
    assert layer.name == "double" and layer.count_params() == 0
    with pytest.raises(NotImplementedError, match=r"Layer must define forward\(x, training\)"):
        layers.Layer().forward([[1.0]])
    with pytest.raises(NotImplementedError, match=r"Layer must define backward\(dy\)"):
        layers.Layer().backward([[1.0]])


# ------------------------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: layers.Dense(0), "units must be an integer of at least 1, got 0"),
        (lambda: layers.Dense(-3), "units must be an integer of at least 1, got -3"),
        (lambda: layers.Dense(2.5), "units must be an integer of at least 1, got 2.5"),
        (lambda: layers.Dense(True), "units must be an integer of at least 1, got True"),
        (lambda: layers.Dense("ten"), "units must be an integer of at least 1, got 'ten'"),
        (lambda: layers.Dense(2, "rleu"), "Unknown activation 'rleu'. Did you mean 'relu'?"),
        (lambda: layers.Dense(2, math.cos), "activation must be a function of nnbook.activations"),
        (lambda: layers.Activation(activations.softmax_derivative), "its derivative must be known"),
        (lambda: layers.Dense(2, kernel_initializer="he_norml"), "Did you mean 'he_normal'?"),
        (lambda: layers.Dense(2, kernel_regularizer="l3"), "Unknown regularizer 'l3'"),
        (lambda: layers.Dense(2, kernel_constraint="maxnorm"), "Unknown constraint 'maxnorm'"),
        (lambda: layers.Dense(2, name=3), "name must be a string or None, got 3"),
        (lambda: layers.Conv2D(0, 3), "filters must be an integer of at least 1, got 0"),
        (lambda: layers.Conv2D(2, 0), "kernel_size must be an integer of at least 1, got 0"),
        (lambda: layers.Conv2D(2, (1, 2, 3)), r"kernel_size must be .*pair of .*, got \(1, 2, 3\)"),
        (lambda: layers.Conv2D(2, 3, (1, 0)), "strides must be an integer of at least 1, got 0"),
        (
            lambda: layers.Conv2D(2, 3, padding="smae"),
            "Unknown padding 'smae'. Did you mean 'same'?",
        ),
        (lambda: layers.MaxPooling2D("2"), "pool_size must be an integer of at least 1, got '2'"),
        (
            lambda: layers.AveragePooling2D(2, -1),
            "strides must be an integer of at least 1, got -1",
        ),
        (lambda: layers.MaxPooling2D(padding=1), "Unknown padding 1. Known: same, valid"),
        (lambda: layers.Dropout(1), "rate must be at least 0 and below 1, got 1"),
        (lambda: layers.Dropout(-0.1), "rate must be a finite number of at least 0, got -0.1"),
        (lambda: layers.Dropout("half"), "rate must be a number, got 'half'"),
        (lambda: layers.Dropout(0.5, seed=-1), "seed must be an integer of at least 0"),
        (lambda: layers.BatchNormalization(momentum=1.5), "momentum must be from 0 to 1, got 1.5"),
        (lambda: layers.BatchNormalization(momentum=-1), "momentum must be .* at least 0, got -1"),
        (lambda: layers.BatchNormalization(epsilon=0), "epsilon must be .* above 0, got 0"),
        (lambda: layers.ReLU(max_value=-1), "max_value must be .* at least 0, got -1"),
        (lambda: layers.LeakyReLU(-0.1), "negative_slope must be .* at least 0, got -0.1"),
        (lambda: layers.ELU("a"), "alpha must be a number, got 'a'"),
    ],
)
def test_arguments_are_checked(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    "layer, shape, message",
    [
        (layers.Dense(2), (5,), r"x of 'dense' must have shape \(N, ..., n\), got shape \(5,\)"),
        (layers.Dense(2), (), r"x of 'dense' must have shape \(N, ..., n\), got shape \(\)"),
        (
            layers.Conv2D(2, 3),
            (5, 5, 1),
            r"x of 'conv2d' must hold images.*, got shape \(5, 5, 1\)",
        ),
        (
            layers.Conv2D(2, 3),
            (1, 2, 5, 1),
            r"kernel_size \(3, 3\) of 'conv2d' must fit .*padding 'valid', "
            r"got x of shape \(1, 2, 5, 1\)",
        ),
        (
            layers.MaxPooling2D(3),
            (1, 5, 2, 1),
            r"pool_size \(3, 3\) of 'max_pooling2d' must fit .*'valid', "
            r"got x of shape \(1, 5, 2, 1\)",
        ),
        (layers.MaxPooling2D(2), (), r"must hold images, .*\(N, H, W, C\), got shape \(\)"),
        (
            layers.AveragePooling2D(2),
            (4, 4),
            r"must hold images, .*\(N, H, W, C\), got shape \(4, 4\)",
        ),
        (layers.Flatten(), (), r"x of 'flatten' must have an axis of samples, got shape \(\)"),
        (layers.BatchNormalization(), (4,), r"must have an axis of samples.*, got shape \(4,\)"),
        (layers.BatchNormalization(0), (4, 3), r"channels on axis 0, got shape \(4, 3\)"),
        (
            layers.BatchNormalization(2),
            (4, 3),
            "axis 2 does not exist: x of 'batch_norm.*' has 2 axes",
        ),
        (layers.BatchNormalization("a"), (4, 3), "axis must be an integer, got 'a'"),
        (layers.Softmax(2), (4, 3), "axis 2 does not exist: x has 2 axes"),
    ],
)
def test_the_shape_of_x_is_checked(layer, shape, message):
    with pytest.raises(ValueError, match=message):
        layer.forward(np.ones(shape))


@pytest.mark.parametrize(
    "layer, first, second, message",
    [
        (
            layers.Dense(2),
            (4, 3),
            (4, 5),
            r"x of 'dense' must have 3 numbers on its last axis, .* for \(None, 3\), "
            r"got shape \(4, 5\)",
        ),
        (layers.Conv2D(2, 1), (1, 4, 4, 3), (1, 4, 4, 1), r"must have 3 numbers on its last axis"),
        (
            layers.BatchNormalization(),
            (4, 3),
            (4, 5),
            r"must have 2 axes, with 3 channels on axis -1",
        ),
        (
            layers.BatchNormalization(),
            (4, 3),
            (4, 3, 3),
            r"must have 2 axes, .*got shape \(4, 3, 3\)",
        ),
    ],
)
def test_a_built_layer_keeps_its_channels(layer, first, second, message):
    y = layer.forward(np.ones(first))
    layer.backward(y)
    with pytest.raises(ValueError, match=message):
        layer.forward(np.ones(second))
    assert layer.forward(np.ones(first)).shape == y.shape


def test_batch_normalization_needs_a_sample_in_training():
    layer = layers.BatchNormalization()
    y = layer.forward(np.ones((2, 3)), training=True)
    with pytest.raises(ValueError, match=r"at least one sample in training, got shape \(0, 3\)"):
        layer.forward(np.ones((0, 3)), training=True)
    with pytest.raises(RuntimeError, match="needs a forward pass first"):
        layer.backward(y)  # what an earlier pass kept is gone


@pytest.mark.parametrize(
    "layer",
    [layers.Dense(2), layers.Conv2D(2, 1), layers.BatchNormalization()],
    ids=lambda layer: layer.name,
)
def test_parameters_need_a_known_number_of_channels(layer):
    with pytest.raises(ValueError, match="known"):
        layer.build((None, None, None, None))
    assert not layer.built


@all_layers
@pytest.mark.parametrize("shape", [5, None, (None, 2.5), (None, -1), "ab"])
def test_input_shape_is_checked(case, shape):
    layer = LAYERS[case][0]()
    for method in (layer.build, layer.compute_output_shape):
        with pytest.raises(ValueError, match="^input_shape must hold an integer") as error:
            method(shape)
        assert str(error.value).endswith(f", got {shape!r}.")


@pytest.mark.parametrize("dtype", ["int32", "float16", "nonsense", None])
def test_dtype_is_checked(dtype):
    with pytest.raises(ValueError, match="dtype must be float32 or float64, got"):
        layers.Dense(2).build((None, 3), dtype=dtype)
