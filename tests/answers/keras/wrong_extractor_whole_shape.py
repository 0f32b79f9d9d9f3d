"""The batch axis is taken for one of the sample's."""

import keras

GETS = {
    "feature-extractor-test-net": 0,
    "feature-extractor-test-training": 0,
}
SAYS = {
    "feature-extractor-test-net": "the shape of ONE sample",
    "feature-extractor-test-training": "Test 6a says more",
}


# %% feature-extractor
def feature_extractor(trained, n_classes, learning_rate):
    net = keras.Sequential([keras.Input(trained.input_shape)])
    for layer in trained.layers[:-1]:
        layer.trainable = False
        net.add(layer)
    net.add(keras.layers.Dense(n_classes, activation="softmax"))
    net.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return net
