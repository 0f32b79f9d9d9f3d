"""What the Keras assignment says to its reader holds, in words and in its clue cells."""

import ast
import io
import re
from contextlib import redirect_stdout

import numpy as np
import pytest


@pytest.fixture(scope="module")
def notebook(source):
    return source("keras")


@pytest.fixture(scope="module")
def shown(notebook):
    """What each locked cell prints when the reference answers stand above it; and the names."""
    space, printed = {}, {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and not cell.metadata.nbgrader.grade:
            with redirect_stdout(io.StringIO()) as output:
                exec(compile(cell.source, cell.id, "exec"), space)
            printed[cell.id] = output.getvalue()
    return printed, space


def text(notebook, cell_id):
    source = next(cell.source for cell in notebook.cells if cell.id == cell_id)
    return " ".join(source.split())


def numbers(line):
    return [float(number) for number in re.findall(r"\d*\.\d+", line)]


def test_the_sparse_loss_of_one_sigmoid_is_zero_or_an_error(notebook, shown):
    lines = shown[0]["loss-clues"].splitlines()
    assert numbers(lines[0]) == [0, 0, 0] and min(numbers(lines[1])) > 2
    assert "an error" in lines[2] and "an error" in lines[4]
    assert "The second and the third batch crash" in text(notebook, "question-2b-task")


def test_the_loop_prints_less_than_the_truth_and_teaches_no_averages(notebook, shown):
    lines = shown[0]["train-clues"].splitlines()
    printed, truth = numbers(lines[1]), numbers(lines[2])
    assert len(printed) == len(truth) == 5
    assert (np.subtract(truth, printed) > 0.04).all() and truth[-1] > 0.99 and printed[-1] < 0.7
    assert "Epoch 1 differs for another reason" in text(notebook, "question-4b")
    before, after, mean = (numbers(line) for line in lines[3:])
    assert before == after == [0, 0]
    assert min(mean) > 4


def test_more_padding_turns_a_good_review_bad(shown):
    likes = [numbers(line)[0] for line in shown[0]["padding-clues"].splitlines()]
    assert likes[0] > 0.9 and likes[-1] < 0.2
    assert likes == sorted(likes, reverse=True)


def test_keras_answers_nan_for_a_text_without_a_word(notebook, shown):
    assert "Keras answers with `nan` there" in text(notebook, "question-5a")
    net = shown[1]["text_reader"](4, 2)
    assert np.isnan(net(np.zeros((1, 3), dtype=int))).all()


def test_the_answer_to_when_to_stop_holds(notebook, shown):
    lines = shown[0]["stop-clues"].splitlines()[1:]
    epochs, never, this, right, loss = np.array([line.split() for line in lines], dtype=float).T
    asked, answer = text(notebook, "question-7b-task"), text(notebook, "explain-stop")
    assert (np.diff(never) > 0).all() and (np.diff(this) < 0).sum() == 0
    assert "from epoch 2 on is behind it" in asked
    assert never[0] == this[0] and (never[1:] < this[1:]).all()
    assert "here both are best in epoch 3" in answer and epochs[right.argmax()] == 3
    assert "up to .950" in answer and this.max() == 0.95
    assert "lowest in epoch 3" in answer and epochs[loss.argmin()] == 3
    assert "nearly doubles later" in answer and 1.8 < loss[-1] / loss.min() < 2
    assert "between .72 and .76 from epoch 2 on" in answer
    assert right[1:].min() > 0.72 and right.max() < 0.76
    # "still rises in epochs in which the net gets worse on new points"
    assert ((np.diff(never) > 0) & (np.diff(loss) > 0)).sum() >= 4


def test_keras_counts_the_same(shown):
    space = shown[1]
    assert space["build_net"](64, [128, 32], "one class", 6).count_params() == space["dense_count"]
    assert space["wide_and_deep"](5, 6, [30, 30]).count_params() == space["wide_count"]
    assert space["text_reader"](2_000, 8).count_params() == space["reader_count"]


def test_the_reference_loop_reports_what_fit_does(shown):
    """Weights and history, with a batch normalization and a smaller last batch."""
    space = shown[1]
    keras = space["keras"]
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(11, 4)).astype("float32"), rng.integers(0, 3, size=11)
    histories, weights = [], []
    for run in (space["train"], None):
        keras.utils.set_random_seed(0)
        # A bias before a normalization has the slope 0 wherever its ReLU is open: Adam divides the
        # rounding of that by itself, and walks another way on another processor.
        net = keras.Sequential([keras.Input((4,))])
        net.add(keras.layers.Dense(8, activation="relu", use_bias=False))
        net.add(keras.layers.BatchNormalization())
        net.add(keras.layers.Dense(3, activation="softmax"))
        optimizer = keras.optimizers.Adam(0.01)
        if run:
            histories.append(run(net, optimizer, x, y, 3, 4))
        else:
            net.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
            histories.append(net.fit(x, y, 4, 3, shuffle=False, verbose=0).history)
        weights.append(net.get_weights())
    for key in ("loss", "accuracy"):
        np.testing.assert_allclose(histories[0][key], histories[1][key], rtol=1e-4)
    for ours, theirs in zip(*weights, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-5)


def test_numpy_alone_is_asked_for_where_the_title_says(notebook):
    """Elsewhere Keras is the tool, and only the other libraries are forbidden."""
    alone, latest = set(), None
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.metadata.nbgrader.solution:
            body = ast.parse(cell.source).body
            latest = body[0].name if isinstance(body[0], ast.FunctionDef) else None
        elif cell.cell_type == "code" and cell.metadata.nbgrader.grade and latest:
            assert ("with forbid(allow=TOOLS):" in cell.source) != ("with forbid():" in cell.source)
            if "with forbid():" in cell.source:
                alone.add(latest)
    assert alone == {"choose_loss", "masked_mean"}
    assert "`choose_loss` and `masked_mean` you write with NumPy alone" in text(notebook, "title")
