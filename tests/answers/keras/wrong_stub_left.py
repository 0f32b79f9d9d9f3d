"""The answers are there, but the line that raises NotImplementedError still stands above them."""

import keras

GETS = {
    "wide-and-deep-test-shapes": 0,
    "wide-and-deep-test-values": 0,
    "counts-test-dense": 0,
    "counts-test-others": 0,
}
SAYS = {
    "wide-and-deep-test-shapes": "NotImplementedError",
    "wide-and-deep-test-values": "NotImplementedError",
    "counts-test-dense": "Set dense_count to a number",
    "counts-test-others": "Set wide_count to a number",
}


# %% wide-and-deep
def wide_and_deep(n_wide, n_deep, hidden):
    # YOUR CODE HERE
    raise NotImplementedError()
    wide, deep = keras.Input((n_wide,)), keras.Input((n_deep,))
    road = deep
    for units in hidden:
        road = keras.layers.Dense(units, activation="relu")(road)
    both = keras.layers.Concatenate()([wide, road])
    return keras.Model([wide, deep], keras.layers.Dense(1)(both))


# %% counts
dense_count = None  # one number
wide_count = None  # one number
reader_count = None  # one number
# YOUR CODE HERE
raise NotImplementedError()
dense_count, wide_count, reader_count = 12_646, 1_176, 16_161
