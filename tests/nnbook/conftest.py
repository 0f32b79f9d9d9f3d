import warnings

import pytest

from nnbook import frameworks


@pytest.fixture(scope="session")
def keras():
    """Keras, the twin that every room is held to."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # TensorFlow's own deprecations are not our subject
        return frameworks.load_keras()


@pytest.fixture(scope="session")
def tape_gradient(keras):
    """``tape_gradient(f, x)``: the gradient of the sum of f by TensorFlow's differentiation."""
    import tensorflow as tf

    def gradient(f, x):
        x = tf.constant(x)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = f(x)
        return tape.gradient(y, x).numpy()

    return gradient
