"""Plain loops wherever there is something to loop over."""

import keras
import numpy as np
import tensorflow as tf

# %% counts
dense_count = 0
sizes = [64, 128, 32, 6]
for i in range(3):
    for _ in range(sizes[i + 1]):
        dense_count += sizes[i] + 1
wide_count = 30 * 7 + 30 * 31 + 36
reader_count = sum(8 for _ in range(2000)) + 9 * 16 + 17


# %% choose-loss
def choose_loss(y, n_outputs):
    rows = [row if isinstance(row, list) else [row] for row in y.tolist()]
    for row in rows:
        for entry in row:
            if entry != int(entry):
                return "mean_squared_error"
    if len(rows[0]) == 1:
        for (entry,) in rows:
            if entry < 0 or entry > max(n_outputs - 1, 1):
                raise ValueError(f"label {entry} doesn't fit {n_outputs} units")
        if n_outputs == 1:
            return "binary_crossentropy"
        return "sparse_categorical_crossentropy"
    for row in rows:
        if len(row) != n_outputs:
            raise ValueError(f"{len(row)} entries for {n_outputs} units")
        for entry in row:
            if entry not in (0, 1):
                raise ValueError(f"an entry {entry}")
    for row in rows:
        if row.count(1) != 1:
            return "binary_crossentropy"
    return "categorical_crossentropy"


# %% masked-mean
def masked_mean(vectors, tokens):
    means = np.zeros((vectors.shape[0], vectors.shape[2]))
    for i in range(len(vectors)):
        count = 0
        for place in range(vectors.shape[1]):
            if tokens[i, place]:
                means[i] += vectors[i, place]
                count += 1
        if count:
            means[i] /= count
    return means


# %% train
def train(model, optimizer, x, y, epochs, batch_size):
    mean_loss, accuracy = keras.metrics.Mean(), keras.metrics.SparseCategoricalAccuracy()
    loss_of = keras.losses.SparseCategoricalCrossentropy(reduction="none")
    history = {"loss": [], "accuracy": []}
    for _ in range(epochs):
        start = 0
        while start < len(x):
            stop = min(start + batch_size, len(x))
            with tf.GradientTape() as tape:
                p = model(x[start:stop], training=True)
                losses = loss_of(y[start:stop], p)
                loss = tf.reduce_mean(losses)
            variables = model.trainable_variables
            for_each = tape.gradient(loss, variables)
            optimizer.apply_gradients([(g, v) for g, v in zip(for_each, variables, strict=True)])
            mean_loss.update_state(losses)
            accuracy.update_state(y[start:stop], p)
            start = stop
        for key, metric in (("loss", mean_loss), ("accuracy", accuracy)):
            history[key].append(metric.result().numpy())
            metric.reset_state()
    return history
