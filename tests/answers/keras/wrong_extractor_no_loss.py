"""Compiled without a loss."""

import keras

GETS = {
    "feature-extractor-test-training": 0,
}
SAYS = {
    "feature-extractor-test-training": "No loss to compute",
}


# %% feature-extractor
def feature_extractor(trained, n_classes, learning_rate):
    net = keras.Sequential([keras.Input(trained.input_shape[1:])])
    for layer in trained.layers[:-1]:
        layer.trainable = False
        net.add(layer)
    net.add(keras.layers.Dense(n_classes, activation="softmax"))
    net.compile(keras.optimizers.SGD(learning_rate))
    return net
