"""SGD with momentum."""

import keras

GETS = {
    "feature-extractor-test-training": 0,
}
SAYS = {
    "feature-extractor-test-training": "the momentum 0.9",
}


# %% feature-extractor
def feature_extractor(trained, n_classes, learning_rate):
    net = keras.Sequential([keras.Input(trained.input_shape[1:])])
    for layer in trained.layers[:-1]:
        layer.trainable = False
        net.add(layer)
    net.add(keras.layers.Dense(n_classes, activation="softmax"))
    sgd = keras.optimizers.SGD(learning_rate, momentum=0.9)
    net.compile(sgd, "sparse_categorical_crossentropy")
    return net
