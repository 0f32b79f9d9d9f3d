"""Not compiled."""

import keras

GETS = {
    "text-reader-test-net": 0,
}
SAYS = {
    "text-reader-test-net": "isn't compiled",
}


# %% text-reader
def text_reader(words, size):
    return keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(words, size, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
