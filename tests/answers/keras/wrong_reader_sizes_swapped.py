"""The two sizes of the Embedding are swapped."""

import keras

GETS = {
    "text-reader-test-net": 0,
    "text-reader-test-padding": 0,
}
SAYS = {
    "text-reader-test-net": "how many words there are comes first",
    "text-reader-test-padding": "The shapes are wrong",
}


# %% text-reader
def text_reader(words, size):
    net = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(size, words, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    net.compile(optimizer="adam", loss="binary_crossentropy")
    return net
