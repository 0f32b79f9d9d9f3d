"""Conv2D forward and backward: nnbook against Keras.

Run it from the project's folder::

    python benchmarks/conv.py

Eight filters 3x3 on 64 images of 28x28x1, and 32 filters 3x3 on 32 images of 28x28x32. Both layers
have the same weights; the results and the three gradients are compared before anything is timed.
"""

from _timing import machine, medians, ratio, table

from collections.abc import Callable  # isort: skip

import numpy as np  # isort: skip


# images, channels, filters, padding
CASES = [(64, 1, 8, "valid"), (64, 1, 8, "same"), (32, 32, 32, "valid"), (32, 32, 32, "same")]


def ours(x: np.ndarray, dy: np.ndarray, padding: str) -> tuple[object, Callable]:
    """The layer in nnbook, and its forward and backward pass."""
    from nnbook.layers import Conv2D

    layer = Conv2D(dy.shape[3], 3, padding=padding)
    layer.build(x.shape, np.random.default_rng(0))

    def forward_backward() -> tuple[np.ndarray, ...]:
        y = layer.forward(x, training=True)
        return y, layer.backward(dy), layer.grads["kernel"], layer.grads["bias"]

    return layer, forward_backward


def theirs(
    weights: list[np.ndarray], x: np.ndarray, dy: np.ndarray, padding: str
) -> dict[str, Callable]:
    """The layer in Keras, compiled and eager."""
    from nnbook.frameworks import load_keras

    keras = load_keras()
    import tensorflow as tf

    layer = keras.layers.Conv2D(dy.shape[3], 3, padding=padding)
    layer.build(x.shape)
    layer.set_weights(weights)
    x, dy = tf.constant(x), tf.constant(dy)

    def forward_backward() -> tuple:
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = layer(x)
        return y, *tape.gradient(y, [x, *layer.trainable_variables], output_gradients=dy)

    return {"Keras, `tf.function`": tf.function(forward_backward), "Keras, eager": forward_backward}


def main() -> None:
    rng = np.random.default_rng(1)
    print("Conv2D, forward and backward, float32\n")
    rows = []
    for n, channels, filters, padding in CASES:
        size = 26 if padding == "valid" else 28
        x = rng.normal(size=(n, 28, 28, channels)).astype("float32")
        dy = rng.normal(size=(n, size, size, filters)).astype("float32")
        layer, ours_step = ours(x, dy, padding)
        peers = theirs(layer.get_weights(), x, dy, padding)
        for peer in peers.values():
            for mine, other in zip(ours_step(), peer(), strict=True):
                np.testing.assert_allclose(mine, other, rtol=1e-3, atol=1e-2)
        times = medians({"nnbook": ours_step, **peers})
        case = f"{filters} filters 3x3 on {n}x28x28x{channels}, `{padding}`"
        rows += [
            (f"{case}: {name}", ratio(times["nnbook"] / seconds)) for name, seconds in times.items()
        ]
    print(table(("", "speed, nnbook = 1"), rows))
    print()
    print(machine("numpy", "keras", "tensorflow"))


if __name__ == "__main__":
    main()
