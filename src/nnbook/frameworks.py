"""Keras, imported quietly and set to give the same numbers on every run.

nnbook never needs Keras. The chapters import it through :func:`load_keras` to show that a piece
built by hand gives the same numbers as its twin in Keras.
"""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

__all__ = ["load_keras"]


@contextmanager
def _no_stderr() -> Iterator[None]:
    """Sends what C++ code writes to file descriptor 2 to nowhere: Python's redirects miss it."""
    sys.stderr.flush()
    saved = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        sys.stderr.flush()
        os.dup2(saved, 2)
        os.close(saved)
        os.close(nowhere)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keeps the garbage collector from going through what an import makes, now and ever after."""
    was_enabled, before = gc.isenabled(), len(sys.modules)
    gc.disable()
    try:
        yield
    finally:
        if len(sys.modules) > before:  # a second time would only keep what others have made
            gc.freeze()
        if was_enabled:
            gc.enable()


def load_keras() -> ModuleType:
    """Imports Keras on TensorFlow and returns the ``keras`` module.

    A plain import prints C++ lines about the processor on standard error, which no Python setting
    stops. Here standard error is discarded during the import, and restored after it, also when the
    import fails. Operations are set to be deterministic and oneDNN's reordered sums are off. Call
    this before anything else imports TensorFlow: oneDNN is chosen at the first import. Graphs run
    as they are traced: TensorFlow's graph optimizer takes longer over the course's small networks
    than it saves. The garbage collector leaves what there is after the import alone: hundreds of
    thousands of objects that stay anyway.

    Returns:
        The module ``keras``. Seed it with ``keras.utils.set_random_seed``.

    Raises:
        ImportError: if TensorFlow is not installed; the message says how to install it.
    """
    os.environ["KERAS_BACKEND"] = "tensorflow"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
    try:
        with _no_stderr(), _no_collection():
            # TensorFlow first: without it, it is TensorFlow's absence that Keras would trip over.
            import tensorflow as tf  # isort: skip
            import keras
    except ModuleNotFoundError as error:
        if error.name not in ("tensorflow", "keras"):
            raise
        raise ImportError(
            f"The comparison with Keras needs the package {error.name!r}; "
            "install it with: pip install tensorflow"
        ) from None
    tf.config.experimental.enable_op_determinism()
    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})
    return keras
