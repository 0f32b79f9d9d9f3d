"""The wide features take the deep road."""

import keras

GETS = {
    "wide-and-deep-test-shapes": 0,
    "wide-and-deep-test-values": 0,
}
SAYS = {
    "wide-and-deep-test-shapes": "and the deep ones around",
    "wide-and-deep-test-values": "The shapes are wrong",
}


# %% wide-and-deep
def wide_and_deep(n_wide, n_deep, hidden):
    wide, deep = keras.Input((n_wide,)), keras.Input((n_deep,))
    road = wide
    for units in hidden:
        road = keras.layers.Dense(units, activation="relu")(road)
    both = keras.layers.Concatenate()([deep, road])
    return keras.Model([wide, deep], keras.layers.Dense(1)(both))
