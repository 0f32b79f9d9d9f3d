"""The chapter on regularization says what its cells print, and quotes its table of MNIST."""

import csv
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import nbformat
import numpy as np
import pytest
from threadpoolctl import threadpool_limits

ROOT = Path(__file__).resolve().parents[2]
CELLS = {
    cell.id: cell
    for cell in nbformat.read(ROOT / "chapters" / "06-regularization.ipynb", as_version=4).cells
}
TABLE = ROOT / "benchmarks" / "mnist.csv"


METHODS = ("none", "L2", "batch norm", "dropout", "dropout + L2")


def printed(cell_id: str) -> str:
    return "".join(output.get("text", "") for output in CELLS[cell_id].outputs)


def prose(cell_id: str) -> str:
    return " ".join(CELLS[cell_id].source.split())


def row(cell_id: str, name: str, after: str = "") -> list[float]:
    """The numbers of a printed line that starts with a name, in the part behind ``after``."""
    text = printed(cell_id)
    for line in text[text.index(after) :].splitlines():
        if found := re.match(rf"\s*{re.escape(name)}\s", line):
            return [float(n) for n in re.findall(r"-?\d+\.?\d*", line[found.end() :])]
    raise AssertionError(f"{cell_id} prints no line {name!r}")


@pytest.mark.parametrize(
    ("cell", "sentence", "source", "evidence"),
    [
        ("sets", "/ 450} = 0.0141$", "sets-code", "450 0.0141"),
        ("coins", "more than a third lack a whole class", "sets-code", "358 lack a whole class"),
        ("coins", "0.72, if you report", "coins-code", "on the validation set: 0.72"),
        ("coins", "test set says 0.50", "coins-code", "on the test set:     0.50"),
        ("scaling", "$(9 - 5)/2 = 2$", "scaling-code", "1.   2. ]"),
        ("effect-read", "0.40 and 0.63", "scaling-effect", "largest class 0.40  0.40 ± 0.00"),
        ("effect-read", "reaches 0.99 and 0.98", "scaling-effect", "0.63  0.63 ± 0.00   0.98"),
        ("effect-read", "0 of 16", "scaling-effect", "0 of 16 hidden units"),
        ("outlier", "into 3% of the range", "outlier-code", "1.00, the others from  0.00 to  0.03"),
        ("leak", "0.79 with the background", "crop-code", "0.79    0.90"),
        ("leak", "0.89 against 0.48", "leak-code", "chosen on all rows       0.89"),
        ("leak", "0.89 against 0.48", "leak-code", "chosen on training rows  0.48"),
        ("leak-read", "as 25 of 89 do", "leak-code", "25 of 89 test rows"),
        ("leak-read", "makes 0.55 a disease score of 201", "leak-code", "a patient: 0.55 or 201?"),
        ("leak-read", "of 0.17 one of 54", "leak-code", "error 0.1681 in scaled units, 53.9"),
        ("fitting-read", "test accuracy is 0.90", "fitting-code", "100   1.000     0.901"),
        ("fitting-read", "with 800 it is 0.98", "fitting-code", "800   1.000     0.977"),
        ("fitting-read", "0.366 with 64 units, 0.462", "fitting-code", "0.462"),
        ("fitting-read", "0.366 with 64 units, 0.462", "fitting-code", "0.366"),
        ("pca-read", "too few for digits: 0.71", "pca-code", "3           0.43       0.708"),
        ("pca-read", "0.365 to 0.321", "pca-code", "0.904    0.321"),
        ("pca-read", "0.365 to 0.321", "pca-code", "0.903    0.365"),
        ("pca-read", "in all five seeds", "pca-code", "in 5 of 5 seeds"),
        ("pca-read", "= 25.25$", "l2-code", "sum of squares 25.25, half of it 12.625"),
        ("pca-read", "(0.6, -0.8, 0.1)$", "l2-code", "the sum: [ 0.6 -0.8  0.1]"),
        ("script", "1.7346 and 0.0054", "script-code", "0     1.7346"),
        ("script", "0.0050 against 0.0054", "script-code", "0.0054                0.0079"),
        ("script-read", "cost of 0.0079", "script-code", "0.0079            0.0050"),
        ("script-read", "0.00275 without the penalty", "script-code", "beta 0.0 : error 0.00275"),
        ("script-read", "0.00321 with it", "script-code", "beta 0.01: error 0.00321"),
        ("stopping-read", "at most 21 epochs", "stopping-code", "at most 21 epochs run"),
        ("bn", "by more than 0.20", "implicit-code", "differ by at most 0.20"),
        ("bn", "0.698 after 88 steps", "implicit-code", "best 88 steps: error 0.698"),
        ("bn", "0.731 with the penalty", "implicit-code", "error 0.731"),
        ("contest", "the gradient is a tenth", "bn-code", "is 0.10 times as long"),
        ("temperature-read", "95% sure on average", "temperature-code", "confidence 0.949"),
        ("temperature-read", "still 78% sure", "temperature-code", "where wrong 0.784"),
        ("models-read", "the ratio, 3.7", "models-code", "in training / at test 3.74"),
        ("models-read", "deviation of 0.55", "models-code", "deviation of 0.55"),
        ("efficient", "0.87 against 0.84", "transfer-code", "20 images  0.84 ± 0.01  0.87"),
        ("summary", "the same 266,610", "keras-code", "266,610 parameters"),
    ],
)  # fmt: skip
def test_a_number_in_prose_is_one_that_a_cell_prints(cell, sentence, source, evidence):
    assert sentence in prose(cell)
    assert evidence in printed(source)


def test_the_puzzle_is_one():
    """Fewer mistakes and a third more loss in the last network; more loss in all."""
    networks = [row("puzzle-code", f"{seed}") for seed in (3, 4, 5)]
    assert all(late_loss > early_loss for _, _, early_loss, late_loss in networks)
    early, late, early_loss, late_loss = networks[-1]
    assert late < early
    assert late_loss / early_loss == pytest.approx(4 / 3, abs=0.05)
    assert all(late - early == 2 for early, late, *_ in networks[:2])  # "two mistakes more"
    # and one number takes it back
    cooled = float(printed("temperature-code").split()[-1])
    assert cooled < early_loss
    assert f"{1 - late / 450:.0%}" == "87%"


def test_l1_makes_zeros_only_by_the_proximal_step():
    zeros = {
        name: row("l1-code", name)[:2]
        for name in ("L2", "L1, gradient steps", "L1, proximal steps")
    }
    assert zeros["L2"][0] == zeros["L1, gradient steps"][0] == 0
    assert zeros["L2"][1] < 10
    assert zeros["L1, gradient steps"][1] > 50
    assert zeros["L1, proximal steps"][0] > 50


def test_both_dropouts_keep_the_mean_and_the_forgotten_factor_does_not():
    for name, same in (
        ("InvertedDropout", True), ("ClassicDropout", True), ("ForgottenDropout", False),
    ):  # fmt: skip
        _, training, test = row("dropout-code", name)
        assert (abs(training - test) < 0.01) == same


def test_the_contest_says_what_the_page_says():
    clean = {name: row("contest-code", name) for name in METHODS}
    accuracies = [values[-2] for values in clean.values()]
    assert (min(accuracies), max(accuracies)) == (0.881, 0.891)
    assert "between .881 and .891" in prose("contest-read")
    for name, quoted in (("none", "0.456"), ("L2", "0.355"), ("dropout + L2", "0.346")):
        assert f"{clean[name][0]:.3f}" == quoted
        assert quoted in prose("contest-read")
    assert clean["L2"][2] == clean["dropout + L2"][2] == 10  # "on ten seeds of ten"
    assert clean["dropout + L2"][0] / clean["none"][0] == pytest.approx(0.75, abs=0.02)
    noisy = {name: row("contest-code", name, "300 images") for name in METHODS}
    assert (noisy["none"][0], noisy["L2"][0]) == (0.771, 0.886)
    assert "from .771 to .886" in prose("contest-read")
    assert noisy["L2"][-1] == 0.776  # its training accuracy
    assert "training accuracy, .776" in prose("contest-read")
    assert noisy["dropout"][2] == noisy["L2"][2] == 10
    assert noisy["dropout"][4] < noisy["L2"][4] < noisy["none"][4]  # the loss tells another story
    assert round(100 * (noisy["L2"][0] - noisy["dropout"][0])) == 4
    assert (noisy["L2"][0], round(noisy["L2"][5], 2)) == (0.886, 0.56)  # under-confident
    assert "right in 88.6% of the cases and 56% sure" in prose("contest-read")
    assert abs(noisy["batch norm"][0] - noisy["none"][0]) < 0.01


def lines_of_recipes() -> dict[tuple[str, str, str], list[tuple[float, float]]]:
    groups = defaultdict(list)
    with open(ROOT / "benchmarks" / "regularizers.csv", newline="", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            key = line["images"], line["recipe"], line["method"]
            groups[key].append((float(line["accuracy"]), float(line["nll"])))
    return groups


def test_the_contest_is_two_recipes_of_the_table():
    groups = lines_of_recipes()
    for name in METHODS:
        runs = np.array(groups["100", "1 layer, Adam 0.01, 150 epochs", name])
        assert len(runs) == 10
        assert row("contest-code", name)[0] == round(runs[:, 1].mean(), 3)
        runs = np.array(groups["300", "1 layer, Adam 0.01, 60 epochs", name])
        values = row("contest-code", name, "300 images")
        assert values[0] == round(runs[:, 0].mean(), 3)


def test_how_many_recipes_agree():
    groups = {key: np.mean(runs, axis=0) for key, runs in lines_of_recipes().items()}
    counts = {}
    for images, column, sign in (("100", 1, 1), ("300", 0, -1)):
        recipes = {recipe for n, recipe, _ in groups if n == images}
        counts[images] = {
            name: sum(
                sign * groups[images, recipe, name][column]
                < sign * groups[images, recipe, "none"][column]
                for recipe in recipes
            )
            for name in METHODS[1:]
        }
        for name, wins in counts[images].items():
            after = "100 images: lower" if images == "100" else "20% wrong: better"
            assert row("recipes-code", name, after) == [wins, len(recipes)]
    assert counts["100"]["L2"] == 8  # "in all eight"
    assert {counts["100"]["batch norm"], counts["100"]["dropout"]} <= {3, 4, 5}  # "about half"
    assert counts["300"]["L2"] == counts["300"]["dropout"] == 5  # "in every recipe"
    assert "eight and five" in prose("contest-read")


def test_early_stopping_gains_nine_points():
    whole = float(re.search(r"on all 300: accuracy ([\d.]+)", printed("stopping-code")).group(1))
    stopped = float(re.search(r"to train: accuracy ([\d.]+)", printed("stopping-code")).group(1))
    assert round(100 * (stopped - whole)) == 9
    assert "nine points more accuracy" in prose("stopping-read")


def test_how_the_network_of_the_puzzle_was_picked():
    """ "In all twelve the loss rose; in five, mistakes fell." """
    cells = ["imports", "puzzle-code"]
    names = {}
    code = "\n".join(CELLS[cell].source for cell in cells)
    exec(code[: code.index("marks = ")], names)
    rose, fell = 0, 0
    with threadpool_limits(1):
        for seed in range(12):
            x, y = names["few_images"](100, 100 + seed)
            net = names["make"](seed)
            scores = []
            for epochs in (20, 480):
                net.fit(x, y, 50, epochs, verbose=0)
                scores.append(names["score"](net, names["x_test"], names["y_test"]))
            rose += scores[1][0] > scores[0][0]
            fell += scores[1][1] > scores[0][1]
    assert (rose, fell) == (12, 5)
    assert "In all twelve the loss rose; in five, mistakes fell." in prose("puzzle")


# ------------------------------------------------------------------------------------ MNIST


def mnist_lines() -> dict[tuple[str, int], list[dict[str, str]]]:
    groups = defaultdict(list)
    with open(TABLE, newline="", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            groups[line["network"], int(line["images"])].append(line)
    return groups


def test_the_table_of_mnist_is_whole():
    groups = mnist_lines()
    for name, images, batch, steps in (
        ("model 1", 10_000, "256", "2350"),
        ("model 2", 10_000, "100", "6000"),
        ("model 3", 20_000, "100", "6000"),
    ):
        few, all_images = groups[name, images], groups[name, 60_000]
        assert [line["seed"] for line in few] == list("01234")
        assert [line["seed"] for line in all_images] == list("012")
        assert {line["batch_size"] for line in few + all_images} == {batch}
        assert {line["steps"] for line in all_images} == {steps}
    few = [line for (_, images), lines in groups.items() for line in lines if images < 60_000]
    assert {line["steps"] for line in few} == {"1000"}
    sizes = {name: lines[0]["parameters"] for (name, _), lines in groups.items()}
    assert (sizes["model 1"], sizes["model 2"], sizes["model 3"]) == ("237342", "111410", "239594")


def test_the_page_shows_the_table_of_mnist():
    shown = {}
    for line in printed("mnist-code").splitlines()[1:]:
        name, rest = re.fullmatch(r"(.+?)\s+(\d+,\d+ .*)", line).groups()
        shown[name, int(rest.split()[0].replace(",", ""))] = rest.split()[1:]
    groups = mnist_lines()
    assert len(shown) == len(groups)
    for (name, images), runs in groups.items():
        accuracies = [float(run["test_accuracy"]) for run in runs]
        losses = [float(run["test_nll"]) for run in runs]
        assert shown[name.replace(" without", ", no"), images] == [
            f"{int(runs[0]['steps']):,}", f"{len(runs)}", f"{np.mean(accuracies):.4f}", "±",
            f"{np.std(accuracies):.4f}", f"{np.mean(losses):.3f}",
        ]  # fmt: skip


def test_the_page_quotes_the_table_of_mnist():
    means = {
        key: [np.mean([float(run[column]) for run in group])
              for column in ("test_accuracy", "test_nll")]
        for key, group in mnist_lines().items()
    }  # fmt: skip
    with_penalty = means["model 1", 10_000]
    without = means["model 1 without penalty", 10_000]
    faster = means["model 1 without penalty, rate 0.05", 10_000]
    text = prose("models-read")
    assert [f"{a:.3f}"[1:] for a, _ in (with_penalty, without, faster)] == [".939", ".918", ".940"]
    assert "on MNIST .939 falls to .918" in text and "back at .940" in text
    assert f"a loss of {faster[1]:.3f} for {with_penalty[1]:.3f}" in text
    too_fast = means["model 1, rate 0.03", 10_000][0]
    assert f"{too_fast:.3f}"[1:] == ".604" and "break the network, .604" in text
    digits = [row("models-code", name)[1] for name in ("1, no penalty, rate 0.05", "model 1")]
    assert f"it is {digits[0]:.3f} for {digits[1]:.3f}".replace(" 0", " ") in text
    names = ("model 2", "model 2 without penalty", "model 2, dropout last")
    published, unpunished, last = (f"{means[name, 10_000][0]:.3f}"[1:] for name in names)
    assert f"without its penalty**, {unpunished} against {published} on MNIST" in text
    assert f"takes model 2 from {published} to {last}" in text
    spread = {name: np.std([float(line["test_accuracy"]) for line in mnist_lines()[name, 10_000]])
              for name in names}  # fmt: skip
    from_, to = (f"{spread[name]:.3f}"[1:] for name in (names[0], names[2]))
    assert f"the spread over the seeds from {from_} to {to}" in text
    for images in ((10_000, 20_000), (60_000, 60_000)):
        others = [means[f"model {n}", images[0]][0] for n in (1, 2)]
        assert means["model 3", images[1]][0] > max(others)


def test_the_command_writes_such_a_table(tmp_path):
    """On 40 invented images, in the place of MNIST: every column is there, and it can be read."""
    (tmp_path / "datasets").mkdir()
    rng = np.random.default_rng(0)
    images, labels = rng.integers(0, 256, (40, 28, 28), np.uint8), np.arange(40) % 10
    np.savez(
        tmp_path / "datasets" / "mnist.npz", x_train=images, y_train=labels.astype(np.uint8),
        x_test=images[:10], y_test=labels[:10].astype(np.uint8),
    )  # fmt: skip
    run = subprocess.run(
        [sys.executable, "-c",
         "import mnist, sys; from pathlib import Path\n"
         "mnist.plan = lambda images, seeds: [('model 2', 40, 1, 0), ('model 3', 40, 2, 1)]\n"
         "mnist.main(['--output', sys.argv[1]])", str(tmp_path / "table.csv")],
        env=os.environ | {"KERAS_HOME": str(tmp_path), "PYTHONPATH": str(TABLE.parent)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    with open(tmp_path / "table.csv", newline="") as file, open(TABLE, newline="") as committed:
        ours, theirs = csv.DictReader(file), csv.DictReader(committed)
        assert ours.fieldnames == theirs.fieldnames
        lines = list(ours)
    assert [(line["network"], line["steps"]) for line in lines] == [
        ("model 2", "1"), ("model 3", "2"),
    ]  # fmt: skip
    assert 0 <= float(lines[1]["test_accuracy"]) <= 1


# -------------------------------------------------------------------------------- the page


@pytest.mark.parametrize(
    "pitfall",
    ["D-005", "D-006", "D-010", "D-020", "D-021", "D-023", "D-024", "D-025", "D-054", "D-055",
     "D-091", "D-112", "D-113", "D-114"],
)  # fmt: skip
def test_each_published_mistake_is_shown(pitfall):
    cells = [cell for cell in CELLS.values() if pitfall in cell.metadata.get("pitfalls", [])]
    assert any(re.search(r"[Pp]ublished|Slides|[Pp]itfall", cell.source) for cell in cells)


def test_each_box_says_how_to_catch_it():
    boxes = [
        box
        for cell in CELLS.values()
        if cell.cell_type == "markdown"
        for box in re.findall(r"^:::\{admonition\} Pitfall.*?^:::", cell.source, re.S | re.M)
    ]
    assert len(boxes) == 10
    for box in boxes:
        assert re.search(r"[Tt]o\s+catch", box), box


def test_code_fits_the_column_of_the_page():
    for cell in CELLS.values():
        if cell.cell_type == "code":
            lines = cell.source.splitlines() + printed(cell.id).splitlines()
            assert max(map(len, lines), default=0) <= 80, cell.id
