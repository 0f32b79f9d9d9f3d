"""As published: a sparse loss on one sigmoid."""

import keras

GETS = {
    "text-reader-test-net": 0,
}
SAYS = {
    "text-reader-test-net": "One sigmoid unit wants binary_crossentropy",
}


# %% text-reader
def text_reader(words, size):
    net = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(words, size, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    net.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return net
