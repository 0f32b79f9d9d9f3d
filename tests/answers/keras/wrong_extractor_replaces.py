"""Replaces the last layer of the net that it was given."""

import keras

GETS = {
    "feature-extractor-test-training": 0,
}
SAYS = {
    "feature-extractor-test-training": "leave trained alone",
}


# %% feature-extractor
def feature_extractor(trained, n_classes, learning_rate):
    trained.pop()
    for layer in trained.layers:
        layer.trainable = False
    trained.add(keras.layers.Dense(n_classes, activation="softmax"))
    trained.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return trained
