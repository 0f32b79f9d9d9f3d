"""The deep road comes first in the Concatenate."""

import keras

GETS = {
    "wide-and-deep-test-values": 0,
}
SAYS = {
    "wide-and-deep-test-values": "The wide features come first",
}


# %% wide-and-deep
def wide_and_deep(n_wide, n_deep, hidden):
    wide, deep = keras.Input((n_wide,)), keras.Input((n_deep,))
    road = deep
    for units in hidden:
        road = keras.layers.Dense(units, activation="relu")(road)
    both = keras.layers.Concatenate()([road, wide])
    return keras.Model([wide, deep], keras.layers.Dense(1)(both))
