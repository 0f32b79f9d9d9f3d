"""A hidden layer without ReLU."""

import keras

GETS = {
    "text-reader-test-padding": 0,
}
SAYS = {
    "text-reader-test-padding": "The hidden layer has no ReLU",
}


# %% text-reader
def text_reader(words, size):
    net = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(words, size, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(16),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    net.compile(optimizer="adam", loss="binary_crossentropy")
    return net
