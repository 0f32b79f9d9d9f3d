"""The new head sits on the old one."""

import keras

GETS = {
    "feature-extractor-test-net": 0,
    "feature-extractor-test-training": 0,
}
SAYS = {
    "feature-extractor-test-net": "The new head sits on the old one",
    "feature-extractor-test-training": "Test 6a says more",
}


# %% feature-extractor
def feature_extractor(trained, n_classes, learning_rate):
    net = keras.Sequential([keras.Input(trained.input_shape[1:])])
    for layer in trained.layers:
        layer.trainable = False
        net.add(layer)
    net.add(keras.layers.Dense(n_classes, activation="softmax"))
    net.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return net
