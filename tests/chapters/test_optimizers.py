"""The chapter on optimizers says what its cells print, and its functions are the library's."""

import ast
import math
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nnbook import initializers, layers, optimizers, schedules

ROOT = Path(__file__).resolve().parents[2]
CELLS = {
    cell.id: cell
    for cell in nbformat.read(ROOT / "chapters" / "05-optimizers.ipynb", as_version=4).cells
}
RULES = ("SGD", "momentum", "Nesterov", "Adagrad", "RMSprop", "Adam", "Adamax", "Nadam")


def printed(cell_id: str) -> str:
    return "".join(output.get("text", "") for output in CELLS[cell_id].outputs)


def prose(cell_id: str) -> str:
    return " ".join(CELLS[cell_id].source.split())


def row(cell_id: str, name: str) -> list[float]:
    """The numbers of the printed line that begins with a name."""
    line = next(
        line for line in printed(cell_id).splitlines() if re.match(re.escape(name) + r"\s", line)
    )
    numbers = re.findall(r"-?\d+(?:\.\d+)?(?:e[+-]\d+)?", line[len(name) :].replace("->", " "))
    return [float(number) for number in numbers]


def defined(*cell_ids: str, **names) -> dict:
    """The functions and classes of these cells, without running anything else in them."""
    namespace = {"np": np} | names
    for cell_id in cell_ids:
        for node in ast.parse(CELLS[cell_id].source).body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
                exec(compile(ast.Module([node], []), cell_id, "exec"), namespace)
    return namespace


@pytest.mark.parametrize(
    ("cell", "sentence", "source", "evidence"),
    [
        ("puzzle", "test accuracy of 0.10", "deep-training-code", "(A)  test accuracy 0.10, 0.10"),
        ("puzzle", "other passes 0.8", "deep-training-code", "(B) test accuracy 0.84, 0.81"),
        ("descent", "(-9, 3) - 0.5 \\, (-0.9, 6) = (-8.55, 0)", "descent-code", "[-8.55  0.  ]"),
        ("descent", "= (-8.1225, 0)", "descent-code", "[-8.1225  0.    ]"),
        ("momentum", "= 10 \\, \\eta g", "rules-code", "momentum    1.000   6.513  10.000"),
        ("adam", "0.1} = 3.16$ times", "rules-code", "RMSprop     3.162"),
        ("adam", "slope only 2.24 times", "rules-code", "2.2361"),
        ("adam", "$0.953 / 1$ against $0.0032 / 0.001$", "rules-code", "Adagrad     0.953"),
        ("rules-read", "**0.0032**", "rules-code", "0.0032   0.0032   0.0032"),
        ("bias", "two hundred thousand", "signs-code", "momentum  published  207769.5529"),
        ("bias", "slow climb to 1.28", "signs-code", "Adagrad   published       1.2806"),
        ("bias", "computes $0/0$: one `nan`", "signs-code", "no epsilon: [1.01  nan]"),
        ("bias", "= 3.16$. And it gets worse", "bias-code", "first step 3.16"),
        ("ravine", "up to 6.57 times", "bias-code", "longest 6.57 (step 12)"),
        ("ravine", "for 2,374 steps", "bias-code", "within 5% from step 2375 on"),
        ("ravine-read", "beats momentum**, 45 to 84", "ravine-code", "84 (rate 0.1 ) "),
        ("ravine-read", "and needs 64", "ravine-code", "6 (rate 10  )        64 (rate 5)"),
        ("saddle", "16,914 steps become 439", "polyak-code", "16914          439"),
        ("saddle", "it takes 349 steps", "saddle-code", "SGD                                349"),
        ("saddle", "thousand twice: 698", "saddle-code", "349      698     1047"),
        ("digits", "1,047 steps", "saddle-code", "77       77       78"),
        ("digits", "at −1.355", "saddle-code", "momentum 0.9: after 400 steps at -1.355"),
        ("digits-read", "1.949 against Adam's 0.069", "digits-code", "0.044          0.069"),
        ("digits-read", "ends here at 0.602", "digits-code", "0.128      0.602"),
        ("schedules", "6.8e-07 instead of", "schedules-code", "6.8e-07, 0.01 * 0.96**epoch"),
        ("schedules-read", ".0849, .0815", "schedules-code", "0.0885  0.0849  0.0815"),
        ("noise", "the runs freeze at 0.585", "noise-code", "0.716  0.585  0.585            2.3"),
        ("noise-read", "1.01 instead of 0.32", "noise-code", "0.05 , momentum 0.9: stays 1.01"),
        ("noise-read", "rate: 0.32 again", "noise-code", "0.005, momentum 0.9: stays 0.32"),
        ("variance", "= 0.0447$", "start-code", "0.0447"),
        ("histograms", "healthy 1.06, over the samples 0.05", "fans-code", "0.05        1.06"),
        ("histograms-read", "For Xavier it is 1.3e-04", "sigmoid-code", "1.2e-01       1.3e-04"),
        ("histograms-read", "mean of layer 6 is 5,971", "relu-code", "5.97e+03"),
        ("vanishing", "it is 0.000045", "deep-training-code", "0.250000 0.000045"),
        ("vanishing", "Twenty units are one", "relu-code", "zeros     1 different units of 20"),
        ("reveal", "a ratio of 5.9e-05", "reveal-code", "1.0e-05          5.9e-05"),
        ("bn", "y = (7, 7, 13, 13)", "bn-code", "y  [ 7.  7. 13. 13.]"),
        ("bn", "(0.75, -0.75, 0, 0)", "bn-code", "dx [ 0.75 -0.75  0.    0.  ]"),
        ("bn-bugs", "lets 84% through", "bn-bugs-code", "0.84 for beta = 1"),
        ("bn-bugs", "not $10^{-7}$ but $10^{-6}$", "bn-bugs-code", "10e-7 is 1e-06"),
        ("folding", "scores 0.54 or 0.93", "moving-code", "accuracy 0.54, with the batch's own"),
        ("clipping", "at rate 3, to 0.98", "rates-code", "0.99   0.98   0.10"),
        ("clipping", "By norm: $(0.009, 1)$", "clip-code", "by norm 1:  [0.009 1.   ]"),
        ("exploding-read", "`nan` within five steps", "exploding-code", "loss is nan at step 5"),
        ("exploding-read", "more than $10^5$", "exploding-code", "norm 1.1e+05"),
    ],
)  # fmt: skip
def test_a_number_in_prose_is_one_that_a_cell_prints(cell, sentence, source, evidence):
    assert sentence in prose(cell)
    assert evidence in printed(source)


def test_the_table_of_optimizers_holds_the_measured_numbers():
    lines = [
        [part.strip() for part in line.strip("|").split("|")]
        for line in CELLS["digits-read"].source.splitlines()
        if line.startswith("| ")
    ]
    table = {line[0]: line[1:] for line in lines}
    for name in RULES:
        arrays, best, nll, ravine, saddle = table[name]
        rate, low, high, *_ = row("digits-code", name)
        assert (float(best), nll) == (rate, f"{low:.3f} to {high:.3f}")
        straight, _, turned, _ = row("ravine-code", name)
        assert ravine == f"{straight:.0f} → {turned:.0f}"
        assert saddle == f"{row('saddle-code', name)[-1]:,.0f}"
        heavy = name in ("momentum", "Nesterov")
        optimizer = optimizers.SGD(momentum=0.9) if heavy else getattr(optimizers, name)()
        assert int(arrays) == len(optimizer.slots())


def test_the_saddle_takes_the_steps_that_were_published():
    published = dict(zip(RULES, (349, 72, 67, 1263, 72, 77, 124, 74), strict=True))
    published["Adagrad, 0"] = published.pop("Adagrad")
    assert {name: row("saddle-code", name)[-3] for name in published} == published


@pytest.mark.parametrize("name", RULES)
def test_the_rules_are_the_librarys_on_other_slopes(name):
    rule = defined("rules-code")[name.lower()]
    kind = {
        "momentum": lambda rate: optimizers.SGD(rate, momentum=0.9),
        "Nesterov": lambda rate: optimizers.SGD(rate, momentum=0.9, nesterov=True),
    }.get(name) or getattr(optimizers, name)
    rng = np.random.default_rng(7)
    ours = rng.normal(size=(3, 2))
    theirs, state, optimizer = ours.copy(), {}, kind(0.05)
    for t in range(1, 101):
        slope = rng.normal(size=(3, 2)) * 10.0 ** rng.integers(-2, 3)
        ours = rule(ours, slope, state, t, 0.05)
        optimizer.update({"w": theirs}, {"w": slope})
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-5)


def test_a_right_rule_comes_closer_and_a_published_one_does_not():
    page = defined("rules-code", "signs-code")
    wrong = ("lost", "momentum_minus", "adagrad_plus", "rmsprop_plus", "adam_plus")
    right = ("sgd", "momentum", "adagrad", "rmsprop", "adam")
    for bad, good in zip(wrong, right, strict=True):
        assert page["distances"](page[good])[-1] < 1 < page["distances"](page[bad])[-1]
    assert page["distances"](page["adamax"], 2.0)[-1] < 0.1
    assert page["distances"](page["adamax_published"], 2.0)[-1] > 20


def test_without_correction_the_step_has_its_length_by_formula():
    for t, length in ((1, 3.16), (12, 6.57), (1000, 1.26)):
        assert (1 - 0.9**t) / math.sqrt(1 - 0.999**t) == pytest.approx(length, abs=5e-3)
    too_long = [t for t in range(1, 5000) if (1 - 0.9**t) / math.sqrt(1 - 0.999**t) >= 1.05]
    assert too_long == list(range(1, 2375))


def test_the_schedules_are_the_librarys():
    page = defined("schedules-code")
    for t in (0, 1, 7, 50, 400):
        assert page["exponential"](t, 0.3, 20, 0.9) == pytest.approx(
            schedules.ExponentialDecay(0.3, 20, 0.9)(t)
        )
        assert page["inverse_time"](t, 0.3, 20, 2.0) == pytest.approx(
            schedules.InverseTimeDecay(0.3, 20, 2.0)(t)
        )
        assert page["power"](t, 0.3, 20, 0.7) == pytest.approx(
            schedules.PowerDecay(0.3, 20, 0.7)(t)
        )
        assert page["polynomial"](t, 0.3, 40, 0.1, 2.0) == pytest.approx(
            schedules.PolynomialDecay(0.3, 40, 0.1, 2.0)(t)
        )
        assert page["piecewise"](t, [7, 50], [3, 2, 1]) == schedules.PiecewiseConstantDecay(
            [7, 50], [3, 2, 1]
        )(t)


def test_the_published_log_of_rates_is_quoted_right():
    quoted = [float(rate) for rate in re.findall(r"\.\d{4}\b", prose("schedules-read"))]
    rates = [0.1 * 0.96**k for k in range(6)]
    assert quoted[:6] == pytest.approx(rates, abs=5e-5)
    assert "6.0257 over .3723, .2779, .2293, .1977 to .1750" in prose("schedules-read")
    assert row("schedules-code", "Keras, steps") == quoted[:6]


def test_the_wide_histogram_hides_that_all_images_look_the_same():
    """The puzzle's answer, anew with other seeds: pooled it is wide, over the images nothing."""
    rng = np.random.default_rng(3)
    x = rng.uniform(size=(200, 64))
    for seed in (5, 6):
        a, start = x, initializers.GlorotNormal(seed=np.random.default_rng(seed))
        for n in (64, *[50] * 6):
            a = 1 / (1 + np.exp(-(a @ start((n, 50), "float64"))))
        assert a.std() > 0.08 and a.std(axis=0).max() < 1e-4


def test_batch_norm_is_the_librarys_with_its_moving_averages():
    page = defined("bn-code")
    rng = np.random.default_rng(1)
    ours, theirs = page["BatchNorm"](3), layers.BatchNormalization()
    theirs.build((None, 3), dtype="float64")
    for _ in range(5):
        x, dy = rng.normal(2, 3, (7, 3)), rng.normal(size=(7, 3))
        np.testing.assert_allclose(ours.forward(x, training=True), theirs.forward(x, training=True))
        np.testing.assert_allclose(ours.backward(dy), theirs.backward(dy))
    np.testing.assert_allclose(ours.forward(x), theirs.forward(x))
    np.testing.assert_allclose(ours.state["mean"], theirs.state["moving_mean"])
    np.testing.assert_allclose(ours.state["variance"], theirs.state["moving_variance"])


def test_the_published_batch_norm_fails_where_the_page_says_so():
    said = printed("bn-bugs-code")
    assert "'Published' object has no attribute 'xn'" in said
    assert "'Published' object has no attribute 'running_rate'" in said
    assert "means over the batch alone: 75   over samples and pixels: 3" in said
    assert math.isclose(1 - 0.9**5, 0.41, abs_tol=5e-3)
    assert "1 - 0.9^5 = 41\\%" in prose("moving")


@pytest.mark.parametrize(
    "pitfall",
    ["D-003", "D-044", "D-046", "D-049", "D-050", "D-051", "D-079", "D-080", "D-081", "D-082",
     "D-083", "D-084", "D-085", "D-086", "D-101", "D-102", "D-103", "D-104", "D-105", "D-107",
     "D-108", "D-109", "D-110"],
)  # fmt: skip
def test_each_published_mistake_has_a_box_that_says_how_to_catch_it(pitfall):
    boxes = [
        box
        for cell in CELLS.values()
        if cell.cell_type == "markdown" and pitfall in cell.metadata.get("pitfalls", [])
        for box in re.findall(r"^:::\{admonition\} Pitfall.*?^:::", cell.source, re.S | re.M)
    ]
    assert any("To catch" in " ".join(box.split()) for box in boxes)


def test_keras_ends_where_we_do():
    for line in printed("keras-code").splitlines():
        ours, theirs = re.fullmatch(r"\w+ +ours (\[.*\])  Keras (\[.*\])", line).groups()
        assert ours == theirs
    assert len(printed("keras-code").splitlines()) == len(RULES)


def test_what_a_reader_moves_is_no_more_than_100_kb():
    data = [
        output["data"]["text/html"]
        for cell in CELLS.values()
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    ]
    assert len(data) == 2
    assert sum(len("".join(html).encode()) for html in data) <= 100_000


def test_code_fits_the_column_of_the_page():
    for cell in CELLS.values():
        if cell.cell_type == "code":
            lines = cell.source.splitlines() + printed(cell.id).splitlines()
            assert max(map(len, lines), default=0) <= 80, cell.id
