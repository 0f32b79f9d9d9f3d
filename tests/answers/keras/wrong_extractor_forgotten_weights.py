"""A clone, which begins anew."""

import keras

GETS = {
    "feature-extractor-test-net": 0,
}
SAYS = {
    "feature-extractor-test-net": "have lost what they learned",
}


# %% feature-extractor
def feature_extractor(trained, n_classes, learning_rate):
    trained = keras.models.clone_model(trained)
    net = keras.Sequential([keras.Input(trained.input_shape[1:])])
    for layer in trained.layers[:-1]:
        layer.trainable = False
        net.add(layer)
    net.add(keras.layers.Dense(n_classes, activation="softmax"))
    net.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    return net
