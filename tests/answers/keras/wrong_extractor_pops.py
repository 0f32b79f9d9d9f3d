"""Takes the last layer away from the net that it was given."""

import keras

GETS = {
    "feature-extractor-test-training": 0,
}
SAYS = {
    "feature-extractor-test-training": "had 2 layers and now has 1",
}


# %% feature-extractor
def feature_extractor(trained, n_classes, learning_rate):
    trained.pop()
    trained.trainable = False
    head = keras.layers.Dense(n_classes, activation="softmax")
    net = keras.Sequential([keras.Input(trained.input_shape[1:]), trained, head])
    net.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return net
