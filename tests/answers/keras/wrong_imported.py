"""Lets a library do what NumPy should."""

import keras
import numpy as np

GETS = {
    "choose-loss-test-names": 0,
    "choose-loss-test-misfits": 0,
    "masked-mean-test": 0,
}
SAYS = {
    "choose-loss-test-names": "calls sklearn",
    "choose-loss-test-misfits": "calls sklearn",
    "masked-mean-test": "calls keras",
}


# %% choose-loss
def choose_loss(y, n_outputs):
    from sklearn.utils.multiclass import type_of_target as kind

    return {
        "continuous": "mean_squared_error",
        "binary": "binary_crossentropy",
        "multiclass": "sparse_categorical_crossentropy",
        "multilabel-indicator": "binary_crossentropy",
    }[kind(y)]


# %% masked-mean
def masked_mean(vectors, tokens):
    pooling = keras.layers.GlobalAveragePooling1D(dtype="float64")
    return np.nan_to_num(pooling(vectors, mask=tokens != 0))
