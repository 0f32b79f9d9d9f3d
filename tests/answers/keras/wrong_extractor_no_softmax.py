"""A head without a softmax."""

import keras

GETS = {
    "feature-extractor-test-net": 0,
    "feature-extractor-test-training": 0,
}
SAYS = {
    "feature-extractor-test-net": "the head needs a softmax",
    "feature-extractor-test-training": "not as one step of SGD",
}


# %% feature-extractor
def feature_extractor(trained, n_classes, learning_rate):
    net = keras.Sequential([keras.Input(trained.input_shape[1:])])
    for layer in trained.layers[:-1]:
        layer.trainable = False
        net.add(layer)
    net.add(keras.layers.Dense(n_classes))
    net.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return net
