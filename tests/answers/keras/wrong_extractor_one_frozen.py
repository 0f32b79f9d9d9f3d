"""Only the first layer is frozen."""

import keras

GETS = {
    "feature-extractor-test-net": 0,
    "feature-extractor-test-training": 0,
}
SAYS = {
    "feature-extractor-test-net": "Freeze each layer but the head",
    "feature-extractor-test-training": "also a batch normalization",
}


# %% feature-extractor
def feature_extractor(trained, n_classes, learning_rate):
    net = keras.Sequential([keras.Input(trained.input_shape[1:])])
    for layer in trained.layers[:-1]:
        net.add(layer)
    net.layers[0].trainable = False
    net.add(keras.layers.Dense(n_classes, activation="softmax"))
    net.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return net
