"""What the regularization assignment says to its reader holds, in words and in its clue cells."""

import io
import re
from contextlib import redirect_stdout

import numpy as np
import pytest

from nnbook import layers, regularizers


@pytest.fixture(scope="module")
def notebook(source):
    return source("regularization")


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
    return " ".join(
        next(cell.source for cell in notebook.cells if cell.id == cell_id).split()
    ).replace("> ", "")


def test_the_leak_is_right_about_coins_and_the_honest_program_is_not(notebook, shown):
    printed, space = shown
    assert printed["published-program"] == "Right about coins: 92%\n"
    assert "right in 92% of the cases" in text(notebook, "title")
    honest = space["mean_of_twenty_studies"](space["honest_predictions"])
    assert honest == pytest.approx(0.5, abs=0.05)


def test_either_leak_alone_is_found_by_its_own_test(notebook, shown):
    """Mended by halves, the published program differs from the honest one on a test's table."""
    space = shown[1]
    right = next(cell.source for cell in notebook.cells if cell.id == "honest-predictions")
    for cell_id, half in (
        ("labels", right.replace("x[train], y[train], k", "x, y, k")),
        ("features", right.replace("x[train].min", "x.min").replace("x[train].max", "x.max")),
    ):
        cell = next(c for c in notebook.cells if c.id == f"honest-predictions-test-{cell_id}")
        assert half != right
        names = dict(space)
        exec(half, names)
        with pytest.raises(AssertionError, match="took part"):
            exec(cell.source, names)


def test_the_published_penalty_and_its_gradient_part_with_the_size(shown):
    rows = re.findall(r"^ *(\d+) +([\d.]+) +([\d.]+)$", shown[0]["published-penalty"], re.M)
    assert [float(formula) for _, formula, _ in rows] == [0.1] * 3
    for units, _, measured in rows:
        assert float(measured) == pytest.approx(0.2 / (3 * int(units)), abs=1e-4)


def test_the_factors_give_the_same_penalty(shown):
    space = shown[1]
    w = np.random.default_rng(0).normal(size=(784, 100))
    ours = regularizers.L2(space["keras_factor_of_the_program"])(w)
    assert ours == pytest.approx(space["published_penalty"]({"kernel": w}, 0.01)[0])
    ours = regularizers.L2(space["keras_factor_of_the_paper"])(w)
    assert ours == pytest.approx(space["l2_penalty"]({"kernel": w}, 0.0005)[0])


def test_the_predictions_come_true(shown):
    space = shown[1]
    w = np.array([1.0])
    for _ in range(int(space["proximal_steps_to_zero"])):
        assert w[0] != 0
        w = space["proximal_step"](w, np.zeros(1), 1 / 8, 2.0)
    assert w[0] == 0
    w = 1.0
    for _ in range(3):
        w -= 1 / 8 * regularizers.L2(2.0).gradient(w)
    assert w == pytest.approx(space["l2_after_3_steps"])
    w = 0.3
    for _ in range(100):
        w -= 1 / 8 * regularizers.L1(2.0).gradient(w)
    assert w == pytest.approx(space["plain_l1_after_100_steps"])


def test_plain_steps_make_a_zero_only_where_they_happen_to_land_on_it(notebook):
    assert "jump over 0, unless they happen to land on it" in text(notebook, "question-3")
    starts = np.linspace(0.01, 1, 100)
    w = starts.copy()
    for _ in range(100):
        w -= 1 / 8 * regularizers.L1(2.0).gradient(w)
    assert starts[w == 0].tolist() == [0.25, 0.5, 0.75, 1.0]


def test_the_means_of_the_published_dropout(notebook, shown):
    rows = re.findall(r"^([\d.]+) +([\d.]+) +([\d.]+)$", shown[0]["published-dropout"], re.M)
    assert rows == [("0.2", "0.80", "1.00"), ("0.5", "0.50", "1.00"), ("0.8", "0.20", "1.00")]
    assert "a fifth as large as at test time" in text(notebook, "question-4-task")


def test_the_published_leash_lengthens(shown):
    before, after = re.findall(r"\[(.*)\]", shown[0]["published-max-norm"])
    assert before.split() == ["5.", "0.5", "1.", "0.1"]
    assert after.split() == ["1."] * 4


def test_the_references_are_nnbooks(shown):
    space, rng = shown[1], np.random.default_rng(1)
    kernel = rng.normal(size=(7, 5))
    np.testing.assert_allclose(
        space["max_norm"](kernel, 1.5), regularizers.MaxNorm(1.5)(kernel), rtol=1e-6
    )
    penalty, gradients = space["l2_penalty"]({"kernel": kernel, "bias": kernel[0]}, 0.3)
    twin = regularizers.L2(0.15)
    assert penalty == pytest.approx(twin(kernel))
    np.testing.assert_allclose(gradients["kernel"], twin.gradient(kernel))
    assert not gradients["bias"].any()
    x, dy = rng.normal(size=(2, 400, 30))
    layer = layers.Dropout(0.3, seed=0)
    y, mask = layer.forward(x, training=True), layer.mask
    _, ours = space["dropout_forward"](x, 0.3, rng, training=True)
    assert set(np.unique(ours.round(9))) == set(np.unique(mask.round(9)))
    np.testing.assert_allclose(y, x * mask)
    np.testing.assert_allclose(space["dropout_backward"](dy, mask), layer.backward(dy))


def test_the_example_of_early_stopping(notebook, shown):
    """ "the losses 5, 3, 4, 3, 1 ... it stops there, and never sees the 1"."""
    assert "the losses 5, 3, 4, 3, 1" in text(notebook, "question-6")
    given = iter([5.0, 3.0, 4.0, 3.0, 1.0])
    _, best_epoch, losses = shown[1]["early_stopping"](
        {"w": np.zeros(1)}, lambda params: None, lambda params: next(given), 2, 5
    )
    assert (best_epoch, losses) == (2, [5.0, 3.0, 4.0, 3.0])


def test_stopping_in_time_reads_more_digits(shown):
    stopped, went_back, in_time, _, to_the_end = map(
        float, re.findall(r"[\d.]*\d", shown[0]["stopping-digits"].replace("all 80", "all"))
    )
    assert stopped == went_back + 10 < 80
    assert in_time > to_the_end + 5


def test_the_curves_say_what_the_answer_reads_off_them(notebook, shown):
    printed, space = shown
    numbers = [
        [float(n) for n in line.split()[1:]]
        for line in printed["curves"].splitlines()
        if "loss " in line
    ]
    (a_loss, a_val, b_loss, b_val) = numbers
    answer = text(notebook, "explain-curves")
    assert "from 0.98 after epoch 5 to 0.08 after epoch 40" in answer
    assert (a_loss[0], a_loss[-1]) == (0.98, 0.08)
    assert "and then rises to 0.72" in answer and a_val[-1] == 0.72
    assert min(a_val) == a_val[2] < a_val[-1]
    assert all(loss > val for loss, val in zip(b_loss, b_val, strict=True))
    assert b_loss[-1] == 0.46 and "far below the 0.46 that `fit` reports" in answer
    # Net B is the last one that the cell trained.
    assert "After the cell, `net` is net B" in text(notebook, "question-7-task")
    without_dropout, _ = space["net"].evaluate(space["images"], space["labels"], verbose=0)
    assert "gives 0.10, below the 0.17 of the validation set" in answer
    assert (round(without_dropout, 2), b_val[-1]) == (0.10, 0.17)
    # Net A is best near epoch 15; this learns from the cell once more.
    code = next(cell.source for cell in notebook.cells if cell.id == "curves")
    names = dict(space)
    with redirect_stdout(io.StringIO()):
        exec(
            code.replace('    (axes[1], "B", 32, 0.5, 0.005, pool[:800], pool_y[:800]),\n', ""),
            names,
        )
    val_loss = names["history"]["val_loss"]
    assert "to 0.57 near epoch 15" in answer
    assert (int(np.argmin(val_loss)) + 1, round(min(val_loss), 2)) == (15, 0.57)
    assert "the training loss at about 0.3" in answer
    assert names["history"]["loss"][14] == pytest.approx(0.3, abs=0.05)


def test_the_mean_over_an_epoch_explains_the_one_gap_and_not_the_other(notebook, shown):
    """Net A's after epoch 5, not net B's after epoch 40."""
    space = shown[1]
    assert "In its first epochs net A shows the second thing, too" in text(
        notebook, "question-7-task"
    )
    images, labels = space["pool"][:150], space["some_y"]
    net = space["small_net"](100)
    history = net.fit(
        images,
        labels,
        50,
        5,
        verbose=0,
        validation_data=(space["pool"][-300:], space["pool_y"][-300:]),
    ).history
    after = net.evaluate(images, labels, verbose=0)[0]
    assert after < history["val_loss"][-1] < history["loss"][-1]

    images, labels = space["images"], space["labels"]
    net = space["small_net"](32, 0.5, 0.005)
    net.fit(images, labels, 50, 39, verbose=0)
    before = net.evaluate(images, labels, verbose=0)[0]
    net.fit(images, labels, 50, 1, verbose=0)
    after = net.evaluate(images, labels, verbose=0)[0]
    assert after == pytest.approx(space["net"].evaluate(images, labels, verbose=0)[0])
    assert "falls by 0.002 in epoch 40" in text(notebook, "explain-curves")
    assert before - after == pytest.approx(0.002, abs=0.001)


def test_question_7_needs_no_answer_to_an_earlier_one(notebook):
    names: dict = {}
    with redirect_stdout(io.StringIO()):
        for cell_id in ("setup", "curves"):
            exec(next(cell.source for cell in notebook.cells if cell.id == cell_id), names)
    assert names["net"].count_params() == 2410
