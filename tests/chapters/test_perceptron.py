"""The perceptron chapter says what its cells print, and quotes the published numbers right."""

import ast
import json
import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = json.loads((ROOT / "tests" / "golden.json").read_text(encoding="utf-8"))
CELLS = {
    cell.id: cell
    for cell in nbformat.read(ROOT / "chapters" / "01-perceptron.ipynb", as_version=4).cells
}


def printed(cell_id: str) -> str:
    return "".join(output.get("text", "") for output in CELLS[cell_id].outputs)


def assigned(cell_id: str, name: str):
    """The literal that a code cell assigns to a name."""
    for node in ast.walk(ast.parse(CELLS[cell_id].source)):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == name:
            return ast.literal_eval(node.value)
    raise AssertionError(f"{cell_id} assigns nothing to {name}")


@pytest.mark.parametrize(
    ("prose", "sentence", "cell", "evidence"),
    [
        ("puzzle", r"0.5000 \quad 0.5000 \quad 0.5000", "xor-single-unit", "[0.5 0.5 0.5 0.5]"),
        ("published-read", "falls from 0.6886", "logicgate-code", "step  100: cost 0.6886"),
        ("published-read", "to 0.1604 after 1,000", "logicgate-code", "step 1000: cost 0.1604"),
        ("convergence", "bound is $3 \\cdot 9 = 27$", "convergence-code", "27.0"),
        ("convergence-read", "after 6, 4 and 6 epochs", "convergence-code", "OR       4 "),
        ("tie-read-and-iris", "Four epochs instead of six", "tie-code", "eta 0.1: 4 epochs"),
        ("tie-read-and-iris", "Four epochs instead of six", "tie-code", "eta 1.0: 6 epochs"),
        ("iris-read", "on all 150 flowers", "iris-code", "right 1.00  [2, 0.5] -> [1]"),
        (
            "iris-hard-read",
            "at 0.76 and 0.60",
            "iris-hard-code",
            "nnbook Perceptron        right 0.76",
        ),
        ("iris-hard-read", "at 0.76 and 0.60", "iris-hard-code", "Perceptron  right 0.60"),
        ("iris-hard-read", "on 95 of 100", "iris-hard-code", "logistic regression      right 0.95"),
        ("iris-hard-read", r"\approx 1.3863", "xor-single-unit", "1.38629436"),
        (
            "xor-by-hand",
            "0.1287, 0.7997, 0.8011, 0.1442",
            "xor-from-gates",
            "0.1287 0.7997 0.8011 0.1442",
        ),
        (
            "lines",
            "57% of the starts succeed",
            "many-starts",
            "shared weights  XOR     all right from  57%",
        ),
        (
            "lines",
            "weights, 58% without",
            "many-starts",
            "true 2-2-1      XOR     all right from  58%",
        ),
        ("lines", "0% against 90%", "many-starts", "shared weights  corner  all right from   0%"),
        ("lines", "0% against 90%", "many-starts", "true 2-2-1      corner  all right from  90%"),
        (
            "lines",
            "42% of its starts",
            "many-starts",
            "true 2-2-1      XOR     all right from  58%",
        ),
        ("hidden-nodes", "with 19 questions", "lines-code", "questions in the tree: 19"),
        ("regression", "makes 99% of the MSE", "regression-code", "outlier's share 99%"),
        ("regression", "83% of the MAE", "regression-code", "3.0000, outlier's share 83%"),
        ("regression", "93% of the Huber", "regression-code", "2.5625, outlier's share 93%"),
        ("classification", "= 0.4700$", "crossentropy-code", "categorical:         [0.47 "),
    ],
)
def test_a_number_in_prose_is_one_that_a_cell_prints(prose, sentence, cell, evidence):
    assert sentence in " ".join(CELLS[prose].source.split())
    assert evidence in printed(cell)


@pytest.mark.parametrize("gate", ["AND", "OR", "NAND"])
def test_the_published_gates_are_quoted_right(gate):
    parameters, answers, costs = assigned("published-code", "published")[gate]
    first, last = GOLDEN["gates"][gate][0], GOLDEN["gates"][gate][-1]
    assert parameters == last[2:]
    assert answers == GOLDEN["gate_predictions"][gate]
    assert costs == [round(first[1], 8), round(last[1], 8)]


def test_the_published_xor_numbers_are_quoted_right():
    predictions, unit = GOLDEN["gate_predictions"], GOLDEN["gates"]["XOR_single_unit"]
    costs = [round(unit[0][1], 8), round(unit[-1][1], 8)]
    assert assigned("xor-single-unit", "published") == predictions["XOR_single_unit"] + costs
    assert assigned("xor-from-gates", "published") == predictions["XOR_as_AND_of_NAND_OR"]
    assert sum(assigned("pitfall-shared-code", "published"), []) == predictions["XORNet"]
    for step, cost in (GOLDEN["xornet_cost"][0], GOLDEN["xornet_cost"][-1]):
        assert f"({step}, {cost:.8f})" in CELLS["pitfall-shared-code"].source


def test_each_published_mistake_has_a_box_that_says_how_to_catch_it():
    for pitfall in ("D-026", "D-115", "D-116"):
        boxes = [
            cell.source
            for cell in CELLS.values()
            if cell.cell_type == "markdown" and pitfall in cell.metadata.get("pitfalls", [])
        ]
        assert any("{admonition} Pitfall" in source for source in boxes), pitfall
        assert any(re.search(r"[Cc]atch|Check", source) for source in boxes), pitfall


def test_code_fits_the_column_of_the_page():
    for cell in CELLS.values():
        if cell.cell_type == "code":
            lines = cell.source.splitlines() + printed(cell.id).splitlines()
            assert max(map(len, lines), default=0) <= 80, cell.id
