"""The wide features meet the first hidden layer."""

import keras

GETS = {
    "wide-and-deep-test-shapes": 0,
    "wide-and-deep-test-values": 0,
}
SAYS = {
    "wide-and-deep-test-shapes": "must meet the LAST",
    "wide-and-deep-test-values": "The shapes are wrong",
}


# %% wide-and-deep
def wide_and_deep(n_wide, n_deep, hidden):
    wide, deep = keras.Input((n_wide,)), keras.Input((n_deep,))
    road = keras.layers.Dense(hidden[0], activation="relu")(deep)
    both = keras.layers.Concatenate()([wide, road])
    return keras.Model([wide, deep], keras.layers.Dense(1)(both))
