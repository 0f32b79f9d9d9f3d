"""nnbook.widgets: the same bytes each time, a picture that stands alone, and data that is right.

What the script makes of the data in a browser is held to nnbook in tests/book/test_widgets.py.
"""

import base64
import json
import math
import re
from xml.etree import ElementTree

import cv2
import matplotlib
import numpy as np
import pytest
from bs4 import BeautifulSoup

from nnbook import filters, landscapes, optimizers, plotting, widgets
from nnbook.numerical import numerical_gradient

pytestmark = pytest.mark.filterwarnings("error")

# A photo of smooth hills, with a bright and a dark edge.
ROWS, COLUMNS = np.mgrid[:90, :120]
PHOTO = 100 + 60 * np.sin(ROWS / 9) * np.cos(COLUMNS / 7) + 80 * (COLUMNS > 60) - 30 * (ROWS > 50)
PHOTO = PHOTO.clip(0, 255)

MAKE = {
    "descent": widgets.descent,
    "sobel": lambda: widgets.sobel(PHOTO),
    "backward": widgets.backward,
    "neuron": lambda: widgets.backward("neuron"),
    "race": widgets.race,
    "schedules": widgets.schedules,
    "penalty": widgets.penalty,
}


@pytest.fixture(scope="module", params=MAKE)
def widget(request):
    """Each widget in turn, made once."""
    return MAKE[request.param]()


def parsed(widget):
    return BeautifulSoup(widget._repr_html_(), "html.parser")


def png(image):
    """The gray values of an `<img>` that holds its own bytes."""
    content = np.frombuffer(base64.b64decode(image["src"].split(",")[1]), np.uint8)
    return cv2.imdecode(content, cv2.IMREAD_UNCHANGED)


def state(widget):
    return json.loads(parsed(widget).div["data-state"])


# --------------------------------------------------------------------------- every widget


def test_the_same_bytes_each_time(widget):
    again = MAKE["neuron" if "dy/" in repr(widget) else widget.name]
    assert again()._repr_html_() == widget._repr_html_()
    with matplotlib.rc_context():  # whatever style a notebook has set
        plotting.use_style("retina")
        matplotlib.rcParams.update({"font.size": 30, "lines.linewidth": 9, "axes.grid": False})
        assert again()._repr_html_() == widget._repr_html_()
        assert matplotlib.rcParams["font.size"] == 30


def test_a_page_stays_light(widget):
    assert len(widget._repr_html_()) < 100_000


def test_it_asks_for_nothing_and_brings_no_script(widget):
    page = parsed(widget)
    assert page.select("script, link, iframe, svg") == []  # what JupyterLab and GitHub strip
    assert all(image["src"].startswith("data:image/") for image in page.select("img"))
    assert not re.search(r"https?://", re.sub(r'src="[^"]*"', "", widget._repr_html_()))


def test_the_picture_can_be_drawn_and_says_what_it_shows(widget):
    for image in parsed(widget).select("img"):
        kind, content = re.fullmatch(r"data:(image/[a-z+]+);base64,(.+)", image["src"]).groups()
        if kind == "image/png":
            assert np.ptp(png(image)) > 100  # not one gray
        else:
            drawing = ElementTree.fromstring(base64.b64decode(content))
            kinds = {element.tag.split("}")[1] for element in drawing.iter()}
            assert {"path", "text"} <= kinds
            assert not kinds & {"image", "script", "foreignObject", "metadata"}
        assert len(image["alt"].split()) >= 4
        assert "/" not in image["alt"]


def test_its_plain_text_is_one_line_without_an_address(widget):
    assert re.fullmatch(r"<Widget \w+: [^\n]+>", repr(widget))
    assert not re.search(r"0x[0-9a-f]{4}|object", repr(widget))


def test_its_data_hold_no_more_than_six_digits(widget):
    text = json.dumps(state(widget) | {"pixels": "", "fields": []})
    numbers = re.findall(r"-?\d+\.\d+(?:e[-+]\d+)?", text)
    assert all(float(f"{float(n):.6g}") == float(n) for n in numbers)


# -------------------------------------------------------------------------------- descent


def test_descent_shows_the_published_paths():
    """S-374, S-378: the counts of steps that the tutorials print."""
    for start, steps in ((-2.2, 17), (-0.5, 100), (1.5, 28)):
        assert re.search(rf"after {steps} steps", repr(widgets.descent("sine", 0.01, start)))
    for start, steps in ((-10, 100), (5, 82), (33, 50)):
        assert re.search(rf"after {steps} steps", repr(widgets.descent("quartic", 0.01, start)))


@pytest.mark.parametrize(
    ("arguments", "end"),
    [
        (("parabola", 0.1, 5), "arrived after 52 steps"),
        (("parabola", 0.001, 30), "not arrived after 100 steps"),
        (("parabola", 1.01, 30), "diverges (100 steps)"),
        (("parabola", 1.05, 0.001), "diverges (100 steps)"),  # still in the picture
        (("quartic", 1.05, 5), "diverges (6 steps)"),
    ],
)
def test_descent_says_how_a_path_ends(arguments, end):
    assert end in repr(widgets.descent(*arguments))


def test_descent_takes_a_rate_and_a_start_for_each_function():
    widget = widgets.descent(learning_rate={"sine": 0.02}, start=2)
    rates = {one["name"]: one["rate"] for one in state(widget)["landscapes"]}
    assert rates == {"parabola": 0.1, "quartic": 0.01, "sine": 0.02}
    assert [one["start"] for one in state(widget)["landscapes"]] == [2, 2, 2]


def test_descent_widens_the_picture_for_a_start_outside():
    one = state(widgets.descent("parabola", 0.1, 30))["landscapes"][0]
    assert (one["low"], one["high"]) == (-10, 30)


def test_descent_offers_the_functions_of_one_variable():
    flat = {f.name for f in vars(landscapes).values()
            if isinstance(f, landscapes.Landscape) and f.dimensions == 1}  # fmt: skip
    assert flat == {one["name"] for one in state(widgets.descent())["landscapes"]}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"landscapes": "parabolla"}, "Unknown landscape 'parabolla'. Did you mean 'parabola'?"),
        ({"landscapes": []}, "landscapes must hold at least one name"),
        ({"learning_rate": -1}, "learning_rate must be a finite number above 0, got -1"),
        ({"start": math.inf}, "start must be a finite number"),
        ({"max_steps": 0}, "max_steps must be a whole number from 1 to 1000, got 0"),
    ],
)
def test_descent_refuses(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        widgets.descent(**arguments)


# ---------------------------------------------------------------------------------- sobel


def pixels(widget):
    data = state(widget)
    gray = np.frombuffer(base64.b64decode(data["pixels"]), np.uint8)
    return gray.reshape(data["height"], data["width"])


def test_sobel_carries_the_photo():
    np.testing.assert_array_equal(pixels(widgets.sobel(PHOTO)), np.round(PHOTO))


def test_sobel_shrinks_a_large_photo_by_the_mean_of_blocks():
    large = np.kron(PHOTO, np.ones((3, 3)))
    np.testing.assert_array_equal(pixels(widgets.sobel(large, size=120)), np.round(PHOTO))


def test_sobel_weighs_the_colors():
    color = np.stack([PHOTO, 255 - PHOTO, PHOTO], axis=2)
    gray = filters.rgb_to_grayscale(color)[:, :, 0]
    np.testing.assert_array_equal(pixels(widgets.sobel(color)), np.round(gray))


def test_sobels_pictures_are_those_of_the_filters():
    widget = widgets.sobel(PHOTO, kernel="sobel_x", view="clipped")
    shown = [png(image) for image in parsed(widget).select("img")]
    gray = np.round(PHOTO)
    gx, gy = filters.sobel(gray)
    np.testing.assert_array_equal(shown[0], gray)
    np.testing.assert_array_equal(shown[1], gx.clip(0, 255))
    peak = np.abs(gy).max()
    np.testing.assert_array_equal(shown[2], np.floor(128 + 127.5 * gy / peak))
    magnitude = np.hypot(gx, gy)
    np.testing.assert_array_equal(shown[3], np.floor(255 * magnitude / magnitude.max() + 0.5))


def test_sobels_threshold_keeps_both_signs():
    widget = widgets.sobel(PHOTO, threshold=200)
    edges = png(parsed(widget).select("img")[1])
    gx, _ = filters.sobel(np.round(PHOTO))
    np.testing.assert_array_equal(edges == 255, np.abs(gx) >= 200)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"image": [[1, 2], [3, 4]]}, "image must have shape (height, width)"),
        ({"image": np.zeros((5, 5, 4))}, "got (5, 5, 4)"),
        ({"image": PHOTO * 2}, "image must hold values from 0 to 255"),
        ({"image": np.full((9, 9), np.nan)}, "image must hold values from 0 to 255"),
        ({"image": np.zeros((3, 4000))}, "image must be less narrow"),
        ({"kernel": "sobelx"}, "Unknown kernel 'sobelx'. Did you mean 'sobel_x'?"),
        ({"view": "sign"}, "Unknown view 'sign'. Did you mean 'signed'?"),
        ({"threshold": -1}, "threshold must be a finite number of at least 0"),
        ({"size": 500}, "size must be a whole number from 8 to 160"),
    ],
)
def test_sobel_refuses(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        widgets.sobel(**({"image": PHOTO} | arguments))


# ------------------------------------------------------------------------------- backward


def test_backward_shows_the_published_example():
    """S-318, S-321: values 2, 7 and 14; gradients 7, 2, and 7, 9, 2 of the inputs."""
    image = parsed(widgets.backward()).img["alt"]
    for words in ("x: 2, gradient 7", "y: 7, gradient 2", "f: 14, gradient 1",
                  "a: -1, gradient 7", "b: 3, gradient 9", "c: 4, gradient 2"):  # fmt: skip
        assert words in image


def gradients(widget):
    return [float(g) for g in re.findall(r"d\w+/d\w+ = (-?[\d.e+-]+)", repr(widget))]


@pytest.mark.parametrize("operation", ["sigmoid", "relu", "tanh", "square"])
@pytest.mark.parametrize("x", [-1.3, 0.7])
def test_backward_of_each_node_of_one_input(operation, x):
    def f(x):
        with np.errstate(over="ignore"):
            return {"sigmoid": 1 / (1 + np.exp(-x)), "relu": max(x, 0.0), "tanh": np.tanh(x),
                    "square": x**2}[operation]  # fmt: skip

    slope = numerical_gradient(lambda x: float(f(x)), np.array(x))
    (found,) = gradients(widgets.backward([("y", operation, "x")], {"x": x}))
    assert found == pytest.approx(float(slope), abs=1e-3)


def test_backward_adds_what_meets():
    graph = [("d", "subtract", "u", "v"), ("s", "add", "u", "v", "d"), ("y", "multiply", "d", "s")]

    def f(x):
        d = x[0] - x[1]
        return d * (x[0] + x[1] + d)

    at = np.array([1.5, -0.25])
    found = gradients(widgets.backward(graph, {"u": 1.5, "v": -0.25}))
    np.testing.assert_allclose(found, numerical_gradient(f, at), atol=1e-3)


def test_backward_takes_other_inputs_for_a_named_graph():
    assert "f = 0;" in repr(widgets.backward("product", {"a": -3}))


def test_backward_at_an_extreme_input():
    assert "y = 0; dy/dx = 0" in repr(widgets.backward([("y", "sigmoid", "x")], {"x": -1000}))


def test_no_two_nodes_stand_in_the_same_place():
    for graph in ("product", "neuron"):
        places = [tuple(place) for place in state(widgets.backward(graph))["places"].values()]
        assert len(set(places)) == len(places)


@pytest.mark.parametrize(
    ("graph", "message"),
    [
        ("neurn", "Unknown graph 'neurn'. Did you mean 'neuron'?"),
        ([], "graph must hold at least one node"),
        ([("x", "square")], "graph must hold (name, operation, input, ...)"),
        ([("x", "ad", "a", "b")], "Unknown operation 'ad'. Did you mean 'add'?"),
        ([("x", "add", "a")], "add must have two or more inputs, got a"),
        ([("x", "tanh", "a", "b")], "tanh must have 1 input, got a, b"),
        ([("x", "multiply", "a", "c")], "Unknown input 'c'"),
        ([("a", "multiply", "a", "b")], "graph must give each name one value, got 'a' twice"),
        ([("x", "square", "a")], "graph must use every value but the last, 'b' is not used"),
    ],
)
def test_backward_refuses(graph, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        widgets.backward(graph, {"a": 1, "b": 2})


# ----------------------------------------------------------------------------------- race


def test_race_tells_how_far_each_comes():
    widget = widgets.race("ravine", ("Adam", "Nesterov"), {"Adam": 0.5}, (-5, 2), 40)
    f = landscapes.ravine
    adam = landscapes.descend(f, (-5, 2), optimizers.Adam(0.5), 40)
    nesterov = landscapes.descend(f, (-5, 2), optimizers.SGD(0.1, 0.9, nesterov=True), 40)
    assert f"Adam at rate 0.5: f = {adam.values[-1]:.4g};" in repr(widget)
    assert f"Nesterov at rate 0.1: f = {nesterov.values[-1]:.4g}>" in repr(widget)


def test_race_lets_all_eight_run():
    one = state(widgets.race("saddle", ["SGD"]))["landscapes"][0]
    assert len(one["rates"]) == 8


def test_race_offers_the_landscapes_of_two_variables():
    two = {f.name for f in vars(landscapes).values()
           if isinstance(f, landscapes.Landscape) and f.dimensions == 2}  # fmt: skip
    assert two == set(widgets._RACES)
    for name in two:
        assert len(widgets.race(name, list(widgets._RACERS))._repr_html_()) < 100_000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"landscapes": "ravin"}, "Unknown landscape 'ravin'. Did you mean 'ravine'?"),
        ({"optimizers": ["adam"]}, "Unknown optimizer 'adam'. Did you mean 'Adam'?"),
        ({"optimizers": []}, "optimizers must hold at least one name"),
        ({"learning_rate": 0}, "learning_rate must be a finite number above 0"),
        ({"start": [1, 2, 3]}, "start must hold two numbers, x and y, got 3"),
        ({"steps": 1.5}, "steps must be a whole number from 1 to 500"),
    ],
)
def test_race_refuses(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        widgets.race(**arguments)


# ------------------------------------------------------------------------------ schedules


def test_schedules_scales_its_parameters_with_the_steps():
    widget = widgets.schedules("ExponentialDecay", 0.2, 50)
    assert state(widget)["schedules"][0]["parameters"] == {
        "decay_steps": 10, "decay_rate": 0.5, "staircase": False
    }  # fmt: skip
    assert "from 0.2 to 0.00625" in repr(widget)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"names": "OneCircle"}, "Unknown schedule 'OneCircle'. Did you mean 'OneCycle'?"),
        ({"names": []}, "names must hold at least one schedule"),
        ({"learning_rate": -0.1}, "learning_rate must be a finite number above 0"),
        ({"steps": 5}, "steps must be a whole number from 10 to 1000"),
    ],
)
def test_schedules_refuses(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        widgets.schedules(**arguments)


# -------------------------------------------------------------------------------- penalty


def test_penalty_tells_the_story_of_strength():
    """Weak: training fits, fresh points do not. Strong: neither. In between: fresh points best."""
    data = state(widgets.penalty())
    for errors in (np.array(data["fit_errors"]), np.array(data["boundary_errors"])):
        train, fresh = errors.T
        assert (np.diff(train) >= -1e-3).all()  # a stronger penalty never fits better
        best = int(fresh.argmin())
        assert 0 < best < len(fresh) - 1
        assert fresh[best] < 0.75 * fresh[0] and fresh[best] < 0.75 * fresh[-1]


def test_penalty_finds_minima():
    rng = np.random.default_rng(3)
    x = np.column_stack([np.ones(20), rng.normal(size=(20, 3))])
    labels = (x[:, 1] > 0).astype(float)
    decay = np.array([0, 1, 1, 1]) * 0.1

    def squares(w):
        return np.mean((x @ w - labels) ** 2) / 2 + decay @ w**2 / 2

    def crossentropy(w):
        return np.mean(np.logaddexp(0, x @ w) - labels * (x @ w)) + decay @ w**2 / 2

    for cost, w in ((squares, widgets._ridge(x, labels, 0.1)),
                    (crossentropy, widgets._logistic(x, labels, 0.1))):  # fmt: skip
        np.testing.assert_allclose(numerical_gradient(cost, w), 0, atol=1e-8)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"strengths": [0, 1, 2]}, "strengths must be a finite number above 0"),
        ({"strengths": [3, 2, 1]}, "strengths must be from 3 to 30 increasing numbers"),
        ({"noise": -1}, "noise must be a finite number of at least 0"),
        ({"seed": -1}, "seed must be an integer of at least 0"),
    ],
)
def test_penalty_refuses(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        widgets.penalty(**arguments)
