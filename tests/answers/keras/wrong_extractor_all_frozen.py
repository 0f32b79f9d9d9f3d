"""The head is frozen, too."""

import keras

GETS = {
    "feature-extractor-test-net": 0,
    "feature-extractor-test-training": 0,
}
SAYS = {
    "feature-extractor-test-net": "The head is frozen, too",
    "feature-extractor-test-training": "only the base is to be frozen",
}


# %% feature-extractor
def feature_extractor(trained, n_classes, learning_rate):
    net = keras.Sequential([keras.Input(trained.input_shape[1:])])
    for layer in trained.layers[:-1]:
        layer.trainable = False
        net.add(layer)
    net.add(keras.layers.Dense(n_classes, activation="softmax"))
    net.trainable = False
    net.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return net
