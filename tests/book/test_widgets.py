"""The figures to play with, in a browser: by keyboard, without JavaScript, on paper, and right."""

import base64
import json
import re
from pathlib import Path

import numpy as np
import pydata_sphinx_theme
import pytest
from axe_playwright_python.sync_playwright import Axe

from nnbook import filters, landscapes, optimizers, schedules, widgets

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "guides" / "static"
THEME = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme" / "static"
SITE = "http://book.test/"

ROWS, COLUMNS = np.mgrid[:24, :32]
PHOTO = np.round(100 + 60 * np.sin(ROWS / 3) * np.cos(COLUMNS / 4) + 80 * (COLUMNS > 15)).clip(0)

WIDGETS = {
    "descent": widgets.descent(),
    "sobel": widgets.sobel(PHOTO),
    "backward": widgets.backward(),
    "neuron": widgets.backward("neuron"),
    "race": widgets.race(),
    "schedules": widgets.schedules(),
    "penalty": widgets.penalty(),
}
each = pytest.mark.parametrize("name", WIDGETS)

PAGE = """<!doctype html><html lang="en" data-theme="{theme}"><head><title>Widgets</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="theme.css"><link rel="stylesheet" href="book.css">
<script defer src="widgets.js"></script></head>
<body><main class="bd-content"><h1>Widgets</h1><article class="bd-article"><div class="cell_output">
<div class="output text_html">{body}</div></div></article></main></body></html>"""


def opened(browser, name, theme="light", width=1280, motion="reduce", **options):
    """A page with this widget and the book's own styles, in a fresh context."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, reduced_motion=motion, **options
    )
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
    files = {
        "theme.css": (THEME / "styles" / "pydata-sphinx-theme.css", "text/css"),
        "book.css": (STATIC / "book.css", "text/css"),
        "widgets.js": (STATIC / "widgets.js", "text/javascript"),
    }

    def answer(route):
        asked = route.request.url.removeprefix(SITE)
        if asked == "":
            body = PAGE.format(theme=theme, body=WIDGETS[name]._repr_html_())
            route.fulfill(body=body, content_type="text/html; charset=utf-8")
        elif asked in files:
            path, kind = files[asked]
            route.fulfill(body=path.read_text(), content_type=f"{kind}; charset=utf-8")
        else:
            page.faults.append(f"asked for {asked}")
            route.abort()

    page.route(re.compile(r"^http"), answer)
    page.goto(SITE)
    return page


@pytest.fixture
def visit(browser):
    """``visit(name)``: the page of a widget; nothing may have gone wrong on it."""
    pages = []

    def visit_page(name, **options):
        pages.append(opened(browser, name, **options))
        return pages[-1]

    yield visit_page
    for page in pages:
        page.context.close()
        assert page.faults == []


@pytest.fixture(scope="module")
def compute(browser):
    """``compute(function, *arguments)``: what a function of the script returns."""
    page = opened(browser, "backward")
    yield lambda script, *all: page.evaluate(f"all => ({script})(...all)", list(all))
    page.context.close()


def said(page) -> str:
    return page.locator(".nnbook-said").inner_text()


# --------------------------------------------------------------------------- every widget


@each
def test_without_javascript_there_is_the_picture(visit, name):
    page = visit(name, java_script_enabled=False)
    pictures = page.locator(".nnbook-still img")
    assert pictures.count() >= 1
    for i in range(pictures.count()):
        assert pictures.nth(i).bounding_box()["width"] > 100
    assert page.locator("button, select, input").count() == 0


@each
def test_with_javascript_controls_take_its_place_but_not_on_paper(visit, name):
    page = visit(name)
    live, still = page.locator(".nnbook-live"), page.locator(".nnbook-still")
    assert page.get_by_role("group", name=WIDGETS[name].title).is_visible()
    assert not still.is_visible()
    page.emulate_media(media="print")
    assert still.is_visible()
    assert not live.is_visible()


# Colors in SVG, which axe doesn't look at: their contrast with what is behind them.
CONTRAST = """() => {
    const light = color => color.match(/[\\d.]+/g).slice(0, 3).map(c => c / 255)
        .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = light(getComputedStyle(document.body).backgroundColor);
    const ratio = color => {
        const [a, b] = [light(color), ground].sort((a, b) => b - a);
        return (a + 0.05) / (b + 0.05);
    };
    return [...document.querySelectorAll(".nnbook-plot text, .nnbook-plot path, .nnbook-dot")]
        .map(mark => [mark, getComputedStyle(mark)])
        .map(([mark, style]) => [mark.tagName + "." + mark.getAttribute("class"),
            mark.tagName === "text", ratio(style.fill === "none" ? style.stroke : style.fill)]);
}"""


@each
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_drawings_have_contrast(visit, name, theme):
    page = visit(name, theme=theme)
    if (end := page.get_by_role("button", name="To the end")).count():
        end.click()
    options = {"preload": False, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    marks = page.evaluate(CONTRAST)
    assert bool(marks) == bool(page.locator(".nnbook-plot").count())
    assert [mark for mark in marks if mark[2] < (4.5 if mark[1] else 3)] == []


@each
def test_by_keyboard_and_on_a_phone(visit, name):
    """Every control is reached by Tab and has a name; a narrow page doesn't scroll sideways."""
    page = visit(name, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.outerHTML"))
    names = """controls => controls.map(control => [control.outerHTML,
        control.ariaLabel || control.labels?.[0]?.innerText || control.innerText])"""
    controls = page.eval_on_selector_all(".nnbook-live :is(button, select, input)", names)
    assert controls
    assert [control for control, _ in controls if control not in reached] == []
    assert [control for control, its_name in controls if not its_name] == []


@pytest.mark.parametrize("name", ["descent", "backward"])
def test_nothing_plays_for_a_reader_who_wants_no_motion(visit, name):
    assert visit(name, motion="reduce").get_by_role("button", name="Play").count() == 0


def test_play_walks_to_the_end_and_stops(visit):
    page = visit("descent", motion="no-preference")
    page.get_by_label("Function").select_option("sine")
    page.get_by_role("button", name="Play").press("Enter")
    page.get_by_role("button", name="Pause").wait_for()
    page.get_by_role("button", name="Play").wait_for(timeout=30_000)
    assert said(page).startswith("Arrived after 17 steps")


# -------------------------------------------------------------------------------- descent


@pytest.mark.parametrize(
    ("f", "start", "rate"),
    [
        *[(landscapes.sine, start, 0.01) for start in (-2.2, -0.5, 1.5, 1.2)],
        *[(landscapes.quartic, start, 0.01) for start in (-10, 5, 33)],
        *[(landscapes.parabola, 30, rate) for rate in (0.001, 0.01, 0.1, 1.01)],
        (landscapes.parabola, 5, 1.05),
        (landscapes.quartic, 5, 1.05),
        (landscapes.sine, 2, 0.5),
        (landscapes.parabola, 0, 0.1),
    ],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_descent_is_that_of_nnbook(compute, f, start, rate):
    ours = landscapes.gradient_descent(f, start, rate)
    script = """(name, ...rest) => {
        const { LANDSCAPES, gradientDescent } = nnbookWidgets;
        return gradientDescent(LANDSCAPES[name], ...rest);
    }"""
    theirs = compute(script, f.name, start, rate, 100, 1e-5)
    assert len(theirs["points"]) - 1 == ours.steps
    assert theirs["converged"] == ours.converged
    # A sine may differ in its last digit, and a path that runs away makes much of it.
    same = slice(None) if ours.converged else slice(20)
    np.testing.assert_allclose(theirs["points"][same], ours.points[same], rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize("f", [landscapes.parabola, landscapes.quartic, landscapes.sine],
                         ids=lambda f: f.name)  # fmt: skip
def test_landscapes_are_those_of_nnbook(compute, f):
    x = np.linspace(*f.domain[0], 101).tolist()
    script = "(name, x, part) => x.map(nnbookWidgets.LANDSCAPES[name][part])"
    np.testing.assert_allclose(compute(script, f.name, x, "value"), f(x), rtol=1e-12, atol=1e-12)
    slopes = compute(script, f.name, x, "slope")
    np.testing.assert_allclose(slopes, f.gradient(x), rtol=1e-12, atol=1e-12)


def test_descent_begins_with_what_the_picture_shows(visit):
    page = visit("descent")
    for one in ("parabola", "quartic", "sine"):
        page.get_by_label("Function").select_option(one)
        steps = re.search(rf"{one}, [^;]*after (\d+) steps", repr(WIDGETS["descent"])).group(1)
        assert said(page).startswith(f"Arrived after {steps} steps: x = ")


def test_descent_by_keyboard(visit):
    page = visit("descent")
    rate, start = page.get_by_label("Learning rate"), page.get_by_label("Start")
    while rate.get_attribute("aria-valuetext") != "1.05":
        rate.press("ArrowRight")
    assert said(page).startswith("It diverges (100 steps)")
    rate.press("Home")
    assert rate.get_attribute("aria-valuetext") == "0.0001"
    assert said(page).startswith("Not arrived after 100 steps")
    before = said(page)
    start.press("ArrowLeft")
    assert start.get_attribute("aria-valuetext") == "4.5"
    assert said(page) != before
    page.get_by_role("button", name="To the start").press("Enter")
    assert said(page) == "Step 0: x = 4.5, f(x) = 20.25."
    page.get_by_role("button", name="Step", exact=True).press("Space")
    assert said(page) == "Step 1: x = 4.499, f(x) = 20.24."
    page.get_by_label("Step", exact=True).press("End")
    assert said(page).startswith("Not arrived after 100 steps")


# ---------------------------------------------------------------------------------- sobel


def test_sobel_is_that_of_nnbook(compute):
    rng = np.random.default_rng(0)
    image = rng.integers(0, 256, (13, 17))
    own = rng.normal(size=(3, 3))
    gx, gy = filters.sobel(image)
    bordered = filters.pad(image, 1, "reflect")
    expected = {
        "sobel_x": gx,
        "sobel_y": gy,
        "magnitude": filters.gradient_magnitude(gx, gy),
        "blur": filters.correlate2d(bordered, np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16),
        "identity": image,
        "own": filters.correlate2d(bordered, own),
    }
    script = "(...all) => Array.from(nnbookWidgets.respond(...all))"
    for name, response in expected.items():
        found = compute(script, image.ravel().tolist(), 13, 17, name, own.ravel().tolist())
        np.testing.assert_allclose(np.reshape(found, (13, 17)), response, rtol=0, atol=1e-9)


@pytest.mark.parametrize("view", ["signed", "absolute", "clipped"])
@pytest.mark.parametrize("threshold", [0, 60])
def test_sobel_shows_responses_as_the_pictures_do(compute, view, threshold):
    response = np.random.default_rng(1).normal(0, 150, 200)
    script = "(response, ...rest) => Array.from(nnbookWidgets.seen(response, ...rest))"
    found = compute(script, response.tolist(), view, threshold)
    np.testing.assert_array_equal(found, widgets._seen(response, view, threshold))


def drawn(page) -> np.ndarray:
    """The gray values on the second canvas."""
    script = """() => { const canvas = document.querySelectorAll("canvas")[1];
        const { width, height } = canvas;
        const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
        return Array.from(data).filter((_, i) => i % 4 === 0); }"""
    return np.reshape(page.evaluate(script), PHOTO.shape)


def test_sobel_by_keyboard(visit):
    page = visit("sobel")
    gx, gy = filters.sobel(PHOTO)
    kernel, view = page.get_by_label("Kernel", exact=True), page.get_by_label("Show")
    assert f"from \N{MINUS SIGN}{-gx.min():g} to {gx.max():g}." in said(page)
    np.testing.assert_array_equal(drawn(page), widgets._seen(gx, "signed", 0))
    kernel.press("ArrowDown")
    np.testing.assert_array_equal(drawn(page), widgets._seen(gy, "signed", 0))
    view.press("End")
    np.testing.assert_array_equal(drawn(page), gy.clip(0, 255))
    page.get_by_label("Edges from").press("ArrowRight")
    edges = np.abs(gy) >= 10
    np.testing.assert_array_equal(drawn(page) == 255, edges)
    assert f"{edges.sum()} of {edges.size} pixels" in said(page)
    kernel.press("ArrowDown")
    assert not page.get_by_role("group", name="The kernel").is_visible()  # the magnitude has two


def test_sobel_takes_nine_numbers(visit):
    page = visit("sobel")
    for cell, weight in (("Row 1, column 1", "0"), ("Row 2, column 1", "0"),
                         ("Row 3, column 1", "0"), ("Row 2, column 3", "-1.5")):  # fmt: skip
        page.get_by_label(cell).fill(weight)
    assert page.get_by_label("Kernel", exact=True).input_value() == "own"
    own = [[0, 0, 1], [0, 0, -1.5], [0, 0, 1]]
    response = filters.correlate2d(filters.pad(PHOTO, 1, "reflect"), own)
    np.testing.assert_array_equal(drawn(page), widgets._seen(response, "signed", 0))


# ------------------------------------------------------------------------------- backward


@pytest.mark.parametrize("graph", ["product", "neuron"])
def test_backward_is_that_of_nnbook(compute, graph):
    nodes, inputs = widgets._GRAPHS[graph]
    given = json.loads(json.dumps(
        [{"name": name, "op": operation, "from": parents} for name, operation, *parents in nodes]
    ))  # fmt: skip
    found = compute("(nodes, inputs) => nnbookWidgets.backpropagate(nodes, inputs)", given, inputs)
    image = widgets.backward(graph).pictures[0][1]
    for name, value in found["values"].items():
        assert f"{name}: {value:.4g}, gradient {found['gradients'][name]:.4g}" in image


@pytest.mark.parametrize("operation", widgets._NODES)
@pytest.mark.parametrize("x", [-800.0, -1.5, 0.0, 0.5, 3.0])
def test_each_node_is_that_of_nnbook(compute, operation, x):
    node = widgets._NODES[operation]
    inputs = [x] if node.arity == 1 else [x, 2.0]
    script = "(op, part, inputs) => nnbookWidgets.NODES[op][part](...inputs)"
    assert compute(script, operation, "value", inputs) == pytest.approx(node.value(*inputs))
    assert compute(script, operation, "local", inputs) == pytest.approx(node.local(*inputs))


def test_backward_appears_one_node_at_a_time(visit):
    page = visit("backward")
    gradients = page.locator(".nnbook-gradient")
    step = page.get_by_role("button", name="Step", exact=True)
    assert gradients.all_text_contents() == ["1"]
    step.press("Enter")
    assert said(page) == "Node f (×), upstream × local to x: 1 × 7 = 7; to y: 1 × 2 = 2."
    step.press("Enter")
    assert sorted(gradients.all_text_contents()) == sorted(["1", "7", "2", "2+…", "2"])
    step.press("Enter")
    assert "2+7=9" in gradients.all_text_contents()
    assert said(page).endswith("Done: df/da = 7, df/db = 9, df/dc = 2.")


def test_backward_takes_other_inputs(visit):
    page = visit("backward")
    page.get_by_role("button", name="To the end").press("Enter")
    page.get_by_label("b", exact=True).fill("-2")
    assert said(page).endswith("Done: df/da = 2, df/db = \N{MINUS SIGN}1, df/dc = \N{MINUS SIGN}3.")
    page.get_by_label("b", exact=True).fill("")  # not yet a number: the last one stays
    assert "df/da = 2" in said(page)


# ----------------------------------------------------------------------------------- race


@pytest.mark.parametrize("f", [landscapes.ravine, landscapes.saddle, landscapes.rosenbrock],
                         ids=lambda f: f.name)  # fmt: skip
@pytest.mark.parametrize("optimizer", widgets._RACERS)
def test_each_racer_is_that_of_nnbook(compute, f, optimizer):
    start, rates = widgets._RACES[f.name]
    ours = landscapes.descend(f, start, widgets._RACERS[optimizer](rates[optimizer]), 100)
    script = """(name, start, ...rest) => {
        const { GROUNDS, descend } = nnbookWidgets;
        return descend(GROUNDS[name], start, ...rest);
    }"""
    theirs = compute(script, f.name, list(start), optimizer, rates[optimizer], 100)
    np.testing.assert_allclose(theirs, ours.points, rtol=1e-6, atol=1e-9)


def test_a_racer_that_runs_away_ends_where_it_does_in_nnbook(compute):
    ours = landscapes.descend(landscapes.rosenbrock, (-1.5, 2.0), optimizers.SGD(0.1), 100)
    script = "(...all) => nnbookWidgets.descend(nnbookWidgets.GROUNDS.rosenbrock, ...all).length"
    assert compute(script, [-1.5, 2.0], "SGD", 0.1, 100) == len(ours.points) < 20


def test_race_by_keyboard(visit):
    page = visit("race")
    board = page.locator(".nnbook-board tbody tr")
    first = [row.split("\t")[0].strip() for row in board.all_inner_texts()]
    assert first == ["SGD", "momentum", "RMSprop", "Adam"]
    trace = landscapes.descend(landscapes.ravine, (-9, 3), optimizers.SGD(0.9), 100)
    assert f"{trace.points[-1][0]:.3g}".replace("-", "\N{MINUS SIGN}") in board.nth(0).inner_text()
    assert said(page).startswith("After 100 steps, lowest: SGD, f = ")
    page.get_by_label("Nadam").press("Space")
    assert board.count() == 5
    rate = page.get_by_label("is", exact=True)
    while rate.get_attribute("aria-valuetext") != "1.1":
        rate.press("ArrowRight")  # beyond 2 / L = 1
    assert "SGD" not in said(page)
    page.get_by_role("button", name="To the start").press("Enter")
    assert said(page).startswith("After 0 steps")
    page.get_by_label("Landscape").select_option("saddle")
    page.get_by_role("button", name="To the end").press("Enter")
    assert "lowest: momentum" in said(page)
    for name in ("SGD", "momentum", "RMSprop", "Adam", "Nadam"):
        page.get_by_label(name, exact=True).press("Space")
    assert said(page) == "Nobody runs."


# ------------------------------------------------------------------------------ schedules


@pytest.mark.parametrize(
    ("name", "parameters", "ours"),
    [
        (
            "ExponentialDecay",
            {"decay_steps": 7, "decay_rate": 0.6, "staircase": staircase},
            schedules.ExponentialDecay(0.3, 7, 0.6, staircase),
        )
        for staircase in (False, True)
    ]
    + [
        (
            "InverseTimeDecay",
            {"decay_steps": 7, "decay_rate": 0.6, "staircase": staircase},
            schedules.InverseTimeDecay(0.3, 7, 0.6, staircase),
        )
        for staircase in (False, True)
    ]
    + [
        ("PowerDecay", {"decay_steps": 9, "power": 1.7}, schedules.PowerDecay(0.3, 9, 1.7)),
        (
            "PolynomialDecay",
            {"decay_steps": 30, "end_learning_rate": 0.01, "power": 2.0},
            schedules.PolynomialDecay(0.3, 30, 0.01, 2.0),
        ),
        (
            "PiecewiseConstantDecay",
            {"first": 20, "second": 10, "factor": 0.5},
            schedules.PiecewiseConstantDecay([20, 21], [0.3, 0.15, 0.075]),
        ),
        ("CosineDecay", {"decay_steps": 30, "alpha": 0.1}, schedules.CosineDecay(0.3, 30, 0.1)),
        (
            "OneCycle",
            {"total_steps": 30, "annihilation": 0.2},
            schedules.OneCycle(0.3, 30, annihilation=0.2),
        ),
    ],
)
def test_each_schedule_is_that_of_nnbook(compute, name, parameters, ours):
    script = "(name, steps, ...rest) => steps.map(t => nnbookWidgets.SCHEDULES[name](t, ...rest))"
    steps = list(range(41))
    found = compute(script, name, steps, 0.3, parameters)
    np.testing.assert_allclose(found, [ours(step) for step in steps], rtol=1e-12, atol=1e-15)


def test_schedules_by_keyboard(visit):
    page = visit("schedules")
    assert said(page).startswith("ExponentialDecay: 0.1 at first, 0.01768 at step 50")
    page.get_by_label("staircase").press("Space")
    assert "0.025 at step 50" in said(page)
    page.get_by_role("button", name="Keep this curve").press("Enter")
    page.get_by_role("combobox", name="Schedule").press("End")
    assert said(page).startswith("OneCycle: 0.01 at first")
    assert said(page).endswith("Kept: ExponentialDecay.")
    page.get_by_label("Step", exact=True).press("End")
    assert "at step 100, " in said(page)
    page.get_by_role("button", name="Forget the others").press("Enter")
    assert "Kept" not in said(page)


# -------------------------------------------------------------------------------- penalty


def test_penalty_by_keyboard(visit):
    page = visit("penalty")
    data = WIDGETS["penalty"].data
    strength, cells = page.get_by_role("slider"), page.locator(".nnbook-board td")
    assert "the fit is best on fresh points here" in said(page)
    strength.press("Home")
    assert "the fit is better on fresh points with a stronger one" in said(page)
    for i in (0, 1, 2):
        (train, fresh), (wrong, wrong_fresh) = data["fit_errors"][i], data["boundary_errors"][i]
        shown = [float(text.strip("%")) for text in cells.all_inner_texts()]
        expected = [train, fresh, 100 * wrong, 100 * wrong_fresh]
        np.testing.assert_allclose(shown, expected, rtol=5e-3, atol=0.51)
        strength.press("ArrowRight")
    strength.press("End")
    assert "the fit is better on fresh points with a weaker one" in said(page)


def test_penaltys_boundary_has_the_points_on_its_sides():
    """The bytes that the page draws from: weakest penalty, all training points right."""
    data = WIDGETS["penalty"].data
    field = np.frombuffer(base64.b64decode(data["fields"][0]), np.uint8)
    field = field.reshape(widgets._GRID, widgets._GRID) > 127.5
    near = np.round((np.array(data["points"]) + 1) / 2 * (widgets._GRID - 1)).astype(int)
    right = field[near[:, 0], near[:, 1]] == np.array(data["labels"])
    assert right.mean() > 0.9  # a point may be nearer to the boundary than to its place on the grid
