"""The functional API throughout, and sums of one's own instead of metrics."""

import keras
import numpy as np
import tensorflow as tf

# %% counts
dense_count = 65 * 128 + 129 * 32 + 33 * 6
wide_count = np.int64(7 * 30 + 31 * 30 + 36)
reader_count = 16_161.0


# %% build-net
def build_net(n_inputs, hidden, task, n_outputs=1):
    inputs = x = keras.Input(shape=(n_inputs,), name="features")
    for units in hidden:
        x = keras.layers.Dense(units)(x)
        x = keras.layers.ReLU()(x)
    if task == "one class":
        x = keras.layers.Softmax()(keras.layers.Dense(n_outputs)(x))
    elif task == "regression":
        x = keras.layers.Dense(n_outputs, activation="linear")(x)
    else:
        x = keras.layers.Dense(n_outputs, activation=keras.activations.sigmoid)(x)
    return keras.Model(inputs=inputs, outputs=x)


# %% choose-loss
def choose_loss(y, n_outputs):
    if not np.allclose(np.asarray(y, dtype=float) % 1, 0):
        return "mean_squared_error"
    rows = np.array(y, dtype=int).reshape(len(y), -1)
    if rows.shape[1] == 1:
        found = set(rows[:, 0].tolist())
        if not found <= set(range(max(2, n_outputs))):
            raise ValueError(f"labels {sorted(found)} for {n_outputs} units")
        if n_outputs == 1:
            return "binary_crossentropy"
        return "sparse_categorical_crossentropy"
    if rows.shape[1] != n_outputs or not set(rows.ravel().tolist()) <= {0, 1}:
        raise ValueError(f"rows of {rows.shape[1]} for {n_outputs} units")
    kind = "categorical" if set(rows.sum(1).tolist()) == {1} else "binary"
    return kind + "_crossentropy"


# %% wide-and-deep
def wide_and_deep(n_wide, n_deep, hidden):
    wide = keras.Input((n_wide,), name="wide")
    deep = keras.Input((n_deep,), name="deep")
    road = keras.Sequential([keras.layers.Dense(units, "relu") for units in hidden])(deep)
    return keras.Model([wide, deep], keras.layers.Dense(1)(keras.ops.concatenate([wide, road], 1)))


# %% printed-number
printed_in_epoch_4 = 0.675


# %% train
def train(model, optimizer, x, y, epochs, batch_size):
    losses, right = [], []
    for _ in range(epochs):
        total, hits = 0.0, 0
        for i in range(0, len(x), batch_size):
            features, labels = x[i : i + batch_size], y[i : i + batch_size]
            with tf.GradientTape() as tape:
                p = model(features, training=True)
                each = keras.losses.sparse_categorical_crossentropy(labels, p)
                loss = tf.reduce_mean(each)
            slopes = tape.gradient(loss, model.trainable_weights)
            optimizer.apply(slopes, model.trainable_weights)
            total += float(tf.reduce_sum(each))
            hits += int((p.numpy().argmax(axis=1) == labels).sum())
        losses.append(total / len(x))
        right.append(hits / len(x))
    return {"accuracy": right, "loss": losses}


# %% masked-mean
def masked_mean(vectors, tokens):
    words = tokens != 0
    total = np.einsum("ntd,nt->nd", vectors, words.astype(vectors.dtype))
    count = words.sum(axis=1)
    return np.where(count > 0, total.T / np.where(count > 0, count, 1), 0).T


# %% text-reader
def text_reader(words, size):
    tokens = keras.Input((None,), dtype="int32")
    vectors = keras.layers.Embedding(words, size, mask_zero=True)(tokens)
    mean = keras.layers.GlobalAveragePooling1D()(vectors)
    answer = keras.layers.Dense(1, "sigmoid")(keras.layers.Dense(16, "relu")(mean))
    net = keras.Model(tokens, answer)
    net.compile(keras.optimizers.Adam(), keras.losses.BinaryCrossentropy(), metrics=["accuracy"])
    return net


# %% feature-extractor
def feature_extractor(trained, n_classes, learning_rate):
    base = keras.Model(trained.inputs, trained.layers[-2].output)
    base.trainable = False
    inputs = keras.Input(trained.input_shape[1:])
    answer = keras.layers.Dense(n_classes, activation="softmax")(base(inputs, training=False))
    net = keras.Model(inputs, answer)
    net.compile(
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return net


# %% stops
last_epoch, weights_of_epoch = 11, 8
