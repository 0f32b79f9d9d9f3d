"""One input for all features."""

import keras

GETS = {
    "wide-and-deep-test-shapes": 0,
    "wide-and-deep-test-values": 0,
}
SAYS = {
    "wide-and-deep-test-shapes": "Here are two inputs",
    "wide-and-deep-test-values": "Test 3a says more",
}


# %% wide-and-deep
def wide_and_deep(n_wide, n_deep, hidden):
    features = keras.Input((n_wide + n_deep,))
    road = features[:, n_wide:]
    for units in hidden:
        road = keras.layers.Dense(units, activation="relu")(road)
    both = keras.layers.Concatenate()([features[:, :n_wide], road])
    return keras.Model(features, keras.layers.Dense(1)(both))
