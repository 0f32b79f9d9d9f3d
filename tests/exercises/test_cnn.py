"""The assignment on convolutional networks: its numbers, and its answers beside the libraries'.

nnbook itself is held to Keras elsewhere, so the reference answers give what Keras gives.
"""

import inspect
import re

import numpy as np
import pytest

from nnbook import datasets, filters, layers


@pytest.fixture(scope="module")
def notebook(source):
    return source("cnn")


@pytest.fixture(scope="module")
def space(notebook):
    """What the notebook defines: reference answers and the published functions, no tests."""
    names: dict = {}
    for cell in notebook.cells:
        data = cell.metadata.get("nbgrader", {})
        wanted = data.get("solution") or cell.id in ("setup", "sobel", "published-edges")
        wanted = wanted or cell.id in ("published-color", "shift-experiment")
        if cell.cell_type == "code" and wanted:
            exec(compile(cell.source, cell.id, "exec"), names)
    return names


@pytest.fixture(scope="module")
def text(notebook):
    """All prose, without line breaks."""
    return re.sub(r"\s+", " ", " ".join(c.source for c in notebook.cells if c.cell_type != "code"))


class TestTheAnswersAreThoseOfTheLibraries:
    def test_output_size(self, space):
        for n in range(1, 30):
            for f in (1, 2, 3, 5):
                for stride in (1, 2, 3, 7):
                    for padding in ("same", "valid", 0, 1, 2):
                        if padding == "same" or n + 2 * (0 if padding == "valid" else padding) >= f:
                            expected = filters.output_size(n, f, stride, padding)
                            assert space["output_size"](n, f, stride, padding) == expected

    def test_correlate2d(self, space):
        rng = np.random.default_rng(0)
        image, kernel = rng.normal(size=(9, 12)), rng.normal(size=(3, 2))
        for strides, padding in ((1, 0), (2, 0), (3, 2), (1, 1)):
            np.testing.assert_allclose(
                space["correlate2d"](image, kernel, strides, padding),
                filters.correlate2d(image, kernel, strides=strides, padding=padding),
                atol=1e-12,
            )

    def test_edges(self, space):
        cv2 = pytest.importorskip("cv2")
        gray = space["gray"]
        strength, direction = space["edges"](gray)
        gx, gy = (cv2.Sobel(gray, cv2.CV_64F, *order)[1:-1, 1:-1] for order in ((1, 0), (0, 1)))
        np.testing.assert_allclose(strength, cv2.magnitude(gx, gy), atol=1e-9)
        changing = strength > 1e-6
        assert changing.mean() > 0.9
        turn = np.exp(1j * direction) - np.exp(1j * np.arctan2(gy, gx))  # pi and -pi are alike
        np.testing.assert_allclose(turn[changing], 0, atol=1e-6)

    def test_color_and_layer(self, space):
        rng = np.random.default_rng(1)
        x, kernel = rng.normal(size=(2, 7, 6, 3)), rng.normal(size=(3, 2, 3, 4))
        bias = np.arange(4.0)
        layer = layers.Conv2D(4, (3, 2), strides=2)
        layer.forward(x)
        layer.params["kernel"][...], layer.params["bias"][...] = kernel, bias
        np.testing.assert_allclose(space["conv2d"](x, kernel, bias, 2), layer.forward(x), atol=1e-6)
        np.testing.assert_allclose(
            space["filter_color"](x[0], kernel[..., 0], 0.5),
            filters.correlate2d(x[0], kernel[..., 0], 0.5),
            atol=1e-12,
        )

    def test_pooling(self, space):
        x = np.random.default_rng(2).normal(size=(2, 7, 9, 3))
        for size in (2, 3):
            layer = layers.MaxPooling2D(size)
            y = layer.forward(x)
            np.testing.assert_array_equal(space["max_pool"](x, size), y)
            dy = np.random.default_rng(3).normal(size=y.shape)
            np.testing.assert_array_equal(
                space["max_pool_gradient"](x, dy, size), layer.backward(dy)
            )


def test_the_steps_name_is_keras_own(space):
    for name in ("output_size", "correlate2d", "conv2d"):
        assert "strides" in inspect.signature(space[name]).parameters, name
    assert "strides" in inspect.signature(layers.Conv2D).parameters  # held to Keras elsewhere


class TestThePublishedFunctionsAreWrong:
    def test_the_strength_of_an_edge_depends_on_its_sign(self, space):
        published, gray = space["published_edges"], space["gray"]
        assert not np.allclose(published(gray), published(255 - gray))
        right = space["edges"]
        np.testing.assert_allclose(right(gray)[0], right(255 - gray)[0], atol=1e-9)

    def test_each_channel_meets_the_whole_kernel(self, space):
        rng = np.random.default_rng(4)
        image, kernel = rng.normal(size=(6, 7, 3)), rng.normal(size=(3, 3, 3))
        got = space["published_filter_color"](image, kernel)
        gray = filters.correlate2d(image.sum(axis=2), np.ones((3, 3)))
        assert got.shape == gray.shape
        assert not np.allclose(got, filters.correlate2d(image, kernel))
        summed = np.repeat(kernel.sum(axis=0)[:, :, np.newaxis], 3, axis=2)
        np.testing.assert_allclose(got, filters.correlate2d(image, summed), atol=1e-12)
        with pytest.raises(ValueError, match="broadcast"):  # what a hint asks about
            np.ones((2, 2)) * np.ones((2, 2, 3))


class TestTheNumbersInTheProse:
    def test_a_digit_that_moves(self, space, text):
        changes = {}
        for name in ("digits", "digits28"):
            digits = np.pad(datasets.load(name).x[:300].astype(float), ((0, 0), (0, 0), (2, 2)))
            for pixels in (1, 2):
                moved = np.roll(digits, pixels, axis=2)
                changes[name, pixels] = [round(space["change"](digits, moved), 2)] + [
                    round(
                        space["change"](space["pooled"](digits, how), space["pooled"](moved, how)),
                        2,
                    )
                    for how in (np.max, np.mean)
                ]
        assert "a small digit changes by 0.81 before and by 0.54 after max pooling" in text
        assert "an enlarged one by 0.24 and 0.22" in text
        assert "a small digit changes by 0.92 even after pooling" in text
        assert "nearly the same (0.59 and 0.23)" in text
        assert changes["digits", 1] == [0.81, 0.54, 0.59]
        assert changes["digits28", 1] == [0.24, 0.22, 0.23]
        assert changes["digits", 2][1] == 0.92

    def test_a_dot_that_moves(self, space, text):
        def change(column, pixels):
            before, after = np.zeros((1, 28, 28)), np.zeros((1, 28, 28))
            before[0, 0, column], after[0, 0, column + pixels] = 1.0, 1.0
            return space["change"](space["pooled"](before, np.max), space["pooled"](after, np.max))

        assert "one pixel is hidden in half of the places, and two pixels nowhere" in text
        assert [change(column, 1) == 0 for column in range(26)] == [True, False] * 13
        assert all(change(column, 2) > 1.4 for column in range(26))
        assert "by the square root of 2" in text
        assert change(1, 1) == pytest.approx(2**0.5)

    def test_edges_of_a_bar(self, space):
        assert [space[name] for name in ("sobel_x_left_edge", "sobel_x_right_edge")] == [400, -400]
        gx, gy = filters.sobel(space["bar"], "valid")
        assert set(gx[1].tolist()) == {0, 400, -400}
        assert not gy.any()

    def test_parameters(self, space):
        layer = layers.Conv2D(32, 3)
        layer.forward(np.zeros((1, 32, 32, 3)))
        assert sum(part.size for part in layer.params.values()) == space["conv_parameters"] == 896
        assert space["dense_parameters"] == 88_502_400
