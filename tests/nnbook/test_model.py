"""Sequential, held to Keras: the same weights and batches give the same losses and weights."""

import copy
import json
import pickle
import tracemalloc

import numpy as np
import pytest

from nnbook import datasets, initializers, losses, optimizers, regularizers, schedules
from nnbook.layers import (
    ELU,
    Activation,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Layer,
    LeakyReLU,
    MaxPooling2D,
    ReLU,
    Softmax,
)
from nnbook.model import Callback, EarlyStopping, History, Sequential, load_model
from nnbook.numerical import check_gradient


def samples(shape, n_classes=3, n=24, seed=0, dtype="float32"):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, *shape)).astype(dtype), rng.integers(0, n_classes, n)


def small(seed=0, **compiled):
    model = Sequential([Dense(8, activation="relu"), Dense(3, activation="softmax")], seed=seed)
    model.compile(**({"loss": "sparse_categorical_crossentropy"} | compiled))
    return model


# ------------------------------------------------------------------------------ held to Keras


# No bias before batch normalization: its gradient is 0 but for rounding, and Adam divides by it.


def dense_net(k, l2, max_norm):
    return [
        k.Dense(16, use_bias=False, kernel_regularizer=l2(0.01)),
        k.BatchNormalization(momentum=0.9),
        k.Activation("relu"),
        k.Dense(8, activation="relu", kernel_constraint=max_norm(1.0), bias_regularizer=l2(0.02)),
        k.Dropout(0.0),
        k.Dense(3, activation="softmax"),
    ]


def conv_net(k, l2, max_norm):
    return [
        k.Conv2D(4, 3, padding="same", activation="relu", kernel_regularizer=l2(0.01)),
        k.MaxPooling2D(),
        k.Conv2D(3, (2, 3), strides=(2, 1), use_bias=False),
        k.BatchNormalization(),
        k.AveragePooling2D((1, 2)),
        k.Flatten(),
        k.Dense(3, activation="softmax", kernel_constraint=max_norm(0.5)),
    ]


class OURS:
    """nnbook's layers, to be passed where keras.layers would be."""

    Activation, BatchNormalization, Flatten = Activation, BatchNormalization, Flatten
    Conv2D, Dense, Dropout = Conv2D, Dense, Dropout
    AveragePooling2D, MaxPooling2D = AveragePooling2D, MaxPooling2D


def twins(keras, net, shape, optimizer, arguments, loss, metrics=("accuracy",), seed=0):
    """Our network and Keras's, with the same weights, compiled the same way."""
    ours = Sequential(net(OURS, regularizers.L2, regularizers.MaxNorm), seed=seed)
    ours.build((None, *shape))
    ours.compile(getattr(optimizers, optimizer)(**arguments), loss, metrics=list(metrics))
    theirs = keras.Sequential(
        [
            keras.Input(shape),
            *net(keras.layers, keras.regularizers.L2, keras.constraints.MaxNorm),
        ]
    )
    theirs.compile(
        optimizer=getattr(keras.optimizers, optimizer)(**arguments),
        loss=loss,
        metrics=list(metrics),
    )
    theirs.set_weights(ours.get_weights())
    return ours, theirs


@pytest.mark.parametrize(
    ("net", "shape", "optimizer", "arguments"),
    [
        (dense_net, (20,), "SGD", {"learning_rate": 0.1, "momentum": 0.9}),
        (dense_net, (20,), "Adam", {"learning_rate": 0.01, "clipnorm": 0.1}),
        (dense_net, (20,), "RMSprop", {"global_clipnorm": 0.2, "weight_decay": 0.01}),
        (conv_net, (8, 9, 2), "SGD", {"learning_rate": 0.05}),
        (conv_net, (8, 9, 2), "Adam", {"clipvalue": 0.05}),
    ],
)
def test_training_steps_equal_keras(keras, net, shape, optimizer, arguments):
    loss = "sparse_categorical_crossentropy"
    ours, theirs = twins(keras, net, shape, optimizer, arguments, loss)
    for step in range(6):
        x, y = samples(shape, seed=step)
        mine = ours.train_on_batch(x, y, return_dict=True)
        expected = theirs.train_on_batch(x, y, return_dict=True)
        assert mine == pytest.approx({k: float(v) for k, v in expected.items()}, abs=1e-5)
        for w, v in zip(ours.get_weights(), theirs.get_weights(), strict=True):
            np.testing.assert_allclose(w, v, atol=1e-5)
            assert w.dtype == np.float32
    np.testing.assert_allclose(ours.predict(x), theirs.predict(x, verbose=0), atol=1e-5)
    mine, expected = ours.evaluate(x, y, batch_size=7), theirs.evaluate(x, y, 7, verbose=0)
    np.testing.assert_allclose(mine, expected, atol=1e-5)


@pytest.mark.parametrize(("net", "shape"), [(dense_net, (20,)), (conv_net, (8, 9, 2))])
def test_gradients_equal_keras(keras, net, shape):
    import tensorflow as tf

    loss = "sparse_categorical_crossentropy"
    ours, theirs = twins(keras, net, shape, "SGD", {}, loss)
    x, y = samples(shape)
    value, grads = ours.loss_and_gradients(x, y)
    with tf.GradientTape() as tape:
        cost = theirs.compute_loss(x, y, theirs(x, training=True))
    expected = tape.gradient(cost, theirs.trainable_weights)
    assert value == pytest.approx(float(cost), abs=1e-5)
    for key, g, e in zip(grads, grads.values(), expected, strict=True):
        np.testing.assert_allclose(g, e.numpy(), atol=1e-5, err_msg=key)


@pytest.mark.parametrize(
    ("loss", "activation", "units", "target"),
    [
        ("mse", None, 1, "flat"),
        ("mae", "tanh", 2, "full"),
        ("huber", None, 1, "column"),
        ("binary_crossentropy", "sigmoid", 1, "binary"),
        ("binary_crossentropy", "sigmoid", 3, "binaries"),
        ("categorical_crossentropy", "softmax", 3, "one-hot"),
        ("sparse_categorical_crossentropy", "softmax", 3, "labels"),
        ("sparse_categorical_crossentropy", "softmax", 3, "labels column"),
    ],
)
def test_fit_equals_keras(keras, loss, activation, units, target):
    def net(k, l2, max_norm):
        return [
            k.Dense(5, activation="tanh", kernel_regularizer=l2(1e-3)),
            k.Dense(units, activation=activation),
        ]

    x, labels = samples((4,), n=53)
    rng = np.random.default_rng(1)
    y = {
        "flat": rng.normal(size=53),
        "column": rng.normal(size=(53, 1)),
        "full": rng.normal(size=(53, 2)),
        "binary": labels % 2,
        "binaries": rng.integers(0, 2, (53, 3)),
        "one-hot": np.eye(3)[labels],
        "labels": labels,
        "labels column": labels[:, None],
    }[target].astype("float32")
    ours, theirs = twins(
        keras,
        net,
        (4,),
        "SGD",
        {"learning_rate": 0.1},
        loss,
        ["accuracy", "mse"] if "sparse" not in loss else ["acc"],
    )
    arguments = {"batch_size": 8, "epochs": 3, "shuffle": False, "validation_split": 0.3}
    mine = ours.fit(x, y, **arguments).history
    expected = theirs.fit(x, y, verbose=0, **arguments).history
    assert mine.keys() == expected.keys()
    for name, curve in mine.items():
        np.testing.assert_allclose(curve, expected[name], atol=1e-5, err_msg=name)
    for w, v in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(w, v, atol=1e-5)


MONITORED = {
    "falls, then stays": [1.0, 0.8, 0.7, 0.7, 0.7, 0.71, 0.69, 0.69, 0.69, 0.69, 0.69, 0.69],
    "noisy": [1.0, 1.1, 0.9, 1.2, 0.95, 0.89, 1.0, 0.91, 0.90, 0.9, 0.7, 0.6],
    "rises": [0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6],
}


class Weights:
    """A network that is only weights: the epoch's number."""

    def __init__(self):
        self.weights, self.stop_training, self.metrics = [np.array(-1.0)], False, []
        self.optimizer = optimizers.SGD(1.0)

    def get_weights(self):
        return [w.copy() for w in self.weights]

    def set_weights(self, weights):
        self.weights = weights


@pytest.mark.parametrize("values", MONITORED.values(), ids=MONITORED)
@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"patience": 2},
        {"patience": 3, "restore_best_weights": True},
        {"patience": 2, "min_delta": 0.05},
        {"patience": 2, "mode": "max"},
        {"patience": 2, "baseline": 0.85, "restore_best_weights": True},
        {"patience": 1, "start_from_epoch": 4, "restore_best_weights": True},
    ],
    ids=str,
)
def test_early_stopping_equals_keras(keras, values, arguments):
    def run(callback):
        model = Weights()
        callback.set_model(model)
        callback.on_train_begin()
        for epoch, value in enumerate(values):
            model.weights = [np.array(float(epoch))]
            callback.on_epoch_end(epoch, {"val_loss": value})
            if model.stop_training:
                break
        callback.on_train_end()
        return epoch, callback.best_epoch, callback.stopped_epoch, callback.wait, *model.weights

    assert run(EarlyStopping(**arguments)) == run(keras.callbacks.EarlyStopping(**arguments))


@pytest.mark.parametrize(
    "arguments",
    [
        {"patience": 1},
        {"patience": 1, "factor": 0.5, "cooldown": 1},
        {"patience": 0, "min_lr": 0.01},
    ],
    ids=str,
)
def test_reduce_lr_on_plateau_equals_keras_in_fit(keras, arguments):
    def net(k, l2, max_norm):
        return [k.Dense(1)]

    x, y = samples((4,))
    ours, theirs = twins(keras, net, (4,), "SGD", {"learning_rate": 0.4}, "mse", [])
    arguments = {"monitor": "loss", **arguments}
    fit = {"epochs": 10, "batch_size": 12, "shuffle": False, "verbose": 0}
    mine = ours.fit(x, y, callbacks=[schedules.ReduceLROnPlateau(**arguments)], **fit).history
    callback = keras.callbacks.ReduceLROnPlateau(**arguments)
    expected = theirs.fit(x, y.astype("float32"), callbacks=[callback], **fit).history
    assert mine.keys() == expected.keys()
    np.testing.assert_allclose(mine["learning_rate"], expected["learning_rate"], rtol=1e-6)
    assert mine["learning_rate"][0] > mine["learning_rate"][-1]
    np.testing.assert_allclose(mine["loss"], expected["loss"], rtol=1e-4)


# ------------------------------------------------------- the fused and the flat path agree


def logits_head(activation, units):
    """The same network twice: with the activation inside the last layer, and as one more layer."""
    for head in ([Dense(units, activation=activation)], [Dense(units), Activation(activation)]):
        model = Sequential([Dense(6, activation="tanh"), *head], seed=3)
        model.build((None, 4), dtype="float64")
        yield model


class Unfused(losses.Loss):
    """A loss that Sequential doesn't know, so that it takes the general path."""

    def __init__(self, loss):
        self.loss = loss

    def call(self, y_true, y_pred):
        return self.loss.call(y_true, y_pred)

    def gradient(self, y_true, y_pred):
        return self.loss.gradient(y_true, y_pred)


@pytest.mark.parametrize(
    ("activation", "loss", "units"),
    [
        ("softmax", losses.CategoricalCrossentropy(), 3),
        ("softmax", losses.SparseCategoricalCrossentropy(), 3),
        ("sigmoid", losses.BinaryCrossentropy(), 1),
        ("sigmoid", losses.BinaryCrossentropy(), 3),
    ],
)
def test_the_fused_loss_equals_the_unfused(activation, loss, units):
    x, labels = samples((4,), dtype="float64")
    y = labels if "Sparse" in repr(loss) else np.eye(3)[labels][:, :units]
    results = []
    for model in logits_head(activation, units):
        for cost in (loss, Unfused(loss)):
            model.compile("sgd", cost)
            target = y
            if isinstance(cost, Unfused) and "Sparse" in repr(loss):
                target = y[:, None] * np.ones((1, units))  # of the output's shape ...
                cost.loss = SparseOfColumns(loss)  # ... as an unknown loss must have it
            value, grads = model.loss_and_gradients(x, target)
            results.append((value, {key: g.copy() for key, g in grads.items()}))
    value, grads = results[0]
    for other, other_grads in results[1:]:
        assert other == pytest.approx(value, rel=1e-12)
        for key in grads:
            np.testing.assert_allclose(other_grads[key], grads[key], rtol=1e-9, atol=1e-14)


class SparseOfColumns(Unfused):
    def call(self, y_true, y_pred):
        return self.loss.call(y_true[:, 0], y_pred)

    def gradient(self, y_true, y_pred):
        return self.loss.gradient(y_true[:, 0], y_pred)


def test_the_fused_loss_keeps_its_digits_where_a_probability_rounds_to_0():
    model = Sequential([Dense(2, activation="softmax")], seed=0)
    model.build((None, 1))
    model.set_weights([[[-100.0, 100.0]], [0.0, 0.0]])
    model.compile("sgd", "sparse_categorical_crossentropy")
    value, grads = model.loss_and_gradients([[1.0]], [0])
    assert value == pytest.approx(200)  # not -ln(1e-7) = 16
    np.testing.assert_allclose(grads["dense/kernel"], [[-1, 1]], atol=1e-6)


@pytest.mark.parametrize("axis", [1, -1])
def test_a_softmax_over_another_axis_than_the_loss_is_not_fused(axis):
    model = Sequential([Flatten(), Dense(4), Softmax(axis=axis)], seed=0)
    model.compile("sgd", losses.CategoricalCrossentropy())
    x, y = samples((4,), 4, dtype="float64")
    value, grads = model.loss_and_gradients(x, np.eye(4)[y])
    expected = losses.CategoricalCrossentropy()(np.eye(4)[y], model.forward(x))
    assert value == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("frozen", [(), (0,), (1,)], ids=str)  # all, one piece, two pieces
@pytest.mark.parametrize("optimizer", ["sgd", "adam", "rmsprop", "adagrad", "adamax", "nadam"])
def test_the_flat_update_equals_one_update_per_array(optimizer, frozen):
    x, y = samples((5,))
    one, other = three(optimizer, frozen), three(optimizer, frozen)
    for _ in range(4):
        one.train_on_batch(x, y)
        other.loss_and_gradients(x, y)
        other.optimizer.update(other.params, other.grads)
    for w, v in zip(one.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(w, v)


def three(optimizer="adam", frozen=()):
    model = Sequential([Dense(6), Dense(4), Dense(3, activation="softmax")], seed=0)
    for i in frozen:
        model.layers[i].trainable = False
    model.compile(optimizer, "sparse_categorical_crossentropy")
    return model


def own_arrays(model):
    return [w for a in model.layers for w in (*a.params.values(), *a.grads.values())]


@pytest.mark.parametrize("clipping", [{}, {"clipnorm": 1.0}, {"global_clipnorm": 1.0}], ids=str)
@pytest.mark.parametrize("before_build", [True, False])
def test_the_arrays_of_a_network_stay_the_same_objects(clipping, before_build):
    x, y = samples((5,))
    model = three()
    if before_build:  # layers of which somebody may hold arrays already
        for layer, n in zip(model.layers[:2], (5, 6), strict=True):
            layer.build((None, n), np.random.default_rng(n))
        arrays = own_arrays(model)
        model.build((None, 5))
        assert all(a is b for a, b in zip(own_arrays(model), arrays, strict=False))
    model.build((None, 5))
    arrays, params = own_arrays(model), model.params
    for frozen in ((), (0,), (1,), ()):
        for i, layer in enumerate(model.layers):
            layer.trainable = i not in frozen
        model.compile(optimizers.Adam(**clipping), "sparse_categorical_crossentropy")
        stop = EarlyStopping(patience=1, restore_best_weights=True)
        model.fit(x, y, epochs=2, validation_split=0.5, callbacks=stop)
        model.set_weights(model.get_weights())
        assert all(a is b for a, b in zip(own_arrays(model), arrays, strict=True))
    params["dense_2/bias"][...] = [1e6, 0, 0]
    assert (model.predict(x).argmax(axis=1) == 0).all()


def test_arrays_that_are_replaced_copied_or_shared_still_learn():
    x, y = samples((5,))
    one, other = small(), small()
    for model in (one, other):
        model.train_on_batch(x, y)
    other = pickle.loads(pickle.dumps(copy.deepcopy(other)))
    arrays = own_arrays(other)
    one.train_on_batch(x, y)
    other.train_on_batch(x, y)
    assert all(a is b for a, b in zip(own_arrays(other), arrays, strict=True))
    other.layers[0].params["kernel"] = other.layers[0].params["kernel"].copy()
    shared = Sequential(other.layers)  # a second network on the same layers
    shared.compile("sgd", "sparse_categorical_crossentropy")
    for _ in range(3):
        one.train_on_batch(x, y)
        other.train_on_batch(x, y)
    for w, v in zip(one.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(w, v)
    before = other.get_weights()
    shared.train_on_batch(x, y)
    assert not np.array_equal(before[0], other.get_weights()[0])


def test_gradients_pass_a_gradient_check_in_training_mode():
    x, y = samples((4,), dtype="float64")
    model = Sequential(
        [
            Dense(5, kernel_regularizer="l2"),
            BatchNormalization(),
            Activation("tanh"),
            Dense(3, activation="softmax", kernel_regularizer=regularizers.L1L2(1e-3, 1e-3)),
        ],
        seed=0,
    )
    model.compile("sgd", "sparse_categorical_crossentropy")
    _, grads = model.loss_and_gradients(x, y)
    kernel, gradient = model.params["dense/kernel"], grads["dense/kernel"].copy()

    def cost(w):
        saved = kernel.copy()
        kernel[...] = w
        value, _ = model.loss_and_gradients(x, y)
        kernel[...] = saved
        return value

    check_gradient(cost, kernel.copy(), gradient, rtol=1e-6, atol=1e-9)


def test_forward_and_backward_of_the_whole_network():
    x, _ = samples((4,), dtype="float64")
    model = Sequential([Dense(3, activation="tanh"), Dense(2)], seed=0)
    dy = np.random.default_rng(2).normal(size=(24, 2))
    model.forward(x, training=True)
    dx = model.backward(dy)
    check_gradient(lambda x: np.sum(model.forward(x) * dy), x, dx)


# ------------------------------------------------------------------------------------- fit


def test_the_same_seed_gives_the_same_bits_and_touches_no_global_state():
    x, y = samples((5,))
    before = np.random.get_state()[1].copy()
    runs = []
    for seed in (1, 1, 2):
        model = Sequential(
            [Dense(8, activation="relu"), Dropout(0.3), Dense(3, activation="softmax")], seed=seed
        )
        model.compile("adam", "sparse_categorical_crossentropy")
        history = model.fit(x, y, epochs=3, batch_size=5).history
        runs.append((history["loss"], model.predict(x)))
    assert runs[0][0] == runs[1][0]
    np.testing.assert_array_equal(runs[0][1], runs[1][1])
    assert runs[0][0] != runs[2][0]
    np.testing.assert_array_equal(before, np.random.get_state()[1])


def test_shuffling_sees_every_sample_once_an_epoch_in_a_new_order():
    x = np.arange(10, dtype="float32")[:, None]
    seen = []

    class Spy(Dense):
        def forward(self, x, training=False):
            if training:
                seen.append(x[:, 0].copy())
            return super().forward(x, training)

    model = Sequential([Spy(1)], seed=0)
    model.compile("sgd", "mse")
    model.fit(x / 10, x / 10, batch_size=4, epochs=2)
    assert [len(batch) for batch in seen] == [4, 4, 2, 4, 4, 2]
    first, second = np.concatenate(seen[:3]), np.concatenate(seen[3:])
    assert not np.array_equal(first, second)
    np.testing.assert_array_equal(np.sort(first), np.sort(second))


def test_validation_split_takes_the_last_samples_and_validation_data_comes_first(keras):
    x, y = samples((5,), n=20)
    model = small(optimizer=optimizers.SGD(1e-12), metrics=["accuracy"])
    history = model.fit(x, y, validation_split=0.25).history
    assert history["val_loss"][0] == pytest.approx(model.evaluate(x[15:], y[15:])[0], rel=1e-6)
    history = model.fit(x, y, validation_split=0.25, validation_data=(x[:3], y[:3])).history
    assert history["val_loss"][0] == pytest.approx(model.evaluate(x[:3], y[:3])[0], rel=1e-6)


def test_history_has_the_learning_rate_of_a_schedule():
    x, y = samples((5,), n=20)
    schedule = schedules.ExponentialDecay(0.1, decay_steps=2, decay_rate=0.5, staircase=True)
    history = small(optimizer=optimizers.SGD(schedule)).fit(x, y, batch_size=10, epochs=3)
    np.testing.assert_allclose(history.history["learning_rate"], [0.1, 0.05, 0.025])
    assert history.epoch == [0, 1, 2]


def test_early_stopping_restores_the_best_epoch():
    x, y = samples((5,), n=30)
    stop = EarlyStopping(patience=2, restore_best_weights=True)
    model = small(optimizer=optimizers.SGD(2.0, momentum=0.9))
    curve = model.fit(x, y, epochs=50, validation_split=0.4, callbacks=[stop]).history["val_loss"]
    assert len(curve) == stop.best_epoch + 3 < 50
    assert stop.best == min(curve) == curve[stop.best_epoch]
    assert model.evaluate(x[18:], y[18:]) == pytest.approx(min(curve), rel=1e-6)


@pytest.mark.parametrize("stop", ["train begin", "batch begin 1", "batch end 1", "epoch end 1"])
@pytest.mark.parametrize("alone", [True, False])
def test_callbacks_are_called_as_in_keras(keras, stop, alone):
    def recorder(base):
        class Recorder(base):
            def __init__(self):
                super().__init__()
                self.calls = []

            def call(self, what, logs):
                self.calls.append((what, sorted(logs or ())))
                if what == stop:
                    self.model.stop_training = True

            def on_train_begin(self, logs=None):
                self.call("train begin", logs)

            def on_epoch_begin(self, epoch, logs=None):
                self.call(f"epoch begin {epoch}", logs)

            def on_train_batch_begin(self, batch, logs=None):
                self.call(f"batch begin {batch}", logs)

            def on_train_batch_end(self, batch, logs=None):
                self.call(f"batch end {batch}", logs)

            def on_epoch_end(self, epoch, logs=None):
                self.call(f"epoch end {epoch}", logs)

            def on_train_end(self, logs=None):
                self.call("train end", logs)

        return Recorder()

    def net(k, l2, max_norm):
        return [k.Dense(3, activation="softmax")]

    x, y = samples((4,), n=10)
    mine, expected = recorder(Callback), recorder(keras.callbacks.Callback)
    ours, theirs = twins(keras, net, (4,), "SGD", {}, "sparse_categorical_crossentropy")
    fit = {"batch_size": 4, "epochs": 5, "validation_data": (x, y), "verbose": 0, "shuffle": False}
    ours.fit(x, y, callbacks=mine if alone else [mine], **fit)
    theirs.fit(x, y, callbacks=expected if alone else [expected], **fit)
    assert mine.calls == expected.calls
    assert mine.calls[-1] == ("train end", ["accuracy", "loss", "val_accuracy", "val_loss"])


def test_nothing_is_printed_without_a_terminal_and_a_bar_or_lines_on_request(capsys, monkeypatch):
    x, y = samples((5,))
    model = small(metrics=["accuracy"])
    model.fit(x, y, epochs=2)
    model.evaluate(x, y)
    model.predict(x)
    assert capsys.readouterr() == ("", "")
    model.fit(x, y, epochs=2, verbose=2, validation_data=(x, y))
    out, err = capsys.readouterr()
    assert [line.split(" - ")[0] for line in out.splitlines()] == ["Epoch 1/2", "Epoch 2/2"]
    assert "val_accuracy: 0." in out
    assert err == ""
    model.fit(x, y, epochs=1, verbose=1)
    out, err = capsys.readouterr()
    assert out == ""
    assert "Epoch 1/1: 100%" in err
    assert "accuracy=0." in err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    model.evaluate(x, y)
    assert "Evaluating: 100%" in capsys.readouterr().err


def test_memory_does_not_grow_with_the_number_of_samples():
    def peak(n):
        x = np.zeros((n, 400), dtype=np.uint8)
        y = np.zeros(n, dtype=np.uint8)
        model = small()
        model.fit(x[:64], y[:64])
        tracemalloc.start()
        model.fit(x, y, validation_split=0.5)
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    few, many = peak(1_000), peak(9_000)
    # The order of the samples takes 8 bytes each; a float32 copy of x would take 1,600.
    assert many - few < 8 * 8_000 + 20_000


def test_memory_is_a_few_times_the_parameters():
    x, y = samples((300,), n=32)
    tracemalloc.start()
    model = Sequential([Dense(600), Dense(3, activation="softmax")], seed=0)
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=3)
    size = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # Parameters, gradients, Adam's two averages; twice the first two while they move together.
    assert size < 7 * 4 * model.count_params()


def test_memory_is_a_few_times_the_parameters_and_a_batch_of_activations():
    x, y = samples((24, 24, 3), n=96)
    model = Sequential(
        [
            Conv2D(8, 3, padding="same", activation="relu"),
            BatchNormalization(),
            MaxPooling2D(),
            Conv2D(16, 3, activation="relu"),
            Dropout(0.2),
            AveragePooling2D(2),
            Flatten(),
            Dense(3, activation="softmax"),
        ],
        seed=0,
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x[:32], y[:32])
    tracemalloc.start()
    model.fit(x, y, batch_size=32)
    size = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    activations = 32 * sum(np.prod(layer.output_shape[1:]) for layer in model.layers)
    # All windows of both convolutions, copied, would alone be 7 times the activations.
    assert size < 3 * 4 * (model.count_params() + activations)


# ---------------------------------------------------------------------------------- trainable


def test_frozen_layers_equal_keras(keras):
    loss = "sparse_categorical_crossentropy"
    ours, theirs = twins(keras, dense_net, (20,), "SGD", {}, loss)
    for model in (ours, theirs):
        for i in (0, 1, 4):
            model.layers[i].trainable = False
    ours.compile(optimizers.SGD(0.1, momentum=0.9), loss)
    theirs.compile(keras.optimizers.SGD(0.1, momentum=0.9), loss)
    before = ours.get_weights()
    for step in range(4):
        x, y = samples((20,), seed=step)
        # The penalty of a frozen layer does not count; that of another does.
        expected = np.ravel(theirs.train_on_batch(x, y))[0]
        assert ours.train_on_batch(x, y) == pytest.approx(float(expected), abs=1e-5)
    after = ours.get_weights()
    for mine, expected in zip(after, theirs.get_weights(), strict=True):
        np.testing.assert_allclose(mine, expected, atol=1e-5)
    kept = [np.array_equal(a, b) for a, b in zip(before, after, strict=True)]
    assert kept == [True] * 5 + [False] * 4  # the moving statistics of a frozen layer stay, too
    for kind in ("trainable_weights", "non_trainable_weights"):
        assert [w.shape for w in getattr(ours, kind)] == [
            tuple(w.shape) for w in getattr(theirs, kind)
        ]


def test_a_change_of_trainable_asks_for_a_new_compile():
    x, y = samples((5,))
    model = small()
    model.fit(x, y, epochs=2)
    kernel = model.layers[0].params["kernel"].copy()
    model.layers[0].trainable = False
    with pytest.raises(ValueError, match="trainable of the layers must stay .* call compile"):
        model.fit(x, y)
    np.testing.assert_array_equal(model.layers[0].params["kernel"], kernel)
    model.compile("adam", "sparse_categorical_crossentropy")
    assert list(model.loss_and_gradients(x, y)[1]) == ["dense_1/kernel", "dense_1/bias"]
    last = model.layers[1].params["kernel"].copy()
    model.fit(x, y)
    np.testing.assert_array_equal(model.layers[0].params["kernel"], kernel)
    assert not np.array_equal(model.layers[1].params["kernel"], last)
    model.layers[0].trainable = True
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x, y)
    assert not np.array_equal(model.layers[0].params["kernel"], kernel)


def test_trainable_of_all_layers_is_counted_and_saved(tmp_path, capsys):
    model = small()
    model.build((None, 5))
    model.layers[0].trainable = False
    model.summary()
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "Total params: 75",
        "Trainable params: 27",
        "Non-trainable params: 48",
    ]
    model.save(tmp_path / "model.npz")
    assert [a.trainable for a in load_model(tmp_path / "model.npz").layers] == [False, True]
    model.trainable = False
    assert not model.trainable
    assert model.params == {}
    assert model.layers[0].count_params() == 48
    x, y = samples((5,))
    before = model.get_weights()
    model.fit(x, y)  # nothing learns, and nothing fails
    for mine, was in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(mine, was)


# ------------------------------------------------------------------ accuracy, targets, dtypes


def test_integers_become_float32_and_float64_stays():
    _, y = samples((4,))
    for dtype, expected in (("uint8", "float32"), ("float32", "float32"), ("float64", "float64")):
        model = small()
        model.fit(np.ones((24, 4), dtype), y)
        assert model.predict(np.ones((2, 4))).dtype == expected
        assert {w.dtype.name for w in model.get_weights()} == {expected}


def test_predict_goes_in_batches_and_gives_what_forward_gives():
    x, _ = samples((6, 6, 1), n=11)
    model = Sequential([Conv2D(2, 3), Flatten(), Dense(2)], seed=0)
    np.testing.assert_allclose(model.predict(x, batch_size=4), model.forward(x), rtol=1e-5)
    assert model.predict(x, batch_size=4).shape == (11, 2)


def test_accuracy_in_any_case_as_in_keras(keras):
    x, y = samples((4,))
    names = ["Accuracy", "ACC"]
    ours, theirs = twins(
        keras, dense_net, (4,), "SGD", {}, "sparse_categorical_crossentropy", names
    )
    mine = ours.evaluate(x, y, return_dict=True)
    expected = theirs.evaluate(x, y, verbose=0, return_dict=True)
    assert list(mine) == ["loss", *names]
    assert mine == pytest.approx(expected, abs=1e-5)


def test_a_metric_of_your_own():
    def within_half(y_true, y_pred):
        return np.abs(y_true - y_pred)[:, 0] < 0.5

    model = Sequential([Dense(1)], seed=0)
    model.compile("sgd", "mse", metrics=[within_half, "mae"])
    x, y = samples((3,))
    result = model.evaluate(x, y, return_dict=True)
    assert list(result) == model.metrics_names == ["loss", "within_half", "mae"]
    assert result["within_half"] == np.mean(np.abs(y - model.predict(x)[:, 0]) < 0.5)


# ---------------------------------------------------------------------------- summary, names


def test_summary_counts_as_keras_does(keras, capsys):
    model = Sequential(
        [
            Flatten(),
            Dense(300, activation="relu"),
            Dense(100, activation="relu"),
            Dense(10, activation="softmax"),
        ]
    )
    model.build((None, 28, 28))
    model.summary()
    lines = capsys.readouterr().out.splitlines()
    counts = [line.split()[-1] for line in lines[2:6]]
    assert counts == ["0", "235,500", "30,100", "1,010"]
    assert lines[3].startswith("dense (Dense)")
    assert "(None, 300)" in lines[3]
    assert lines[-3] == "Total params: 266,610"
    assert len({len(line) for line in lines[:7]}) == 1
    ours, theirs = twins(keras, conv_net, (8, 9, 2), "SGD", {}, "mse")
    assert ours.count_params() == theirs.count_params()
    assert ours.output_shape == theirs.output_shape
    assert [layer.output_shape for layer in ours.layers] == [a.output.shape for a in theirs.layers]
    assert [layer.name.rstrip("_0123456789") for layer in ours.layers] == [
        layer.name.rstrip("_0123456789") for layer in theirs.layers
    ]


def test_layers_have_names_of_their_own():
    model = Sequential([Dense(2), Dense(2), Dense(2, name="dense_1"), Dense(1)])
    assert [layer.name for layer in model.layers] == ["dense", "dense_1", "dense_1_1", "dense_2"]
    assert model.get_layer("dense_2") is model.layers[3]
    model.build((None, 3))
    assert list(model.params) == [f"{a.name}/{p}" for a in model.layers for p in ("kernel", "bias")]


def test_weights_go_out_and_in_by_copy():
    model = small()
    model.build((None, 4))
    weights = model.get_weights()
    weights[0][...] = 7
    assert not np.any(model.get_weights()[0] == 7)
    model.set_weights(weights)
    weights[0][...] = 8
    assert np.all(model.get_weights()[0] == 7)


@pytest.mark.parametrize(
    ("bias", "came"),
    [
        (np.ones(3) * 1j, "complex128"),
        ([1.0, None, 2.0], "NoneType"),
        (["a", "b", "c"], "<U1"),
        (np.zeros(3, "datetime64[D]"), "datetime64"),
        ([[1.0], [1.0, 2.0]], "different lengths"),
    ],
)
def test_weights_that_are_no_numbers_change_nothing(bias, came):
    model = small()
    model.build((None, 4))
    before = model.get_weights()
    with pytest.raises(ValueError, match=rf"^weights\[3\] must .*{came}"):
        model.set_weights([*(w + 1 for w in before[:3]), bias])
    for w, was in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(w, was)


# ----------------------------------------------------------------------------- save and load


def everything():
    """A network with every kind of layer and argument that a file must remember."""
    return Sequential(
        [
            Conv2D(
                3,
                (2, 3),
                strides=(1, 2),
                padding="same",
                activation=LeakyReLU(0.2),
                kernel_initializer=initializers.HeNormal(seed=1),
                kernel_regularizer="l1",
            ),
            ReLU(max_value=6.0, negative_slope=0.1),
            MaxPooling2D((2, 1)),
            AveragePooling2D(1),
            BatchNormalization(momentum=0.5, epsilon=0.01, center=False),
            ELU(alpha=0.5),
            Flatten(),
            Dropout(0.25, seed=3),
            Dense(4, use_bias=False, kernel_constraint=regularizers.MaxNorm(1.5)),
            Activation("selu"),
            Dense(3, bias_regularizer=regularizers.L1L2(0.1, 0.2)),
            Softmax(),
        ],
        seed=5,
    )


def test_a_loaded_model_predicts_and_learns_the_same_bits(tmp_path):
    x, y = samples((6, 6, 2))
    model = everything()
    rate = schedules.PiecewiseConstantDecay([3, 5], [0.1, 0.05, 0.01])
    optimizer = optimizers.SGD(rate, nesterov=True)
    metrics = ["acc", losses.sparse_categorical_crossentropy]
    model.compile(optimizer, losses.SparseCategoricalCrossentropy(), metrics=metrics)
    model.fit(x, y, epochs=2)
    model.save(tmp_path / "model.npz")
    loaded = load_model(str(tmp_path / "model.npz"))
    np.testing.assert_array_equal(loaded.predict(x), model.predict(x))
    assert loaded.evaluate(x, y, return_dict=True) == model.evaluate(x, y, return_dict=True)
    assert repr(loaded.optimizer) == repr(model.optimizer)
    again = tmp_path / "again.npz"
    loaded.save(again)
    with np.load(again, allow_pickle=False) as new, np.load(tmp_path / "model.npz") as old:
        assert str(new["architecture"]) == str(old["architecture"])
        json.loads(str(new["architecture"]))
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["again.npz", "model.npz"]


@pytest.mark.parametrize("frozen", [None, 0, 1])
@pytest.mark.parametrize("name", ["SGD", "Adam", "Nadam", "Adam clipped", "RMSprop"])
def test_training_goes_on_from_a_file_as_if_it_had_not_stopped(tmp_path, name, frozen):
    optimizer = {
        "SGD": lambda: optimizers.SGD(schedules.CosineDecay(0.1, 30), momentum=0.9),
        "Adam": lambda: optimizers.Adam(0.01, amsgrad=True),
        "Nadam": lambda: optimizers.Nadam(0.01),
        "Adam clipped": lambda: optimizers.Adam(0.01, clipnorm=0.1),  # array by array
        "RMSprop": lambda: optimizers.RMSprop(0.01, centered=True, momentum=0.5),
    }[name]()
    x, y = samples((4,))
    model = Sequential(
        [Dense(5, "tanh"), BatchNormalization(), Dense(4, "relu"), Dense(3, "softmax")], seed=1
    )
    model.build((None, 4), "float64")
    if frozen is not None:
        model.layers[frozen].trainable = False
    model.compile(optimizer, "sparse_categorical_crossentropy")
    run = {"epochs": 3, "batch_size": 8, "shuffle": False}
    model.fit(x, y, **run)
    model.save(tmp_path / "model.npz")
    loaded = load_model(tmp_path / "model.npz")
    assert loaded.optimizer.iterations == model.optimizer.iterations > 3
    losses_of = [m.fit(x, y, **run).history["loss"] for m in (model, loaded)]
    assert losses_of[0] == losses_of[1]
    for mine, w in zip(model.get_weights(), loaded.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, w)


def test_an_optimizer_that_served_another_network_saves_only_this_ones_arrays(tmp_path):
    optimizer = optimizers.Adam(clipnorm=1.0)
    optimizer.update({("other", 1): np.ones(3)}, {("other", 1): np.ones(3)})
    model = Sequential([Dense(2)], seed=0)
    model.compile(optimizer, "mse")
    model.fit(np.ones((4, 3)), np.ones((4, 2)), verbose=0)
    model.save(tmp_path / "m.npz")
    assert set(load_model(tmp_path / "m.npz").optimizer.state) == {"dense/kernel", "dense/bias"}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_model_that_is_not_compiled_is_saved_too(tmp_path, dtype):
    model = Sequential([Dense(2)], seed=0)
    model.build((None, 3), dtype=dtype)
    model.save(tmp_path / "m.npz")
    loaded = Sequential.load(tmp_path / "m.npz")
    assert loaded.optimizer is None
    x = np.ones((2, 3), dtype)
    np.testing.assert_array_equal(loaded.predict(x), model.predict(x))
    assert loaded.predict(x).dtype == dtype


@pytest.mark.parametrize("module", [optimizers, schedules, initializers, regularizers])
def test_every_class_of_a_room_survives_a_file(module):
    from nnbook.model import _describe, _rebuild

    arguments = {
        "Constant": (2.0,),
        "PiecewiseConstantDecay": ([1, 2], [0.3, 0.2, 0.1]),
        "ExponentialDecay": (0.1, 5, 0.5),
        "InverseTimeDecay": (0.1, 5, 0.5),
        "PowerDecay": (0.1, 5),
        "PolynomialDecay": (0.1, 5),
        "CosineDecay": (0.1, 5),
        "OneCycle": (0.1, 50),
    }
    classes = [
        c
        for c in map(module.__dict__.get, module.__all__)
        if isinstance(c, type)
        and not any(
            issubclass(d, c) and d is not c
            for d in map(module.__dict__.get, module.__all__)
            if isinstance(d, type)
        )
    ]
    assert classes
    for cls in classes:
        thing = cls(*arguments.get(cls.__name__, ()))
        description = json.loads(json.dumps(_describe(thing, "it")))
        assert _describe(_rebuild(description), "it") == description
        assert type(_rebuild(description)) is cls


def test_an_interrupted_save_leaves_the_old_file(tmp_path, monkeypatch):
    model = small()
    model.build((None, 4))
    path = tmp_path / "m.npz"
    model.save(path)
    old = path.read_bytes()

    def full_disk(*arguments, **arrays):
        arguments[0].write(b"half")
        raise OSError("No space left on device")

    monkeypatch.setattr(np, "savez", full_disk)
    with pytest.raises(OSError, match="No space"):
        model.save(path)
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path]


def damaged(whole):
    """A file with damage that zipfile and NumPy report in ways of their own."""
    entry, end = whole.index(b"PK\x01\x02"), whole.index(b"PK\x05\x06")
    header = whole.index(b"'shape': (")
    for at, value in (
        (entry + 8, b"\x01"),
        (entry + 10, b"\x63"),  # encrypted; packed in no known way
        (end + 16, b"\xff\xff\xff"),
        (header + 10, b"("),  # begins before the file; never closed
    ):
        yield whole[:at] + value + whole[at + len(value) :]


def test_a_damaged_or_foreign_file_is_refused_in_one_sentence(tmp_path):
    model = small()
    model.build((None, 4))
    path = tmp_path / "m.npz"
    model.save(path)
    whole = path.read_bytes()
    np.savez(tmp_path / "other.npz", a=np.ones(3))
    np.savez(tmp_path / "weird.npz", architecture=np.array('{"format": "x"}'))
    np.savez(tmp_path / "list.npz", architecture=np.array("[1, 2]"))
    np.savez(tmp_path / "pickle.npz", architecture=np.array([{}], dtype=object))
    np.save(tmp_path / "plain.npz", np.ones(3))
    (tmp_path / "plain.npz.npy").rename(tmp_path / "plain.npz")
    foreign = [
        (tmp_path / f"{name}.npz").read_bytes()
        for name in ("other", "weird", "list", "pickle", "plain")
    ]
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 255
    for content in (
        b"",
        b"hello",
        whole[:40],
        whole[: len(whole) // 2],
        whole[:-10],
        bytes(flipped),
        *damaged(whole),
        *foreign,
    ):
        path.write_bytes(content)
        with pytest.raises(ValueError, match="m.npz' is damaged or was not written by") as caught:
            load_model(path)
        assert "\n" not in str(caught.value)
    with pytest.raises(FileNotFoundError, match=r"nothing\.npz"):
        load_model(tmp_path / "nothing.npz")


def test_a_file_cannot_call_anything_but_nnbooks_classes(tmp_path):
    model = small()
    model.build((None, 4))
    model.save(tmp_path / "m.npz")
    with np.load(tmp_path / "m.npz") as file:
        stored = dict(file)
    for name in ("layers.operator", "layers.Callable", "losses.get", "os.system", "layers._pair"):
        architecture = json.loads(str(stored["architecture"]))
        architecture["layers"][0] = {"class": name, "arguments": {}}
        np.savez(tmp_path / "m.npz", **(stored | {"architecture": json.dumps(architecture)}))
        with pytest.raises(ValueError, match="damaged"):
            load_model(tmp_path / "m.npz")


# --------------------------------------------------------------------------------- bad input


class Mine(Layer):
    def forward(self, x, training=False):
        return self._keep(self._begin(x))

    def backward(self, dy):
        return self._kept(dy)[0]


class Scale(Mine):
    """Makes its gradient in backward, not in build."""

    def _build(self, rng):
        self.params["scale"] = np.ones(self.input_shape[-1], self.dtype)

    def forward(self, x, training=False):
        x = self._begin(x)
        return self._keep(x * self.params["scale"], x)

    def backward(self, dy):
        dy, x = self._kept(dy)
        self.grads["scale"] = (dy * x).sum(axis=0)
        return dy * self.params["scale"]


@pytest.mark.parametrize("frozen", [True, False])
def test_a_layer_that_makes_its_gradients_later_learns_too(frozen):
    x, y = samples((4,))
    one, other = (Sequential([Scale(), Dense(5), Dense(3)], seed=0) for _ in range(2))
    for model in (one, other):
        model.layers[0].trainable = not frozen
        model.compile(optimizers.Adam(), "mse")
    for _ in range(3):
        one.train_on_batch(x, np.eye(3)[y])
        other.loss_and_gradients(x, np.eye(3)[y])
        other.optimizer.update(other.params, other.grads)
    for w, v in zip(one.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(w, v)
    assert np.array_equal(one.layers[0].params["scale"], np.ones(4)) == frozen


def test_a_layer_of_your_own_learns_and_cannot_be_saved(tmp_path):
    x, y = samples((4,))
    model = Sequential([Mine(), Dense(3, activation="softmax"), Mine()], seed=0)
    model.compile("sgd", "sparse_categorical_crossentropy")
    losses_seen = model.fit(x, y, epochs=5).history["loss"]
    assert losses_seen[-1] < losses_seen[0]
    with pytest.raises(ValueError, match="layer 'mine' cannot be saved"):
        model.save(tmp_path / "m.npz")
    assert not list(tmp_path.iterdir())


X, Y = samples((4,))


def fitted(**arguments):
    return lambda: small().fit(X, Y, **arguments)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Sequential([Dense]), "layer must be a layer of nnbook.layers, got <class"),
        (lambda: Sequential(seed="a"), "seed must be an integer of at least 0.*, got 'a'"),
        (lambda: Sequential(seed=-1), "seed must be an integer of at least 0.*, got -1"),
        (
            lambda: Sequential.load("a.npz", seed=1.5),
            "seed must be an integer of at least 0.*, got 1.5",
        ),
        (lambda: Sequential([Dense(1)]).build(5), "input_shape must hold .* each axis, got 5"),
        (lambda: Sequential([Dense(1)]).build((None, 2.5)), r"each axis, got \(None, 2.5\)"),
        (lambda: Sequential([Dense(1)]).build((None, 2), "foo"), "dtype must be .*, got 'foo'"),
        (lambda: Sequential([Dense(1)]).save(None), "path must be the path of a file, got None"),
        (lambda: load_model(None), "path must be the path of a file, got None"),
        (lambda: Sequential([Dense(1)]).get_layer("dens"), "Did you mean 'dense'"),
        (lambda: Sequential([Dense(1)]).summary(), "summary needs a built network"),
        (lambda: Sequential([Dense(1)]).save("a.npz"), "save needs a built network"),
        (lambda: Sequential([]).build((None, 3)), "no layers"),
        (lambda: Sequential([Dense(1)]).fit(X, Y), r"fit needs compile\(optimizer, loss\) first"),
        (lambda: small(loss=None).fit(X, Y), "fit needs a loss in compile"),
        (lambda: small(loss="mean_square_error"), "Did you mean 'mean_squared_error'"),
        (lambda: small(loss=np.mean), "a losses.Loss with a gradient"),
        (lambda: small(optimizer="adm"), "Did you mean 'Adam'"),
        (lambda: small(metrics=["acuracy"]), "Unknown metric 'acuracy'. Did you mean 'accuracy'"),
        (lambda: small(metrics=5), "metrics must be a list of names or functions, got 5"),
        (lambda: small(metrics=[["accuracy"]]), r"metrics must hold names .*, got \['accuracy'\]"),
        (lambda: small().fit(X, Y[:5]), r"same number of samples, got shapes \(24, 4\) and \(5,\)"),
        (lambda: small().fit(X, np.eye(3)[Y]), r"y must have shape \(N,\) .*\(24, 3\) .*one-hot"),
        (lambda: small(loss="categorical_crossentropy").fit(X, Y), "use sparse_categorical_cross"),
        (lambda: small(loss="mse").fit(X, Y), r"y must have shape \(N, 3\) .* got \(24,\) with x"),
        (lambda: small().fit([[1.0, 2.0], [1.0]], Y), "x must have rows of equal length"),
        (lambda: small().fit([["a"]], [1]), "x must hold real numbers"),
        (lambda: small().fit(X[:0], Y[:0]), "x must hold at least one sample"),
        (fitted(epochs=0), "epochs must be an integer of at least 1, got 0"),
        (fitted(batch_size=2.5), "batch_size must be an integer of at least 1, got 2.5"),
        (fitted(verbose=3), "verbose must be"),
        (fitted(validation_split=1.0), "validation_split must be"),
        (fitted(validation_split=0.99), "24 samples leaves 0 to train and 24"),
        (fitted(validation_data=X), "validation_data must be a pair"),
        (fitted(validation_data=(X, Y[:3])), "validation x and validation y must hold"),
        (fitted(callbacks=[EarlyStopping()]), "monitors 'val_loss'.*validation_split"),
        (fitted(callbacks=[schedules.ReduceLROnPlateau()]), "OnPlateau monitors 'val_loss'"),
        (fitted(callbacks=[1]), "callbacks must hold Callback objects or ReduceLROnPl.*, got 1"),
        (lambda: EarlyStopping(None), "monitor must be a name such as 'val_loss', got None"),
        (lambda: EarlyStopping(mode="mn"), "Did you mean 'min'"),
        (lambda: EarlyStopping(patience=-1), "patience must be an integer of at least 0"),
    ],
)
def test_bad_input_gets_one_sentence(call, message):
    with pytest.raises(ValueError, match=message) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_a_build_that_fails_leaves_the_layers_as_they_were():
    first, given = BatchNormalization(), Activation("relu")
    given.build((None, 8, 8))
    model = Sequential([given, first, Conv2D(2, 3)])
    with pytest.raises(ValueError, match=r"'conv2d' must hold images, .* got shape \(None, 8, 8\)"):
        model.forward(np.zeros((2, 8, 8)))
    assert [layer.built for layer in model.layers] == [True, False, False]
    model = Sequential([first, Conv2D(2, 3)])
    assert model.forward(np.zeros((2, 8, 8, 1))).shape == (2, 6, 6, 2)


def test_wrong_shapes_after_the_first_batch():
    model = small()
    model.fit(X, Y)
    for call in (model.forward, model.predict, lambda x: model.fit(x, Y)):
        with pytest.raises(ValueError, match=r"x must have shape \(N, 4\), .* got \(24, 5\)"):
            call(np.ones((24, 5)))
    with pytest.raises(ValueError, match=r"input_shape must be \(None, 4\)"):
        model.build((None, 5))
    with pytest.raises(ValueError, match=r"weights must have the shapes \[\(4, 8\), "):
        model.set_weights(model.get_weights()[:-1])
    with pytest.raises(ValueError, match="weights must be a list of arrays, got None"):
        model.set_weights(None)
    with pytest.raises(ValueError, match="already built"):
        model.add(Dense(1))
    with pytest.raises(ValueError, match=r"must end in \.npz, got 'a\.h5'"):
        model.save("a.h5")


@pytest.mark.filterwarnings("error")
def test_a_loss_that_is_not_finite_names_the_step_and_what_to_try():
    x, y = samples((4,), n=30)
    model = Sequential([Dense(4), Dense(1)], seed=0)
    model.compile(optimizers.SGD(1e3), "mse")
    with pytest.raises(ValueError) as caught:
        model.fit(x, y, batch_size=10, epochs=100)
    assert str(caught.value).startswith("The loss is nan at step ") or "inf" in str(caught.value)
    assert ", batch " in str(caught.value)
    assert "learning_rate" in str(caught.value)
    model = small()
    x[25, 2] = np.nan
    with pytest.raises(ValueError, match=r"at step 3 \(epoch 1, batch 3 of 3\), because x of this"):
        model.fit(x, y, batch_size=10, shuffle=False)
    with pytest.raises(ValueError, match="The loss is nan at samples 20 to 29"):
        model.evaluate(x, y, batch_size=10)


def test_data_are_not_changed():
    x, y = samples((4,))
    x_before, y_before = x.copy(), y.copy()
    model = small(metrics=["accuracy"])
    model.fit(x, y, epochs=2, validation_split=0.2)
    model.evaluate(x, y)
    model.predict(x)
    np.testing.assert_array_equal(x, x_before)
    np.testing.assert_array_equal(y, y_before)


def test_it_learns_iris():
    (x, y), (x_test, y_test) = datasets.load_data("iris")
    model = Sequential([Dense(16, activation="relu"), Dense(3, activation="softmax")], seed=0)
    model.compile(optimizers.Adam(0.02), "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, epochs=60)
    assert isinstance(history, History)
    assert model.evaluate(x_test, y_test)[1] > 0.9
