"""No hidden layer."""

import keras

GETS = {
    "text-reader-test-net": 0,
    "text-reader-test-padding": 0,
}
SAYS = {
    "text-reader-test-net": "The hidden layer of 16 units is missing",
    "text-reader-test-padding": "The shapes are wrong",
}


# %% text-reader
def text_reader(words, size):
    net = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(words, size, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    net.compile(optimizer="adam", loss="binary_crossentropy")
    return net
