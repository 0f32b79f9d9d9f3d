"""The deep features meet the road, and the wide ones nobody."""

import keras

GETS = {
    "wide-and-deep-test-shapes": 0,
    "wide-and-deep-test-values": 0,
}
SAYS = {
    "wide-and-deep-test-shapes": "the wide ones belong there",
    "wide-and-deep-test-values": "The shapes are wrong",
}


# %% wide-and-deep
def wide_and_deep(n_wide, n_deep, hidden):
    wide, deep = keras.Input((n_wide,)), keras.Input((n_deep,))
    road = deep
    for units in hidden:
        road = keras.layers.Dense(units, activation="relu")(road)
    both = keras.layers.Concatenate()([deep, road])
    return keras.Model([wide, deep], keras.layers.Dense(1)(both))
