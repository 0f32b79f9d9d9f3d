"""Figures: what they show, and that the same figure gives the same bytes."""

import io
import subprocess
import sys

import matplotlib
import nbformat
import numpy as np
import pytest
from matplotlib import colors
from matplotlib import pyplot as plt
from nbclient import NotebookClient

from classroom.notebooks import kernel_config
from nnbook import activations, datasets, plotting

matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def _closed_figures():
    plotting.use_style()
    yield
    plt.close("all")
    matplotlib.rcdefaults()


def texts(ax):
    return [text.get_text() for text in ax.texts]


# Style


def test_style_is_readable_and_repeatable():
    style = matplotlib.rcParams
    assert style["figure.facecolor"] == style["savefig.facecolor"] == "white"
    assert style["svg.hashsalt"] and style["svg.fonttype"] == "path"
    assert style["figure.constrained_layout.use"]
    # A phone shows 358 of its 390 pixels across; letters must stay above 8 pixels there.
    inches = style["figure.figsize"][0]
    for name in ("xtick.labelsize", "ytick.labelsize", "legend.fontsize", "axes.labelsize"):
        assert style[name] / 72 / inches * 358 > 8 < style["font.size"]


def test_style_drops_what_was_set_before():
    plt.rcParams["lines.linewidth"] = 17
    plotting.use_style()
    assert plt.rcParams["lines.linewidth"] == 2


def test_color_is_never_the_only_sign():
    cycle = plt.rcParams["axes.prop_cycle"].by_key()
    pairs = list(zip(cycle["color"], map(str, cycle["linestyle"]), strict=True))
    assert tuple(cycle["color"]) == plotting.COLORS
    assert len(set(map(str, cycle["linestyle"]))) >= 6
    assert len(set(pairs)) == len(pairs) == 10
    assert len(set(plotting.MARKERS)) == len(set(plotting.COLORS)) == 10


# What color-blind readers see: matrices for linear RGB, G. M. Machado et al., 2009, severity 1.
COLOR_BLINDNESS = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}


@pytest.mark.parametrize("kind", COLOR_BLINDNESS)
def test_first_colors_differ_for_color_blind_readers(kind):
    rgb = np.array([colors.to_rgb(color) for color in plotting.COLORS[:6]])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    lab = _lab(np.clip(linear @ np.array(COLOR_BLINDNESS[kind]).T, 0, 1))
    distance = np.linalg.norm(lab[:, None] - lab, axis=-1)
    assert distance[~np.eye(6, dtype=bool)].min() > 10


def _lab(linear):
    """CIE L*a*b* of linear RGB: a distance of about 2 is just visible."""
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = linear @ np.array(to_xyz).T / [0.9505, 1, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.stack(
        [116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1
    )


ALL_FIGURES = """
import hashlib, io
import matplotlib
matplotlib.use("Agg")
import numpy as np
from nnbook import datasets, plotting

plotting.use_style()
blobs = datasets.load("blobs")
centers = np.array([blobs.x[blobs.y == k].mean(axis=0) for k in range(10)])

def nearest(points):
    return np.linalg.norm(points[:, None] - centers, axis=-1).argmin(axis=1)

figures = [
    plotting.decision_regions(
        nearest, blobs.x, blobs.y, resolution=60, class_names=blobs.class_names
    ),
    plotting.line([1, 1], -1.5, plotting.gate([0, 0, 0, 1], title="AND"), label="AND"),
    plotting.network([784, 300, 10]),
    plotting.network(
        [2, 2, 1], weights=[[[20, -20], [20, -20]], [[20], [20]]], biases=[[-10, 30], [-30]]
    ),
    plotting.neuron(),
    plotting.curves({"loss": [3, 2, 1], "val_loss": [3, 2.5, 2.25]}),
]
for ax in figures:
    for kind in ("svg", "png"):
        file = io.BytesIO()
        ax.figure.savefig(file, format=kind, metadata={"Date": None} if kind == "svg" else None)
        print(kind, len(file.getvalue()), hashlib.sha256(file.getvalue()).hexdigest())
"""


def test_the_same_figures_give_the_same_bytes():
    runs = [
        subprocess.run(
            [sys.executable, "-W", "error", "-c", ALL_FIGURES],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "", "HOME": "/nonexistent"},
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stdout.count("svg ") == 6


KERNEL_CELL = """
import sys
from nnbook import plotting
plotting.use_style({formats})
ax = plotting.curves([("loss", [3, 2, 1])])
"""


@pytest.mark.parametrize(
    ("formats", "kind"),
    [("", "image/svg+xml"), ('"retina"', "image/png"), ('"jpeg"', "image/jpeg")],
)
def test_notebook_stores_the_format_asked_for(formats, kind):
    cells = [nbformat.v4.new_code_cell(KERNEL_CELL.format(formats=formats)) for _ in range(2)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3", config=kernel_config()).execute()
    first, second = (cell.outputs[-1]["data"] for cell in notebook.cells)
    assert set(first) == {kind, "text/plain"}
    assert first == second
    if kind == "image/svg+xml":
        assert "<dc:date>" not in first[kind] and "Matplotlib v" not in first[kind]


COUNTED_CELLS = (
    """
from unittest import mock
from matplotlib.backends.backend_agg import FigureCanvasAgg
from nnbook import plotting
plotting.use_style()
drawn_for_a_window = mock.patch.object(FigureCanvasAgg, "draw").start()
""",
    'ax = plotting.curves([("loss", [3, 2, 1])])',
    "print(drawn_for_a_window.call_count)",
)


def test_notebook_draws_for_the_page_alone():
    cells = [nbformat.v4.new_code_cell(source) for source in COUNTED_CELLS]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3", config=kernel_config()).execute()
    assert "image/svg+xml" in notebook.cells[1].outputs[0]["data"]
    assert notebook.cells[2].outputs[0]["text"] == "0\n"


def test_unknown_format_changes_nothing():
    plt.rcParams["lines.linewidth"] = 17
    for formats in ("svgg", ["png", "svgg"]):
        with pytest.raises(ValueError, match="Unknown format 'svgg'. Did you mean 'svg'?"):
            plotting.use_style(formats)
    assert plt.rcParams["lines.linewidth"] == 17


# Decision regions


def half_plane(points):
    return (points[:, 0] > 0.5).astype(int)


def test_decision_regions_show_points_regions_and_names():
    xor = datasets.load("xor")
    ax = plotting.decision_regions(
        half_plane, xor.x, xor.y, class_names=["zero", "one"], feature_names=["left", "right"]
    )
    drawn = {line.get_marker(): line.get_xydata().tolist() for line in ax.lines}
    assert drawn == {"o": [[0, 0], [1, 1]], "s": [[0, 1], [1, 0]]}
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["zero", "one"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("left", "right")
    np.testing.assert_allclose([*ax.get_xlim(), *ax.get_ylim()], [-0.1, 1.1, -0.1, 1.1])
    regions = [c for c in ax.collections if getattr(c, "filled", False)]
    assert [region.hatches for region in regions] == [[""], ["//"]]
    for region, x in zip(regions, (0.3, 0.7), strict=True):
        assert region.get_paths()[0].contains_point((x, 0.5))
        assert not region.get_paths()[0].contains_point((1 - x, 0.5))
    boundary = next(c for c in ax.collections if not c.filled).get_paths()[0].vertices
    np.testing.assert_allclose(boundary[:, 0], 0.5, atol=1.2 / 499)


def test_decision_regions_accept_a_column_any_labels_and_one_class():
    x, y = [[0, 0], [1, 1]], [-1, 1]
    ax = plotting.decision_regions(lambda p: np.where(p[:, :1] > 0.5, 1, -1), x, y, resolution=20)
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["class -1", "class 1"]
    ax = plotting.decision_regions(lambda p: np.zeros(len(p)), x, [0, 0], resolution=20)
    assert len(ax.lines) == 1
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["class 0"]
    ax = plotting.decision_regions(half_plane, x, [0, 1], resolution=20, legend=False)
    assert ax.get_legend() is None


def test_a_missing_class_keeps_the_names_and_colors_of_the_others():
    ax = plotting.decision_regions(
        lambda p: np.full(len(p), 2), [[0, 0], [1, 1]], [0, 2], resolution=10, class_names="abc"
    )
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["a", "b", "c"]
    points = [line for line in ax.lines if len(line.get_xdata())]
    assert [line.get_color() for line in points] == [plotting.COLORS[0], plotting.COLORS[2]]


def test_decision_regions_change_nothing():
    x, y = np.eye(2), np.array([0, 1])
    x.flags.writeable = y.flags.writeable = False
    plotting.decision_regions(half_plane, x, y, resolution=10)


@pytest.mark.parametrize(
    ("x", "y", "options", "message"),
    [
        (np.ones((3, 4)), [0, 1, 2], {}, r"x must have shape \(N, 2\), N > 0, got \(3, 4\)"),
        (np.ones((0, 2)), [], {}, r"got \(0, 2\)"),
        (np.ones((3, 2)), [0, 1], {}, r"y must have shape \(3,\) .* got \(2,\)"),
        (np.eye(2), [0, 1], {"feature_names": ["a"]}, "feature_names must hold 2 entries, got 1"),
        (np.eye(2), [0, 1], {"class_names": ["a"]}, "class_names must hold 2 names.*0, 1; got 1"),
        (np.eye(2), [0, 1], {"resolution": 1}, "resolution must be"),
    ],
)
def test_decision_regions_refuse(x, y, options, message):
    with pytest.raises(ValueError, match=message):
        plotting.decision_regions(half_plane, x, y, **{"resolution": 10, **options})


def test_decision_regions_refuse_scores():
    with pytest.raises(ValueError, match=r"predict must return .* \(100,\), got shape \(100, 3\)"):
        plotting.decision_regions(lambda p: np.ones((100, 3)), np.eye(2), [0, 1], resolution=10)


# Lines


@pytest.fixture
def square():
    ax = plt.subplots()[1]
    ax.set(xlim=(-1, 3), ylim=(-2, 2))
    return ax


@pytest.mark.parametrize("weights", [(1, 1), (1, -1), (-3, 0.5), (2, 0), (0, -0.7)])
def test_line_is_where_the_sum_is_zero(square, weights):
    assert plotting.line(weights, -0.25, square) is square
    (drawn,) = square.lines
    np.testing.assert_allclose(drawn.get_xydata() @ weights, 0.25, atol=1e-9)
    # From edge to edge, and the picture's limits stay.
    ends = drawn.get_xydata()
    assert all(np.isclose(end, [-1, -2]).any() or np.isclose(end, [3, 2]).any() for end in ends)
    assert square.get_xlim() == (-1, 3) and square.get_ylim() == (-2, 2)


@pytest.mark.parametrize("weights", [(1, 1), (1, -1), (-3, 0.5), (2, 0), (0, -0.7)])
@pytest.mark.parametrize("inverted", [False, True])
def test_arrow_points_at_a_right_angle_to_the_side_called_1(square, weights, inverted):
    if inverted:
        square.invert_yaxis()
    plotting.line(weights, -0.25, square, at=0.3)
    arrow, label = square.texts
    assert label.get_text() == "1"
    square.figure.draw_without_rendering()
    to_pixels = square.transData.transform
    foot = to_pixels(arrow.xy)
    direction = np.array(arrow.xyann)
    tip = square.transData.inverted().transform(foot + direction)
    assert tip @ weights - 0.25 > 0
    start, end = to_pixels(square.lines[0].get_xydata())
    assert abs((end - start) @ direction) < 1e-6 * np.linalg.norm(end - start) * 24


def test_line_outside_the_picture_is_named_but_not_drawn(square):
    plotting.line((1, 1), 100, square, label="far away")
    assert [len(line.get_xdata()) for line in square.lines] == [0]
    assert square.get_legend_handles_labels()[1] == ["far away"]
    plotting.line((0, 1), 100, square)
    plotting.line((1, 0), 100, square)
    assert not square.texts


def test_line_without_arrow(square):
    plotting.line(np.array([1, 1]), np.array([0.5]), square, positive=None)
    assert not square.texts


@pytest.mark.parametrize(
    ("weights", "bias", "message"),
    [
        ((1, 2, 3), 0, r"weights must have shape \(2,\), got \(3,\)"),
        ((0, 0), 1, "weights are both 0"),
        ((1, np.nan), 0, "weights must be finite"),
        ((1, 1), np.inf, "bias must be a finite number"),
        ((1, 1), "x", "bias must be a number"),
    ],
)
def test_line_refuses(square, weights, bias, message):
    with pytest.raises(ValueError, match=message):
        plotting.line(weights, bias, square)


# Diagrams


def test_gate_shows_the_truth_table():
    ax = plotting.gate([0, 1, 1, 0], title="XOR")
    assert ax.get_title(loc="left") == "XOR"
    points = {tuple(line.get_xydata()[0]): line.get_markerfacecolor() for line in ax.lines}
    assert [points[corner] == "white" for corner in ((0, 0), (0, 1), (1, 0), (1, 1))] == [
        True,
        False,
        False,
        True,
    ]
    assert {t.get_position(): t.get_text() for t in ax.texts} == {
        (0, 0): "0",
        (0, 1): "1",
        (1, 0): "1",
        (1, 1): "0",
    }


@pytest.mark.parametrize("outputs", [[0, 1, 1], [0, 1, 1, 2], "0110", [[0, 1, 1, 0]]])
def test_gate_refuses(outputs):
    with pytest.raises(ValueError, match="outputs must be four numbers"):
        plotting.gate(outputs)


def test_network_has_a_circle_a_unit_and_a_line_a_weight():
    ax = plotting.network([3, 4, 2])
    assert len(ax.patches) == 3 + 4 + 2
    assert len(ax.lines) == 3 * 4 + 4 * 2
    assert texts(ax).count("$x_{1}$") == texts(ax).count("$h_{4}$") == 1
    assert [t for t in texts(ax) if "$" not in t] == ["input", "hidden", "output"]


def test_network_draws_a_large_layer_with_a_gap():
    ax = plotting.network([784, 300, 10], max_nodes=5)
    assert len(ax.patches) == 3 * 5
    assert len(ax.lines) == 2 * 5 * 5
    assert texts(ax).count("⋮") == 3
    assert {"input\n784", "hidden\n300", "output\n10", "$x_{784}$"} <= set(texts(ax))


def test_network_writes_weights_and_biases():
    ax = plotting.network(
        [2, 2, 1],
        weights=[[[20, -20], [20, -20]], [[20], [20]]],
        biases=[[-10, 30], [-30]],
        node_labels=[["a", "b"], ["or", "nand"], ["and"]],
        labels=["bits", "lines", "gate"],
    )
    written = texts(ax)
    assert written.count("20") == 4 and written.count("−20") == 2
    assert [t for t in written if t.startswith("$b$")] == ["$b$ = −10", "$b$ = 30", "$b$ = −30"]
    assert {"a", "b", "or", "nand", "and", "bits", "lines", "gate"} <= set(written)
    signs = {(line.get_color(), line.get_linestyle()) for line in ax.lines}
    assert signs == {(plotting.COLORS[0], "-"), (plotting.COLORS[1], "--")}
    widths = [ax.lines[k].get_linewidth() for k in range(6)]
    assert np.ptp(widths) == 0


def test_network_of_zero_weights_is_drawn():
    assert len(plotting.network([2, 1], weights=[np.zeros((2, 1))]).lines) == 2


@pytest.mark.parametrize(
    ("sizes", "options", "message"),
    [
        ([3], {}, "layer_sizes must be two or more numbers from 1 on"),
        ([3, 0], {}, "layer_sizes must be two or more numbers from 1 on"),
        ([2, 1], {"labels": ["a"]}, "labels must hold 2 entries, got 1"),
        ([2, 1], {"node_labels": [["a"], ["b"]]}, "node_labels must hold 2 entries, got 1"),
        ([2, 1], {"weights": [np.ones((1, 2))]}, r"weights must have the shapes \[\(2, 1\)\], got"),
        ([2, 1], {"biases": []}, "biases must hold 1 entries, got 0"),
        ([2, 1], {"max_nodes": 2}, "max_nodes must be"),
    ],
)
def test_network_refuses(sizes, options, message):
    with pytest.raises(ValueError, match=message):
        plotting.network(sizes, **options)


def test_neuron_names_its_parts():
    ax = plotting.neuron(("a", "b", "c"), ("1", "2", "3"), "−4", step="tanh", output="out")
    parts = {"1", "a", "b", "c", "2", "3", "−4", r"$\Sigma$", "$z$", "out", "tanh"}
    assert parts <= set(texts(ax))
    # Four inputs to the sum, one arrow to the box and one out of it.
    assert len([t for t in ax.texts if getattr(t, "arrow_patch", None)]) == 6


@pytest.mark.parametrize(
    "step", ["heaviside", "sign", "sigmoid", "tanh", "relu", "linear", "softplus"]
)
def test_neuron_draws_the_graph_of_its_activation(step):
    ax = plotting.neuron(step=step)
    graph = ax.lines[-1].get_xydata()
    shown = np.isfinite(graph[:, 1])
    z = (graph[:, 0] - 5.0) / 0.4 * 3
    expected = activations.get(step)(z)
    assert np.corrcoef(graph[shown, 1], expected[shown])[0, 1] == pytest.approx(1)
    # A step is drawn as two pieces: nothing joins them.
    assert shown.all() != (step in ("heaviside", "sign"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"inputs": ()}, "inputs must hold at least one"),
        ({"weights": ["w"]}, "weights must hold 2 entries, got 1"),
        ({"step": "sigmoyd"}, "'sigmoyd'.*'sigmoid'"),
        ({"step": "softmax"}, "softmax"),
    ],
)
def test_neuron_refuses(options, message):
    with pytest.raises(ValueError, match=message):
        plotting.neuron(**options)


def test_curves_show_every_value():
    history = {"loss": [3.0, 2.0, 1.0], "val_loss": [3.0, 2.5, 2.25]}
    ax = plotting.curves(history, ylabel="cross-entropy")
    assert [line.get_xydata().tolist() for line in ax.lines] == [
        [[1, 3], [2, 2], [3, 1]],
        [[1, 3], [2, 2.5], [3, 2.25]],
    ]
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["loss", "val_loss"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("epoch", "cross-entropy")
    looks = [(line.get_color(), line.get_marker(), line.get_linestyle()) for line in ax.lines]
    assert all(first != second for first, second in zip(*looks, strict=True))


def test_one_curve_names_the_axis():
    ax = plotting.curves([("cost", np.linspace(1, 0, 500))], start=0, xlabel="step")
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_legend()) == ("step", "cost", None)
    assert ax.lines[0].get_xdata()[0] == 0


@pytest.mark.parametrize(
    ("history", "message"),
    [
        ({}, "at least one curve"),
        ({"loss": []}, r"history\['loss'\] must have shape \(epochs,\), got \(0,\)"),
        ({"loss": [[1, 2]]}, r"got \(1, 2\)"),
        ({"loss": ["a"]}, r"history\['loss'\] must hold real numbers"),
    ],
)
def test_curves_refuse(history, message):
    with pytest.raises(ValueError, match=message):
        plotting.curves(history)


# Every figure


def draw_all(axes):
    axes = iter(axes)
    yield plotting.decision_regions(half_plane, np.eye(2), [0, 1], next(axes), resolution=10)
    yield plotting.line([1, 1], -1, next(axes))
    yield plotting.gate([0, 0, 0, 1], next(axes))
    yield plotting.network([2, 2], next(axes))
    yield plotting.neuron(ax=next(axes))
    yield plotting.curves({"loss": [1, 0]}, next(axes))


def test_figures_draw_into_the_axes_given_and_return_them():
    figure, axes = plt.subplots(2, 3, figsize=(9, 6))
    assert list(draw_all(axes.flat)) == list(axes.flat)
    assert plt.get_fignums() == [figure.number]
    figure.savefig(io.BytesIO(), format="png")


def test_refused_input_leaves_no_empty_figure():
    for call in (
        lambda: plotting.decision_regions(half_plane, [[0, 0]], [0, 1]),
        lambda: plotting.gate([2]),
        lambda: plotting.network([1]),
        lambda: plotting.neuron(step="none"),
        lambda: plotting.neuron(step="softmax"),
        lambda: plotting.curves({"loss": []}),
    ):
        with pytest.raises(ValueError):
            call()
    assert plt.get_fignums() == []
