"""The backpropagation chapter says what its cells print, and quotes published numbers right."""

import ast
import itertools
import json
import math
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = json.loads((ROOT / "tests" / "golden.json").read_text(encoding="utf-8"))
CELLS = {
    cell.id: cell
    for cell in nbformat.read(ROOT / "chapters" / "03-backprop.ipynb", as_version=4).cells
}
PITFALLS = (
    "D-030", "D-073", "D-074", "D-076", "D-078", "D-085", "D-086", "D-088", "D-090", "D-092",
    "D-093", "D-099", "D-100", "D-121", "D-122", "D-123",
)  # fmt: skip


def printed(cell_id: str) -> str:
    return "".join(output.get("text", "") for output in CELLS[cell_id].outputs)


def defined(*cell_ids: str) -> dict:
    """The classes and functions of these cells, without running anything else in them."""
    namespace = {"np": np}
    for cell_id in cell_ids:
        for node in ast.parse(CELLS[cell_id].source).body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.ImportFrom)):
                exec(compile(ast.Module([node], []), cell_id, "exec"), namespace)
    return namespace


@pytest.mark.parametrize(
    ("prose", "sentence", "cell", "evidence"),
    [
        ("puzzle", r"2 \cdot 50{,}890 = 101{,}780", "puzzle-data", "a step 101,780"),
        ("puzzle", "1,797 digits", "puzzle-data", "images  (1347, 28, 28)"),
        ("numeric", "1,210 parameters, 2,420 forward", "numeric-code", "1,210 parameters: 4,840"),
        ("numeric-read", "After 4,840 forward passes", "numeric-code", "4,840 forward passes"),
        ("numeric-read", "0.00392", "pitfall-twice-code", "divided again 0.00392"),
        ("numeric-read", "sums to about 0.01", "pitfall-twice-code", "batch: [0.01 0.01 0.01]"),
        ("numeric-read", r"near $\ln 10$", "pitfall-twice-code", "first loss 2.30"),
        ("chain", "= 14.0901", "nodes-code", "14.0901"),
        ("chain", "seven, two, seven, nine, two", "nodes-code", "du 7, dv 2, da 7, db 9, dc 2"),
        ("order", "= 50{,}816", "order-code", "50,816    509,600     50,816"),
        ("order", "= 509{,}600", "order-code", "50,816    509,600     50,816"),
        ("order-read", "34 times as many", "order-code", "1,020,000  1,020,000     30,000"),
        ("activations", "about one millionth", "activations-code", "0.25 ** 10 = 0.0000010"),
        ("pitfall-relu", r"$\tfrac12$", "pitfall-bugs-code", "at the kink: 0.5000"),
        ("dense", "= (9, 13, 14)", "dense-one-code", "[[ 9. 13. 14.]]"),
        ("dense-batch", "8 & 31", "dense-code", "dW [ 8. 31.] [10. 35.] [12. 39.]"),
        ("half-square", r"\text{Err} = 1.125", "half-square-code", "Err 1.125"),
        ("half-square", "(-0.375, -0.75)", "half-square-code", "[-0.375 -0.75 ] [0.75 1.5 ]"),
        ("softmax", "(0.125, 0.25, -0.375)", "softmax-code", "dz [ 0.125  0.25  -0.375]"),
        ("delta", "with an error of 0.005", "delta-code", "the check is off by 0.0050"),
        ("kink-read", "With zero biases the check *fails*", "net-code", "0.0 * normal: Assertion"),
        ("kink-read", "One of the seven samples", "net-code", "that are exactly 0: 5"),
        ("kink-read", "With random biases every slope", "net-code", "1.0 * normal: right"),
        ("budget-read", "has made two steps", "budget-code", "2 steps, 573 million mult"),
        ("budget-read", "the other 1,613", "budget-code", "1,613 steps"),
        ("budget-read", "33,927 steps", "budget-code", "33,927 backprop steps"),
        ("twins", "above 0.97", "digits-code", "step 500: loss 0.0122"),
        ("scale", "reach 1,000 instead of 1", "scale-code", "largest published pixel: 1000"),
        ("scale", "that of guessing", "scale-code", "rate 0.001: test accuracy 0.10"),
        ("models-read", "After 300 steps", "models-code", "300 steps"),
        ("models-read", "25.6 epochs", "epochs-code", "1000 steps = 25.6 epochs"),
        ("models-read", r"\approx 39$", "epochs-code", "39.06 steps in an epoch"),
    ],
)
def test_a_number_in_prose_is_one_that_a_cell_prints(prose, sentence, cell, evidence):
    assert sentence in " ".join(CELLS[prose].source.split())
    assert evidence in printed(cell)


def test_the_extrapolation_is_arithmetic():
    sizes = (784, 64, 10)
    parameters = sum((n + 1) * m for n, m in itertools.pairwise(sizes))
    assert parameters == 50_890
    assert round(2 * parameters / 3) == 33_927
    assert round(2 * 1e9 / 3 / 1e6) == 667
    assert "667 million" in " ".join(CELLS["budget-read"].source.split())


def test_the_best_order_is_the_best_of_all_orders():
    """The page's recursion, against every way to put the parentheses."""
    page = defined("order-code")

    def all_orders(chain):  # chain: shapes (rows, columns), left to right
        if len(chain) == 1:
            yield 0, chain[0]
        for i in range(len(chain) - 1):
            (p, q), (_, r) = chain[i], chain[i + 1]
            for cost, shape in all_orders([*chain[:i], (p, r), *chain[i + 2 :]]):
                yield cost + p * q * r, shape

    for sizes in ((784, 64, 10, 1), (1, 10, 64, 784), (100, 100, 1, 100, 100), (2, 7, 3, 5, 4, 6)):
        chain = [(m, n) for n, m in itertools.pairwise(sizes)][::-1]
        costs = [cost for cost, _ in all_orders(chain)]
        assert page["best_order"](sizes) == min(costs)
        assert {page["reverse_mode"](sizes), page["forward_mode"](sizes)} <= set(costs)


def test_for_one_loss_no_order_beats_the_reverse_one_by_more_than_a_factor_of_two():
    page = defined("order-code")
    rng = np.random.default_rng(0)
    for _ in range(300):
        sizes = (*(int(n) for n in rng.integers(1, 50, size=rng.integers(2, 6))), 1)
        assert page["reverse_mode"](sizes) <= 2 * page["best_order"](sizes)


@pytest.mark.parametrize("model", ["model 1", "model 2", "model 3"])
def test_the_published_table_is_quoted_right(model):
    rows = GOLDEN["mnist_numpy_models"][model.replace(" ", "_")]
    line = next(
        line for line in CELLS["models-read"].source.splitlines() if line.startswith(f"| {model}")
    )
    cells = [cell.strip() for cell in line.strip("|").split("|")]

    def short(value):
        return f"{value:.4f}".lstrip("0")

    first, last = rows[0], rows[-1]
    assert cells[1] == f"{short(first[1])} → {short(last[1])}"
    assert cells[2] == f"{short(first[2])} → {short(last[2])}"
    assert cells[3] == f"{short(first[3])} → {short(last[3])}"
    assert cells[4] == short(max(row[3] for row in rows))

    held = (ROOT / "tests" / "nnbook" / "test_mnist_models.py").read_text(encoding="utf-8")
    (expected,) = re.search(rf'\("{model}", (0\.\d+)\)', held).groups()
    (tolerance,) = re.search(r"abs=0(\.\d+)\)", held).groups()
    assert cells[5] == expected.lstrip("0")
    assert f"within {tolerance}, as the mean of five seeds" in CELLS["models-read"].source


def test_the_check_catches_a_wrong_backward_pass_in_every_layer():
    """Each slope of each layer, spoiled a little: the page's check must refuse, and say where."""
    page = defined("check-code", "activations-code", "dense-code")
    rng = np.random.default_rng(0)
    x = rng.normal(size=(4, 3))

    def dense():
        return page["Dense"](rng.normal(size=(3, 2)), rng.normal(size=2))

    for make in (page["Sigmoid"], page["Tanh"], page["ReLU"], dense):
        page["check_layer"](make(), x)
        layer = make()
        right = layer.backward
        layer.backward = lambda dy, right=right: right(dy) * (1 + 1e-4)
        with pytest.raises(AssertionError, match=r"dx\[\d, \d\] at x.*got .*expected"):
            page["check_layer"](layer, x)

    for key in ("kernel", "bias"):
        layer = dense()
        right = layer.backward

        def wrong(dy, layer=layer, right=right, key=key):
            dx = right(dy)
            layer.grads[key] = layer.grads[key] / len(dy)
            return dx

        layer.backward = wrong
        with pytest.raises(AssertionError, match=rf"d{key}\[.*got .*expected"):
            page["check_layer"](layer, x)


def test_the_check_refuses_nan():
    page = defined("check-code")
    with pytest.raises(AssertionError, match="got nan"):
        page["check_gradient"](np.sum, np.ones(2), np.array([1.0, math.nan]))


def test_each_published_mistake_is_caught_where_the_page_says_so():
    bugs = printed("pitfall-bugs-code")
    assert "'PublishedSigmoid' object has no attribute 'out'" in bugs  # D-078
    assert "backward changed 11 of 20 entries of dy" in bugs  # D-090
    assert "shortcut, published: AssertionError" in bugs and "shortcut, ours: right" in bugs
    assert re.search(
        r"PublishedLoss: AssertionError:\n.*got -1\.0000, expected -0\.9950", printed("delta-code")
    )
    assert "Every entry has the wrong sign" in printed("half-square-code")  # D-030
    assert "name 'B' is not defined" in printed("pitfall-dense-code")  # D-093
    assert "expected 0.0000" in printed("pitfall-dense-code")


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_each_published_mistake_has_a_box_that_says_how_to_catch_it(pitfall):
    tagged = [
        cell for cell in CELLS.values()
        if cell.cell_type == "markdown" and pitfall in cell.metadata.get("pitfalls", [])
    ]  # fmt: skip
    assert tagged
    if pitfall in ("D-088", "D-123"):  # told in the text, by a Think box and an experiment
        return
    boxes = [cell.source for cell in tagged if "{admonition} Pitfall" in cell.source]
    assert any(re.search(r"[Cc]atch|check", box) for box in boxes), pitfall


def test_keras_and_we_print_the_same_slopes():
    lines = [line for line in printed("keras-code").splitlines() if "Keras" in line]
    assert len(lines) == 9  # the loss, and kernel and bias of four layers
    for line in lines:
        ours, theirs = re.search(r"(-?\d\.\d{6}), Keras +(-?\d\.\d{6})", line).groups()
        assert float(ours) == pytest.approx(float(theirs), abs=2e-6)


def test_the_digits_are_read():
    assert float(re.findall(r"test (0\.\d+)", printed("digits-code"))[-1]) >= 0.97


def test_code_fits_the_column_of_the_page():
    for cell in CELLS.values():
        if cell.cell_type == "code":
            lines = cell.source.splitlines() + printed(cell.id).splitlines()
            assert max(map(len, lines), default=0) <= 80, cell.id
