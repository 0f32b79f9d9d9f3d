"""Two units, and a softmax."""

import keras

GETS = {
    "text-reader-test-net": 0,
    "text-reader-test-padding": 0,
}
SAYS = {
    "text-reader-test-net": "One unit is enough",
    "text-reader-test-padding": "The shapes are wrong",
}


# %% text-reader
def text_reader(words, size):
    net = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(words, size, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    net.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return net
