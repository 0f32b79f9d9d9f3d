"""The chapter on gradient descent says what its cells print, and quotes the published counts."""

import ast
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nnbook import landscapes

ROOT = Path(__file__).resolve().parents[2]
CELLS = {
    cell.id: cell
    for cell in nbformat.read(ROOT / "chapters" / "02-gradient-descent.ipynb", as_version=4).cells
}


def printed(cell_id: str) -> str:
    return "".join(output.get("text", "") for output in CELLS[cell_id].outputs)


def prose(cell_id: str) -> str:
    return " ".join(CELLS[cell_id].source.split())


def assigned(cell_id: str, name: str):
    """The literal that a code cell assigns to a name."""
    for node in ast.walk(ast.parse(CELLS[cell_id].source)):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == name:
            return ast.literal_eval(node.value)
    raise AssertionError(f"{cell_id} assigns nothing to {name}")


@pytest.mark.parametrize(
    ("cell", "sentence", "source", "evidence"),
    [
        ("puzzle", "$-2.2$ it stops after 17 steps", "puzzle-code", "sine     from  -2.2:  17"),
        ("puzzle", "three other places it reports 100", "puzzle-code", "sine     from   1.2: 100"),
        ("supervised", "/5 = 10$", "loss-decides", "squared       is least at c = 10.00"),
        ("supervised", "| the median | 4 |", "loss-decides", "absolute      is least at c = 4.00"),
        ("supervised", "$2/5 = 0.4$", "loss-decides", "crossentropy  is least at c = 0.40"),
        ("brute", "{,}000$. The grid: $100^9 = 10^{18}$", "brute-code", "18000, grid 1e+18"),
        ("brute", "about 32,000 years", "brute-code", "or 31688 years"),
        ("derivative", "= 12.61", "derivative-code", "forward 12.61, central 12.01"),
        ("derivative", "\\nabla f (1, 2) = (8, 3)", "derivative-code", "(1, 2): [8. 3.]"),
        ("two-errors", "\\approx 7 \\cdot 10^{-6}", "two-errors-code", "theory 7e-06"),
        ("two-errors", "near $10^{-8}$", "two-errors-code", "forward           best epsilon 1e-08"),
        ("two-errors", "slope 1 (forward) or 2", "two-errors-code", "forward +1.0, central +2.0"),
        ("two-errors", "falls with slope −1", "two-errors-code", "forward -1.0, central -1.0"),
        ("complex", "barely three right digits", "two-errors-code", "float32 1e-03"),
        ("complex", "$\\varepsilon = 10^{-200}$", "complex-code", "1e-200       0.00000"),
        ("rule", "| 3 | 2.56 |", "rule-code", "x_0 ... x_3 : [5.   4.   3.2  2.56]"),
        ("counts-think", "at 5 in no time", "stopping-code", "step           0  arrived"),
        ("stopping", "that is 0.001", "stopping-code", "0.000998"),
        ("counts-read", "slope is down to 0.005", "counts-code", "100   -1.355   0.0047"),
        ("counts-read", "Thirteen more steps", "counts-code", "113   -1.355"),
        ("counts-read", "stands at −0.476", "counts-code", "100   -0.476  -1.2082"),
        ("counts-read", "22.549, after 378 steps", "counts-code", "378   22.549"),
        ("counts-read", "by 409 before it", "critical-code", "by 409 before -0.476, by 877"),
        ("counts-read", "at 0 its slope is −1", "critical-code", "slopes there: [ -1. "),
        ("counts-read", "It stands at 0.283", "counts-code", "100    0.283   0.2401"),
        ("counts-read", "it stops at 0.018", "counts-code", "1806    0.018"),
        ("counts-read", "with a slope of 0.0008", "counts-code", "17   -2.814   0.0008"),
        ("rates-read", "the run is at 217", "rates-thirty", "100 steps |x| = 217"),
        ("rates-read", "a million steps, two places", "rates-thirty", "visit only -30.0 30.0"),
        ("rates-read", "alternates between two", "chaos-code", "1.1  places in 64 steps:  2"),
        ("rates-read", "takes four places", "chaos-code", "rate 1.24 places in 64 steps:  4"),
        ("rates-read", "Only above 2 does it explode", "chaos-code", "rate 2.1  explodes"),
        ("rates-read", "agree to twelve digits", "chaos-code", "0.3 after 100"),
        ("basins-read", "−2.81: at 0.02 the run arrives", "convex-code", "2 / L = 0.022"),
        ("saddle", "\\approx 349$", "saddle-code", "after 349 steps, by hand 348.8"),
        ("saddle", "exactly* 0", "saddle-code", "from y = 0     : beyond 1 after no step"),
        ("saddle", "$y_0 = 10^{-16}$", "saddle-code", "1e-16 : beyond 1 after 1861 steps"),
        ("regression", "= 4.6667", "regression-code", "cost 4.6667, slopes -5.3333 and -4.0000"),
        ("regression", "$w = 1.5333$, $b = 0.4$", "regression-code", "w = 1.5333, b = 0.4000"),
        ("training", "below $6 \\cdot 10^{-13}$", "scaling-code", "3.3e+12, rate below 6e-13"),
        ("training", "one below 0.523", "scaling-code", "3.8, rate below 0.52"),
        ("training", "some $10^{12}$ steps", "scaling-code", "8e+11 steps"),
        ("training-read", "multiplies its cost by 1.13", "training-code", "the cost by 1.13"),
        ("training-read", "its factor is −0.91", "training-code", "factor at 0.5: -0.91"),
        ("training-read", "$\\kappa$ is about 4,900", "flat-code", "condition number 4897"),
        ("sgd", "from +0.333 to −0.280", "flat-code", "[0.333 0.324 0.067 0.336]"),
        ("sgd", "from +0.333 to −0.280", "flat-code", "1.16      [-0.28   0.351  0.133  0.99 ]"),
        ("sgd", "within 20 cents", "flat-code", "100  0.00368     1.34"),
        ("sgd", "take 140, SGD 4,420", "sgd-code", "4420 steps"),
        ("noise", "*ends* at 0.0003 is luck", "sgd-code", "0.0003, mean of the last epoch 0.0053"),
        ("proof", "the gradient is `None`", "keras-code", "before the tape: [None, None]"),
    ],
)  # fmt: skip
def test_a_number_in_prose_is_one_that_a_cell_prints(cell, sentence, source, evidence):
    assert sentence in prose(cell)
    assert evidence in printed(source)


def test_the_published_counts_are_quoted_right():
    """17/100/28, 100/82/50 and 17/100 steps, at the rate 0.01, of at most 100."""
    counts = assigned("counts-code", "published")
    assert [counts["sine", x] for x in (-2.2, -0.5, 1.5)] == [17, 100, 28]
    assert [counts["quartic", x] for x in (-10.0, 5.0, 33.0)] == [100, 82, 50]
    assert [counts["sine", x] for x in (-2.2, 1.2)] == [17, 100]


def test_the_step_that_the_figure_to_play_with_is_asked_for():
    """Between the rates 0.02 and 0.025 the sine's deepest valley stops holding a run."""
    arrives = landscapes.gradient_descent(landscapes.sine, -2.2, 0.02)
    never = landscapes.gradient_descent(landscapes.sine, -2.2, 0.025, max_steps=10_000)
    assert arrives.converged
    assert arrives.points[-1] == pytest.approx(landscapes.sine.minima[0][0], abs=1e-4)
    assert not never.converged
    assert len(np.unique(never.points[-100:].round(6))) == 2  # to and fro, as the text says
    left = landscapes.gradient_descent(landscapes.sine, -0.05, 0.01, max_steps=10_000)
    assert left.points[-1] == pytest.approx(-1.355, abs=1e-3)


def test_the_stock_table_is_the_published_one():
    table = next(
        node.value.args[0]
        for node in ast.walk(ast.parse(CELLS["regression-code"].source))
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == "stock"
    )
    stock = np.array(ast.literal_eval(table))
    assert stock.shape == (8, 5)
    assert stock.max() == 1828100
    opened, high, _, low, closed = stock.T
    assert (low < high).all()
    assert (low <= np.minimum(opened, closed)).all()
    assert (np.maximum(opened, closed) <= high).all()
    for x, limit in ((stock[:, :4], 6.0e-13), (_min_max(stock)[:, :4], 0.523)):
        x = np.column_stack([x, np.ones(8)])
        largest = np.linalg.norm(x, 2) ** 2 * 2 / 8  # the largest singular value, not eigvalsh
        assert 2 / largest == pytest.approx(limit, rel=1e-2)


def _min_max(table):
    return (table - table.min(axis=0)) / np.ptp(table, axis=0)


def test_each_published_mistake_has_a_box_that_says_how_to_catch_it():
    for pitfall in (
        "D-001", "D-004", "D-009", "D-015", "D-022", "D-117", "D-124", "D-125", "D-126", "D-127",
        "D-128", "D-129",
    ):  # fmt: skip
        boxes = [
            box
            for cell in CELLS.values()
            if cell.cell_type == "markdown" and pitfall in cell.metadata.get("pitfalls", [])
            for box in re.findall(r"^:::\{admonition\} Pitfall.*?^:::", cell.source, re.S | re.M)
        ]
        assert boxes, pitfall
        assert any(re.search(r"[Cc]atch|Check", box) for box in boxes), pitfall


def test_keras_trains_the_same():
    lines = re.findall(r"ours (\S+)  Keras (\S+)", printed("keras-code"))
    assert len(lines) == 4
    assert all(ours == theirs for ours, theirs in lines)


def test_code_fits_the_column_of_the_page():
    for cell in CELLS.values():
        if cell.cell_type == "code":
            lines = cell.source.splitlines() + printed(cell.id).splitlines()
            assert max(map(len, lines), default=0) <= 80, cell.id
