"""No sigmoid at the end."""

import keras

GETS = {
    "text-reader-test-net": 0,
    "text-reader-test-padding": 0,
}
SAYS = {
    "text-reader-test-net": "The last unit must have a sigmoid",
    "text-reader-test-padding": "Expected",
}


# %% text-reader
def text_reader(words, size):
    net = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(words, size, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    net.compile(optimizer="adam", loss="binary_crossentropy")
    return net
