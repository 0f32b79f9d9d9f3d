"""The chapter on Keras says what its cells print, and names what it teaches."""

import ast
import math
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nnbook import datasets, layers
from nnbook.model import Sequential

ROOT = Path(__file__).resolve().parents[2]
CELLS = {
    cell.id: cell
    for cell in nbformat.read(ROOT / "chapters" / "07-keras.ipynb", as_version=4).cells
}
CODE = [cell for cell in CELLS.values() if cell.cell_type == "code"]


def printed(cell_id: str) -> str:
    return "".join(output.get("text", "") for output in CELLS[cell_id].outputs)


@pytest.mark.parametrize(
    ("prose", "sentence", "cell", "evidence"),
    [
        ("puzzle", "right in some 91% of all", "puzzle-code", "1,000,000 new points: 0.910"),
        ("puzzle", "It gets 0.923 of them right", "subclass-code", " 0.9230    0.9098"),
        ("puzzle", '"accuracy 0.9067"', "subclass-code", "0.9240     0.9067"),
        ("puzzle", "On new points it reaches 0.9098", "subclass-code", "0.9230    0.9098"),
        ("split-pitfall", "1,719 steps of 32 images", "data-code", "1719 steps of 32 images"),
        ("count", "235{,}500", "weights-code", "(784 + 1) * 300 = 235,500"),
        ("count", "30{,}100", "weights-code", "(300 + 1) * 100 = 30,100"),
        ("count", "1{,}010", "weights-code", "(100 + 1) * 10 = 1,010"),
        ("count", "266{,}610", "sequential-code", "266,610"),
        ("count", "88% of this network", "weights-code", "first layer: 88%"),
        ("count", "232 parameters for each", "weights-code", "232 parameters an image"),
        ("compile", "shape `(300,)`", "weights-code", "bias (300,)"),
        ("functional-read", "rows", "callbacks-code", "California: 363 steps"),
        ("blobs-read", "in epoch 10 it says 0.7032", "subclass-code", "0.8550     0.7032"),
        ("blobs-read", "the mean over that epoch is 0.8550", "subclass-code", "10  0.5841 0.8550"),
        ("blobs-read", "at its end gets 0.8990", "subclass-code", " 0.8990    0.8849"),
        ("blobs-read", "classifier gets 0.919 of", "blobs-figure", "1,000 points: 0.919"),
        ("blobs-read", "a spread of 0.009", "blobs-figure", "deviation): 0.009"),
        ("text-think", "likes with 0.996 at length 24", "text-trap", "1.0000  0.9960"),
        ("text-think", "gets 0.440 at 256", "text-trap", "0.4401\n"),
        ("transfer-read", "0.884 against 0.825 from scratch", "transfer-code", "mean 0.825"),
        ("transfer-read", "0.884 against 0.825 from scratch", "transfer-code", "mean 0.884"),
        ("transfer-read", "nearly all of it (0.883) with 66", "transfer-code",
         "66 trainable   mean 0.883"),
        ("transfer-read", "0.682 frozen", "transfer-code", "165 trainable   mean 0.682"),
        ("transfer-read", "0.792 fine-tuned", "transfer-code", "mean 0.792"),
        ("transfer-read", "0.878 from scratch", "transfer-code", "6,405 trainable   mean 0.878"),
        ("search-read", "forgets `fit_kwargs`", "search-code", "-> clone: None"),
        ("search-read", "It knows no `n_neurons`", "search-code",
         "knows: fit_kwargs model model_kwargs warm_start"),
        ("summary", "266,610 and 1,239", "functional-code", "1,239"),
    ],
)  # fmt: skip
def test_a_number_in_prose_is_one_that_a_cell_prints(prose, sentence, cell, evidence):
    assert sentence in " ".join(CELLS[prose].source.split())
    assert evidence in printed(cell)


def test_the_counts_are_those_of_nnbook_too():
    """Three networks of the page, counted by nnbook's layers instead of Keras's."""
    for sizes, count in (
        ((784, 300, 100, 10), 266_610), ((784, 128, 10), 101_770), ((2, 128, 10), 1_674),
    ):  # fmt: skip
        net = Sequential([layers.Dense(units) for units in sizes[1:]])
        net.build((None, sizes[0]))
        assert net.count_params() == count
    assert "160{,}289" in CELLS["embedding"].source
    assert 10_000 * 16 + 17 * 16 + 17 == 160_289


def test_luck_explains_twice_as_much_as_learning_by_heart():
    """The limit, the luck and the rest add up as the solution says."""
    limit = float(re.search(r"new points: (\S+)", printed("puzzle-code"))[1])
    lucky = float(re.search(r"1,000 points: (\S+)", printed("blobs-figure"))[1])
    last = re.findall(r"^ +300 .* (\S+) +\S+$", printed("subclass-code"), re.M)
    trained = float(last[0])
    assert limit < lucky < trained
    assert round(1000 * (trained - lucky)) == 4  # "four points more"
    assert 2 * (trained - lucky) <= lucky - limit + 1e-9  # "explains twice as much"
    blobs = datasets.load("blobs")
    centers = np.random.default_rng(0).uniform(-10, 10, size=(10, 2))
    squares = ((blobs.x[:, None] - centers) ** 2).sum(axis=2)
    assert (squares.argmin(axis=1) == blobs.y).mean() == lucky


def test_the_steps_of_the_published_logs():
    assert math.ceil(55_000 / 32) == 1719
    assert math.ceil(20_640 * 9 / 16 / 32) == 363
    assert "11,610 remain" in " ".join(CELLS["functional-read"].source.split())


def test_a_run_that_stops_early_is_as_long_as_its_patience_says():
    stopped, best = re.search(
        r"stopped after epoch (\d+); best epoch (\d+)", printed("callbacks-code")
    ).groups()
    assert int(stopped) - int(best) == 10
    losses = re.search(
        r"best (\S+), last (\S+), of the model in hand (\S+)", printed("callbacks-code")
    )
    assert losses[1] == losses[3] != losses[2]
    again = re.search(r"best (\S+), last (\S+), in hand (\S+)", printed("callbacks-figure"))
    assert again[1] == again[3] != again[2]  # restored, although nothing stopped early


def test_both_libraries_end_with_the_same_losses():
    rows = re.findall(r"([\d,]+) +(\d\.\d{4}) +(\d\.\d{4})$", printed("twins-code"), re.M)
    assert len(rows) == 3
    assert all(ours == theirs for _, ours, theirs in rows)


def test_each_old_line_raises_and_has_a_successor():
    blocks = re.findall(
        r"^(\S.*)\n    (\w+): (.+)\n    today: (.+)$", printed("changed-code"), re.M
    )
    kinds = {old: kind for old, kind, _, _ in blocks}
    assert len(blocks) == 11
    assert kinds["SGD(lr=0.01)"] == "ValueError"
    assert kinds["keras.optimizer.SGD()"] == "AttributeError"
    assert kinds["Flatten(input_shape=(28, 28))"] == "UserWarning"
    assert kinds["model.predict_classes(x)"] == "AttributeError"
    assert kinds['save("m.h5"), loss="mse", load'] == "ValueError"
    assert kinds['save_weights("m.ckpt")'] == "ValueError"


def test_a_sparse_loss_on_one_unit_fails_or_says_nothing():
    lines = printed("embedding-code").splitlines()
    assert lines[0] == "[0, 1] sparse: indices[1] = 1 is not in [0, 1)"
    assert lines[2] == "[0, 0] sparse: loss [0. 0.]"
    assert "[0.3567 0.2231]" in lines[1] and "[0.3567 1.6094]" in lines[3]


def test_no_code_of_the_page_uses_what_the_page_calls_old():
    """Apart from the cell that shows the old lines."""
    old = {"lr", "input_shape", "input_dim", "predict_classes", "optimizer_v2", "Session"}
    for cell in CODE:
        if cell.id == "changed-code":
            continue
        tree = ast.parse(cell.source)
        # build_model has an argument of its own that is called input_shape.
        layer_calls = [
            node for node in ast.walk(tree)
            if isinstance(node, ast.Call) and "layers." in ast.unparse(node.func)
        ]  # fmt: skip
        used = {keyword.arg for call in layer_calls for keyword in call.keywords}
        used |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not used & old, (cell.id, used & old)


def test_the_page_loads_nothing_that_needs_a_network():
    """The numbers are the same with and without a cache of Keras."""
    embedded = set(datasets.names())
    for cell in CODE:
        for loaded in re.findall(r"datasets\.load(?:_data)?\(\"(\w+)\"\)", cell.source):
            assert loaded in embedded, (cell.id, loaded)
        assert "keras.datasets" not in cell.source


def test_what_the_page_saves_goes_to_a_folder_of_its_own():
    """No file name without the temporary folder before it."""
    names = re.compile(r'"[\w.]+\.(?:keras|h5|npz|csv|ckpt)"')
    for cell in CODE:
        for match in names.finditer(cell.source):
            before = cell.source[: match.start()].rstrip()
            assert before.endswith(("folder /", "(run /", "(")), (cell.id, match.group())
            if before.endswith("("):  # the table quotes old lines and new ones as text
                assert cell.id == "changed-code", match.group()
