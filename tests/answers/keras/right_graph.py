"""A step that TensorFlow runs as a graph, weights that are copied, masks that are divided."""

import keras
import numpy as np
import tensorflow as tf


# %% build-net
def build_net(n_inputs, hidden, task, n_outputs=1):
    layers = [keras.layers.InputLayer(shape=(n_inputs,))]
    layers += [keras.layers.Dense(units, activation=keras.activations.relu) for units in hidden]
    last = "softmax" if task == "one class" else "linear" if task == "regression" else "sigmoid"
    net = keras.Sequential([*layers, keras.layers.Dense(n_outputs, activation=last)])
    net.compile(optimizer="sgd", loss="mse")
    return net


# %% choose-loss
def choose_loss(y, n_outputs):
    y = np.asarray(y)
    y = y[:, 0] if y.ndim == 2 and y.shape[1] == 1 else y
    if np.issubdtype(y.dtype, np.floating) and np.any(np.floor(y) < y):
        return "mean_squared_error"
    if y.ndim == 2:
        fits = y.shape[1] == n_outputs and set(np.unique(y)) <= {0, 1}
        if not fits:
            raise ValueError("rows that don't fit")
        one_hot = np.all(np.count_nonzero(y, axis=1) == 1)
        return "categorical_crossentropy" if one_hot else "binary_crossentropy"
    classes = 2 if n_outputs == 1 else n_outputs
    if not np.all(np.isin(y, np.arange(classes))):
        raise ValueError("an index that doesn't fit")
    return "binary_crossentropy" if n_outputs < 2 else "sparse_categorical_crossentropy"


# %% train
def train(model, optimizer, x, y, epochs, batch_size):
    loss_of = keras.losses.SparseCategoricalCrossentropy()

    @tf.function
    def step(features, labels):
        with tf.GradientTape() as tape:
            p = model(features, training=True)
            loss = loss_of(labels, p)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
        return loss, p

    if epochs:
        optimizer.build(model.trainable_variables)
    batches = tf.data.Dataset.from_tensor_slices((x, y)).batch(batch_size)
    history = {"loss": [], "accuracy": []}
    for _ in range(epochs):
        sums = np.zeros(2)
        for features, labels in batches:
            loss, p = step(features, labels)
            hits = np.sum(np.argmax(p, axis=1) == labels.numpy())
            sums += [float(loss) * len(labels), hits]
        for key, value in zip(history, sums / len(x), strict=True):
            history[key].append(value)
    return history


# %% masked-mean
def masked_mean(vectors, tokens):
    mask = np.broadcast_to((tokens == 0)[..., None], vectors.shape)
    return np.ma.masked_array(vectors, mask).mean(axis=1).filled(0)


# %% feature-extractor
def feature_extractor(trained, n_classes, learning_rate):
    copy = keras.models.clone_model(trained)
    copy.set_weights(trained.get_weights())
    copy.pop()
    copy.trainable = False
    net = keras.Sequential(
        [keras.Input(trained.input_shape[1:]), copy, keras.layers.Dense(n_classes, "softmax")]
    )
    net.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return net
