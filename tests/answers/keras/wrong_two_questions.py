"""Two of the functions, and nothing else: they get their points all the same."""

import keras
import numpy as np

REST = "untouched"
GETS = {
    "counts-test-dense": 0,
    "counts-test-others": 0,
    "build-net-test-hidden": 0,
    "build-net-test-output": 0,
    "choose-loss-test-names": 0,
    "choose-loss-test-misfits": 0,
    "printed-number-test": 0,
    "train-test-weights": 0,
    "train-test-history": 0,
    "train-test-mode": 0,
    "text-reader-test-net": 0,
    "text-reader-test-padding": 0,
    "feature-extractor-test-net": 0,
    "feature-extractor-test-training": 0,
    "stops-test": 0,
}


# %% wide-and-deep
def wide_and_deep(n_wide, n_deep, hidden):
    wide, deep = keras.Input((n_wide,)), keras.Input((n_deep,))
    road = deep
    for units in hidden:
        road = keras.layers.Dense(units, activation="relu")(road)
    both = keras.layers.Concatenate()([wide, road])
    return keras.Model([wide, deep], keras.layers.Dense(1)(both))


# %% masked-mean
def masked_mean(vectors, tokens):
    mask = (tokens != 0)[:, :, np.newaxis]
    return (vectors * mask).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)
