"""One answer calls another, through helpers of the student's own."""

import keras
import tensorflow as tf

# %% build-net
ENDS = {"binary": "sigmoid", "tags": "sigmoid", "one class": "softmax"}


def stack(sizes, last):
    activations = ["relu"] * (len(sizes) - 1) + [last]
    return [keras.layers.Dense(n, a) for n, a in zip(sizes, activations, strict=True)]


def build_net(n_inputs, hidden, task, n_outputs=1):
    net = keras.Sequential(stack([*hidden, n_outputs], ENDS.get(task)))
    net.build((None, n_inputs))
    return net


# %% wide-and-deep
def wide_and_deep(n_wide, n_deep, hidden):
    wide, deep = (keras.Input((n,)) for n in (n_wide, n_deep))
    road = deep
    for layer in stack(hidden, "relu"):
        road = layer(road)
    both = keras.layers.concatenate([wide, road])
    return keras.Model(inputs=[wide, deep], outputs=keras.layers.Dense(units=1)(both))


# %% text-reader
def text_reader(words, size):
    class Reader(keras.Sequential):
        pass

    head = stack([16, 1], "sigmoid")
    net = Reader([keras.layers.Embedding(words, size, mask_zero=True)])
    net.add(keras.layers.GlobalAveragePooling1D())
    for layer in head:
        net.add(layer)
    net.build((None, None))
    net.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return net


# %% train
class Diary:
    def __init__(self):
        self.metrics = {
            "loss": keras.metrics.Mean(),
            "accuracy": keras.metrics.SparseCategoricalAccuracy(),
        }
        self.history = {key: [] for key in self.metrics}

    def close(self):
        for key, metric in self.metrics.items():
            self.history[key] += [float(metric.result())]
            metric.reset_state()


def one_step(model, optimizer, x, y):
    with tf.GradientTape() as tape:
        p = model(x, training=True)
        loss = keras.losses.SparseCategoricalCrossentropy()(y, p)
    optimizer.apply_gradients(
        zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables, strict=True)
    )
    return loss, p


def train(model, optimizer, x, y, epochs, batch_size):
    diary = Diary()
    for _ in range(epochs):
        for i in range(-(-len(x) // batch_size)):
            rows = slice(i * batch_size, (i + 1) * batch_size)
            loss, p = one_step(model, optimizer, x[rows], y[rows])
            diary.metrics["loss"].update_state([loss] * len(p))
            diary.metrics["accuracy"].update_state(y[rows], p)
        diary.close()
    return diary.history


# %% feature-extractor
def frozen(layers):
    for layer in layers:
        layer.trainable = False
    return layers


def feature_extractor(trained, n_classes, learning_rate):
    head = keras.layers.Dense(n_classes, activation="softmax")
    net = keras.Sequential([*frozen(trained.layers[:-1]), head])  # built by its first step
    net.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return net
