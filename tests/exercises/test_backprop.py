"""What the backpropagation assignment says to its reader holds, in words and in its clue cells."""

import io
import re
from contextlib import redirect_stdout

import numpy as np
import pytest


@pytest.fixture(scope="module")
def notebook(source):
    return source("backprop")


@pytest.fixture(scope="module")
def shown(notebook):
    """What each locked cell prints when the reference answers stand above it; and the names."""
    space, printed = {}, {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and not cell.metadata.nbgrader.grade and cell.id != "digits":
            with redirect_stdout(io.StringIO()) as output:
                exec(compile(cell.source, cell.id, "exec"), space)
            printed[cell.id] = output.getvalue()
    return printed, space


def text(notebook, cell_id):
    return next(cell.source for cell in notebook.cells if cell.id == cell_id)


def test_the_check_sees_the_published_relu_only_at_a_fork_and_only_if_it_goes_first(
    notebook, shown
):
    assert re.findall(r"(\d) of 4", shown[0]["relu-clues"]) == ["4", "4", "2"]
    assert "it fails, and only if it goes *first*" in text(notebook, "question-2b-task")


def test_the_published_loss_passes_near_zero_and_fails_far_from_it(shown):
    lines = shown[0]["loss-clues"].splitlines()[1:]
    numbers = [
        [float(number) for number in line.split()[-3:]] for line in lines if "logits" not in line
    ]
    formula, measured = np.array(numbers[::2]), np.array(numbers[1::2])
    difference = abs(formula - measured).max(axis=1)
    assert difference[0] < 1e-4 < difference[1] < 1e-2
    assert (difference[2:] > 0.4).all()
    assert np.allclose(measured[3], 0)  # the clue's last row: the published loss is flat


def test_in_the_published_pair_it_is_the_loss_that_is_wrong(shown):
    """The published gradient is that of the exact loss, and the ceiling is where it is said."""
    published = shown[1]["published_softmax_cross_entropy"]
    right = shown[1]["softmax_cross_entropy"]
    z = np.random.default_rng(0).normal(0, 8, size=(20, 4))
    labels = np.arange(20) % 4
    np.testing.assert_allclose(published(z, labels)[1], right(z, labels)[1], atol=1e-12)
    assert right(z, labels)[0] > published(z, labels)[0] + 0.01
    highest = published(np.array([[0.0, 1e4]]), [0])[0]
    assert highest == pytest.approx(shown[1]["largest_published_loss"])
    assert right(np.array([[0.0, 1000.0]]), [0])[0] == 1000


def test_the_references_net_gradients_are_nnbooks(shown):
    from nnbook.layers import Dense
    from nnbook.losses import SparseCategoricalCrossentropy

    rng = np.random.default_rng(1)
    x, labels = rng.normal(size=(7, 5)), rng.integers(0, 3, size=7)
    hidden, output = Dense(4, activation="relu"), Dense(3)
    z = output.forward(hidden.forward(x))
    loss = SparseCategoricalCrossentropy(from_logits=True)
    hidden.backward(output.backward(loss.gradient(labels, z)))
    params = {
        f"{key}_{number}": layer.params[key]
        for number, layer in ((1, hidden), (2, output))
        for key in ("kernel", "bias")
    }
    value, gradients = shown[1]["net_gradients"](params, x, labels)
    assert value == pytest.approx(loss(labels, z))
    assert value == pytest.approx(shown[1]["net_loss"](params, x, labels))
    for number, layer in ((1, hidden), (2, output)):
        for key in ("kernel", "bias"):
            np.testing.assert_allclose(gradients[f"{key}_{number}"], layer.grads[key], atol=1e-12)


def test_the_judge_is_wrong_as_the_text_says(notebook, shown):
    lines = shown[0]["judge"].splitlines()
    rows = {line[:22].strip(): [float(n) for n in line[22:].split()] for line in lines[1:]}
    right = rows["by the formula"]
    for name, row in rows.items():
        if name.startswith("float64") or name == "float32, eps = 1e-02":
            assert np.allclose(row, right, atol=2e-4), name
    assert np.abs(np.subtract(rows["float32, eps = 1e-05"], right)).max() > 0.005
    assert len(set(right)) == 5
    assert set(rows["float32, eps = 1e-06"]) == {0.1192}
    assert set(rows["float32, eps = 1e-07"]) == {0.0}

    question, answer = text(notebook, "question-7b-task"), text(notebook, "explain-judge")
    assert r"near 2.09, neighboring numbers are about $2.4 \cdot 10^{-7}$ apart" in question
    assert round(float(shown[1]["loss_64"](shown[1]["point"])), 2) == 2.09
    gap = float(np.spacing(np.float32(2.09)))
    assert f"{gap:.1e}" == "2.4e-07"
    assert "steps of 0.012" in answer and round(gap / 2e-5, 3) == 0.012
    assert "2.4e-7 / 2e-6 = 0.119" in answer and round(gap / 2e-6, 3) == 0.119
    # With 1e-7 the two losses are less than half a step apart.
    assert max(right) * 2e-7 < gap / 2


def test_each_step_on_the_digits_lowers_the_loss_but_not_at_twice_the_rate(notebook, shown):
    code = text(notebook, "digits").split("fig, ax")[0]
    assert "learning_rate=0.5, steps=150" in code
    assert "each of the 150 steps lowers the loss" in text(notebook, "digits-text")
    for rate, falls in ((0.5, True), (1.0, False)):
        space = dict(shown[1])
        with redirect_stdout(io.StringIO()):
            exec(code.replace("learning_rate=0.5", f"learning_rate={rate}"), space)
        assert (np.diff(space["_losses"]) < 0).all() == falls
        assert np.mean(space["_answers"] == space["test_y"]) > 0.95


def test_the_number_of_passes_is_twice_that_of_the_parameters(shown):
    from nnbook.layers import Dense

    layers = [Dense(100), Dense(10)]
    for layer, inputs in zip(layers, (784, 100), strict=True):
        layer.build((None, inputs))
    assert shown[1]["forward_passes"] == 2 * sum(layer.count_params() for layer in layers)
