r"""Figures to play with, in the book's own pages, without a server.

Each function returns a :class:`Widget`. Let it be the last line of a cell::

    widgets.descent(learning_rate=0.1, start=5)

A notebook, GitHub, a printed page and a browser without JavaScript show a picture of the state that
you asked for. In the book, the script ``guides/static/widgets.js`` puts controls in its place, and
computes everything anew as the reader moves them. The output holds data alone, rounded, so that it
is the same on each run; tests hold what the script computes to this library.
"""

from __future__ import annotations

import base64
import html
import io
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import matplotlib
import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnbook import activations, filters, optimizers, plotting
from nnbook import landscapes as _landscapes
from nnbook import schedules as _schedules
from nnbook._checks import as_float, as_seed, number, unknown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Widget", "backward", "descent", "penalty", "race", "schedules", "sobel"]


@dataclass(frozen=True)
class Widget:
    """A figure to play with: a picture for every reader, and the data that brings it to life.

    Attributes:
        name: which figure the script draws.
        title: what the figure is about; screen readers announce its controls with it.
        summary: what the picture shows, in one line: the widget's plain text.
        data: what the script gets, as JSON.
        pictures: (address, alt, label) of each picture: an image that holds its own bytes, what it
            shows for someone who can't see it, and the words below it, if any.
    """

    name: str
    title: str
    summary: str
    data: Mapping[str, Any]
    pictures: Sequence[tuple[str, str, str]]

    def _repr_html_(self) -> str:
        data = json.dumps(_rounded(self.data), separators=(",", ":"))
        width = "max-width:100%" if len(self.pictures) == 1 else "width:12em;max-width:46%"
        images = "".join(
            f'<span style="display:inline-block;{width}"><img src="{source}" '
            f'alt="{html.escape(alt)}" style="width:100%"><br>{html.escape(label)}</span> '
            for source, alt, label in self.pictures
        )
        return (
            f'<div class="nnbook-widget" data-widget="{self.name}" '
            f'data-title="{html.escape(self.title)}" data-state="{html.escape(data)}">'
            f'<div class="nnbook-still">{images}</div></div>'
        )

    def __repr__(self) -> str:
        return f"<Widget {self.name}: {self.summary}>"


# The letters stay letters, in whichever of these faces the reader has: a third of the size.
_STYLE = plotting._STYLE | {
    "svg.fonttype": "none",
    "font.size": 11,
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial"],
    "axes.titlesize": 11,
    "axes.titleweight": "normal",
    "axes.titlelocation": "center",
}


@contextmanager
def _style() -> Iterator[None]:
    """The style of all pictures, whatever the notebook has set: the same bytes everywhere."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_STYLE)
        yield


# ------------------------------------------------------------------------------- descent

# Where the published runs start, and their rates.
_DESCENTS = {"parabola": (0.1, 5.0), "quartic": (0.01, 5.0), "sine": (0.01, -2.2)}


@_style()
def descent(
    landscapes: Sequence[str] = ("parabola", "quartic", "sine"),
    learning_rate: float | Mapping[str, float] | None = None,
    start: float | Mapping[str, float] | None = None,
    max_steps: int = 100,
) -> Widget:
    """Gradient descent on functions of one variable: choose a rate and a start, and watch the path.

    The reader chooses the function, the learning rate and the start, goes forward step by step or
    lets it run, and reads the number of steps, x and f(x), or that the path diverges. The paths are
    those of :func:`nnbook.landscapes.gradient_descent` with its usual stopping rule.

    Args:
        landscapes: names of one-dimensional functions in :mod:`nnbook.landscapes`, in the order of
            the choice; the first is shown first.
        learning_rate: the rate to begin with, above 0: one for all, or one a name. By default 0.1
            for the parabola and 0.01 for the others.
        start: the x to begin at: one for all, or one a name. By default 5, 5 and -2.2.
        max_steps: the largest number of steps, from 1 to 1000.

    Returns:
        The widget.

    Raises:
        ValueError: if a name is unknown, or a number is out of its range.
    """
    names = [landscapes] if isinstance(landscapes, str) else list(landscapes)
    if not names:
        raise ValueError("landscapes must hold at least one name, got none.")
    for name in names:
        if name not in _DESCENTS:
            raise unknown("landscape", name, _DESCENTS)
    if isinstance(max_steps, bool) or not isinstance(max_steps, int) or not 1 <= max_steps <= 1000:
        raise ValueError(f"max_steps must be a whole number from 1 to 1000, got {max_steps!r}.")

    states, traces = [], []
    for name in names:
        f = getattr(_landscapes, name)
        usual_rate, usual_start = _DESCENTS[name]
        rate = number(_of(learning_rate, name, usual_rate), "learning_rate", above=0)
        x0 = number(_of(start, name, usual_start), "start")
        traces.append(_landscapes.gradient_descent(f, x0, rate, max_steps))
        low, high = f.domain[0]
        states.append({
            "name": name, "formula": _FORMULAS[name], "rate": rate, "start": x0,
            "low": min(low, x0), "high": max(high, x0), "limit": f.learning_rate_limit,
        })  # fmt: skip

    figure = _figure(len(names))
    for ax, state, trace in zip(figure.axes, states, traces, strict=True):
        f = getattr(_landscapes, state["name"])
        x = np.linspace(state["low"], state["high"], 121)
        y = f(x)
        margin = 0.08 * (y.max() - y.min())
        ax.plot(x, y, color=plotting.COLORS[0])
        ax.plot(trace.points, trace.values, color=plotting.COLORS[1], linewidth=1)
        ax.plot(*_apart(trace, x, y), "o", color=plotting.COLORS[1], markersize=4)
        ax.plot(trace.points[0], trace.values[0], "s", color=plotting.COLORS[1], markersize=8)
        ax.set(
            title=f"{state['name']}: {_outcome(state, trace)}",
            xlabel=f"x (rate {state['rate']:g}, start {_shown(state['start'])})",
            xlim=(x[0], x[-1]),
            ylim=(y.min() - margin, y.max() + margin),
        )
    lines = [
        f"{state['name']}, rate {state['rate']:g}, from {state['start']:g}: "
        f"{_outcome(state, trace)}, x = {trace.points[-1]:.4g}"
        for state, trace in zip(states, traces, strict=True)
    ]
    alt = f"Gradient descent as dots on the curve of each function. {'. '.join(lines)}."
    return Widget(
        "descent",
        "Gradient descent, step by step",
        "; ".join(lines),
        {"landscapes": states, "max_steps": max_steps, "eps": 1e-5},
        [(_svg(figure), alt, "")],
    )


def _apart(trace: _landscapes.Trace, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The points of a path that can be told apart in the picture, shape (2, points)."""
    cell = np.array([np.ptp(x), np.ptp(y)]) / 150
    points = np.stack([trace.points, trace.values], axis=1)
    with np.errstate(over="ignore"):
        _, first = np.unique(np.round(points / cell), axis=0, return_index=True)
    return points[np.sort(first)].T


_FORMULAS = {
    "parabola": "x²",
    "quartic": "0.01 x⁴ − 0.3 x³ − x + 10",
    "sine": "x sin(x²) + 1",
    "ravine": "x²/20 + y²",
    "saddle": "x² − y²",
    "rosenbrock": "(1 − x)² + 100 (y − x²)²",
}


def _outcome(state: Mapping[str, Any], trace: _landscapes.Trace) -> str:
    """How a path ended, in the script's words."""
    if trace.converged:
        return f"arrived after {trace.steps} steps"
    outside = not state["low"] <= trace.points[-1] <= state["high"]
    early = trace.steps == 0 or not math.isfinite(trace.points[-1])
    too_fast = state["limit"] is not None and state["rate"] > state["limit"]
    if outside or early or too_fast:
        return f"diverges ({trace.steps} steps)"
    return f"not arrived after {trace.steps} steps"


# --------------------------------------------------------------------------------- sobel

_BLUR = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
_IDENTITY = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
_KERNELS = {
    "sobel_x": filters.SOBEL_X, "sobel_y": filters.SOBEL_Y, "blur": _BLUR, "identity": _IDENTITY,
}  # fmt: skip
_LABELS = {
    "sobel_x": "Sobel x", "sobel_y": "Sobel y", "magnitude": "magnitude", "blur": "blur",
    "identity": "identity",
}  # fmt: skip
_VIEWS = ("signed", "absolute", "clipped")


@_style()
def sobel(
    image: ArrayLike,
    kernel: str = "sobel_x",
    view: str = "signed",
    threshold: float = 0,
    size: int = 128,
) -> Widget:
    """A bench for 3 x 3 filters: choose a kernel, or type nine numbers, and see what it answers.

    The reader chooses Sobel x, Sobel y, the magnitude of both, blur, identity or a kernel of their
    own; whether to see the responses signed (gray is 0), absolute, or clipped to 0..255 as the
    bytes of a photo would be; and a threshold, from which the absolute response counts as an edge.
    The responses are those of :mod:`nnbook.filters`, with the border reflected, as OpenCV does.

    Args:
        image: brightness from 0 to 255, shape (H, W), or red, green and blue, shape (H, W, 3).
        kernel: ``"sobel_x"``, ``"sobel_y"``, ``"magnitude"``, ``"blur"`` or ``"identity"``: the one
            to begin with.
        view: ``"signed"``, ``"absolute"`` or ``"clipped"``, to begin with.
        threshold: to begin with, at least 0; 0 for none.
        size: the longer side that the page gets, from 8 to 160 pixels: a larger image is shrunk by
            averaging blocks.

    Returns:
        The widget.

    Raises:
        ValueError: if the image has another shape or other values, or an argument is out of its
            range.

    Source:
        Sobel and Feldman, 1968.
    """
    if kernel not in _LABELS:
        raise unknown("kernel", kernel, _LABELS)
    if view not in _VIEWS:
        raise unknown("view", view, _VIEWS)
    threshold = number(threshold, "threshold", low=0)
    if isinstance(size, bool) or not isinstance(size, int) or not 8 <= size <= 160:
        raise ValueError(f"size must be a whole number from 8 to 160, got {size!r}.")
    image = as_float(image, "image")
    if image.ndim == 3 and image.shape[2] == 3:
        image = filters.rgb_to_grayscale(image)[:, :, 0]
    if image.ndim != 2 or min(image.shape) < 3:
        raise ValueError(
            f"image must have shape (height, width) or (height, width, 3), at least 3 x 3, "
            f"got {image.shape}."
        )
    if not (image.min() >= 0 and image.max() <= 255):
        raise ValueError(
            f"image must hold values from 0 to 255, got {image.min():g} to {image.max():g}."
        )
    gray = np.round(_shrunk(image, size)).astype(np.uint8)

    gx, gy = filters.sobel(gray)
    magnitude = filters.gradient_magnitude(gx, gy)
    responses = {"sobel_x": gx, "sobel_y": gy, "magnitude": magnitude}
    if kernel in ("blur", "identity"):
        responses[kernel] = filters.correlate2d(filters.pad(gray, 1, "reflect"), _KERNELS[kernel])
    pictures = [(_png(gray), "The photo, in gray", "the photo")]
    for name, response in responses.items():
        how = view if name == kernel else "absolute" if name == "magnitude" else "signed"
        limit = threshold if name == kernel else 0
        pictures.append((_png(_seen(response, how, limit)), *_words(name, how, limit)))
    low, high = responses[kernel].min(), responses[kernel].max()
    height, width = gray.shape
    return Widget(
        "sobel",
        "A bench for filters",
        f"{_LABELS[kernel]} on {height} x {width} pixels, responses from {low:.4g} to {high:.4g}",
        {
            "height": height,
            "width": width,
            "kernel": kernel,
            "view": view,
            "threshold": threshold,
            "pixels": base64.b64encode(gray.tobytes()).decode(),
        },  # fmt: skip
        pictures,
    )


def _shrunk(image: NDArray, size: int) -> NDArray:
    """Means of square blocks, so that the longer side has at most ``size`` of them."""
    block = math.ceil(max(image.shape) / size)
    height, width = (length // block for length in image.shape)
    if min(height, width) < 3:
        raise ValueError(f"image must be less narrow to be shrunk to {size} pixels: {image.shape}.")
    blocks = image[: height * block, : width * block].reshape(height, block, width, block)
    return blocks.mean(axis=(1, 3))


def _seen(response: NDArray, view: str, threshold: float) -> NDArray[np.uint8]:
    """Responses as gray bytes, as the reader sees them: the script's rule, too."""
    strength = np.abs(response)
    peak = max(float(strength.max()), 1e-9)
    if threshold > 0:
        gray = np.where(strength >= threshold, 255.0, 0.0)
    elif view == "clipped":
        gray = np.clip(response, 0, 255)
    elif view == "absolute":
        gray = 255 * strength / peak
    else:
        gray = 127.5 + 127.5 * response / peak
    return np.floor(gray + 0.5).astype(np.uint8)  # a half goes up, as in JavaScript


def _words(name: str, view: str, threshold: float) -> tuple[str, str]:
    """What a picture of responses shows, and the label below it."""
    if threshold > 0:
        label = f"{_LABELS[name]}, at least {threshold:g}"
        return f"White where the response of {_LABELS[name]} is {threshold:g} or more", label
    meaning = {
        "signed": "gray is 0, bright positive, dark negative",
        "absolute": "black is 0, the brighter the stronger",
        "clipped": "cut to 0 and 255, so that every negative response is black",
    }[view]
    return f"The responses of {_LABELS[name]}: {meaning}", f"{_LABELS[name]}, {view}"


def _png(gray: NDArray[np.uint8]) -> str:
    import cv2

    return _address("image/png", cv2.imencode(".png", gray, [cv2.IMWRITE_PNG_COMPRESSION, 9])[1])


# ------------------------------------------------------------------------------ backward


@dataclass(frozen=True)
class _Node:
    """An operation: its sign, its value, and its derivative by each of its inputs."""

    sign: str
    value: Callable[..., float]
    local: Callable[..., list[float]]
    arity: int | None = 1  # None: two or more


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


_NODES = {
    "add": _Node("+", lambda *x: sum(x), lambda *x: [1.0 for _ in x], None),
    "multiply": _Node("×", lambda x, y: x * y, lambda x, y: [y, x], 2),
    "subtract": _Node("−", lambda x, y: x - y, lambda x, y: [1.0, -1.0], 2),
    "sigmoid": _Node("σ", _sigmoid, lambda x: [_sigmoid(x) * (1 - _sigmoid(x))]),
    "relu": _Node("relu", lambda x: max(x, 0.0), lambda x: [1.0 if x > 0 else 0.0]),
    "tanh": _Node("tanh", math.tanh, lambda x: [1 - math.tanh(x) ** 2]),
    "square": _Node("( )²", lambda x: x * x, lambda x: [2 * x]),
}

_GRAPHS = {
    # f = (a + b) (b + c): two nodes use b, so two gradients meet there.
    "product": (
        [("x", "add", "a", "b"), ("y", "add", "b", "c"), ("f", "multiply", "x", "y")],
        {"a": -1.0, "b": 3.0, "c": 4.0},
    ),
    "neuron": (
        [
            ("p", "multiply", "w1", "x1"), ("q", "multiply", "w2", "x2"),
            ("z", "add", "p", "q", "b"), ("y", "sigmoid", "z"),
        ],
        {"w1": 2.0, "x1": -1.0, "w2": -3.0, "x2": -2.0, "b": -3.0},
    ),
}  # fmt: skip


@_style()
def backward(
    graph: str | Sequence[Sequence[str]] = "product", inputs: Mapping[str, float] | None = None
) -> Widget:
    """The backward pass over a small graph, one node at a time.

    The reader sets the inputs and walks back from the output. At each node appears what comes from
    above, the node's own derivative, and their product, which goes on down. Where a value is used
    twice, the gradients meet and add up.

    Args:
        graph: ``"product"``, f = (a + b)(b + c); ``"neuron"``, a sigmoid unit of two inputs; or
            your own nodes in the order of computation, each (name, operation, input, ...), the
            last one the output. Operations: add, multiply, subtract, sigmoid, relu, tanh, square.
        inputs: the value of each name that no node computes. The named graphs have their own:
            a = -1, b = 3, c = 4, and w1 = 2, x1 = -1, w2 = -3, x2 = -2, b = -3.

    Returns:
        The widget.

    Raises:
        ValueError: if a graph, an operation or a name is unknown, a name is used twice or never, or
            an operation has the wrong number of inputs.

    Source:
        Rumelhart, Hinton and Williams, 1986 (the method).
    """
    if isinstance(graph, str):
        if graph not in _GRAPHS:
            raise unknown("graph", graph, _GRAPHS)
        graph, usual = _GRAPHS[graph]
        inputs = usual | dict(inputs or {})
    nodes = [tuple(node) for node in graph]
    values = {name: number(x, f"inputs[{name!r}]") for name, x in (inputs or {}).items()}
    _check_graph(nodes, values)
    leaves = dict(values)
    for name, operation, *parents in nodes:
        values[name] = _NODES[operation].value(*(values[parent] for parent in parents))
    gradients = dict.fromkeys(values, 0.0) | {nodes[-1][0]: 1.0}
    for name, operation, *parents in reversed(nodes):
        local = _NODES[operation].local(*(values[parent] for parent in parents))
        for parent, slope in zip(parents, local, strict=True):
            gradients[parent] += gradients[name] * slope

    places = _places(nodes, leaves)
    output = nodes[-1][0]
    found = ", ".join(f"d{output}/d{name} = {gradients[name]:.4g}" for name in leaves)
    return Widget(
        "backward",
        "The backward pass, node by node",
        f"{output} = {values[output]:.4g}; {found}",
        {
            "nodes": [
                {"name": name, "op": operation, "from": list(parents)}
                for name, operation, *parents in nodes
            ],
            "inputs": leaves, "places": places,
        },  # fmt: skip
        [(_svg(_graph_figure(nodes, values, gradients, places)),
          "A graph of nodes, each with its value above and the gradient of the output below. "
          + ", ".join(f"{name}: {values[name]:.4g}, gradient {gradients[name]:.4g}"
                      for name in values) + ".",
          "")],
    )  # fmt: skip


def _check_graph(nodes: Sequence[tuple[str, ...]], inputs: Mapping[str, float]) -> None:
    known, used = set(inputs), set()
    if not nodes:
        raise ValueError("graph must hold at least one node, got none.")
    for node in nodes:
        if len(node) < 3:
            raise ValueError(f"graph must hold (name, operation, input, ...), got {node!r}.")
        name, operation, *parents = node
        if operation not in _NODES:
            raise unknown("operation", operation, _NODES)
        arity = _NODES[operation].arity
        if len(parents) != arity and (arity is not None or len(parents) < 2):
            wanted = "two or more inputs" if arity is None else f"{arity} input" + "s" * (arity > 1)
            raise ValueError(f"{operation} must have {wanted}, got {', '.join(parents)}.")
        for parent in parents:
            if parent not in known:
                raise unknown("input", parent, known)
        if name in known:
            raise ValueError(f"graph must give each name one value, got {name!r} twice.")
        known.add(name)
        used |= set(parents)
    if unused := sorted(known - used - {nodes[-1][0]}):
        raise ValueError(f"graph must use every value but the last, {unused[0]!r} is not used.")


def _places(
    nodes: Sequence[tuple[str, ...]], leaves: Mapping[str, float]
) -> dict[str, tuple[float, float]]:
    """Where each node stands: a column a layer, between 0 and 1 across and down."""
    layer = dict.fromkeys(leaves, 0)
    for name, _, *parents in nodes:
        layer[name] = 1 + max(layer[parent] for parent in parents)
    for leaf in leaves:  # an input stands close to its first use
        layer[leaf] = min(layer[name] for name, _, *parents in nodes if leaf in parents) - 1
    # In a column, in the order in which they are used, so that few lines cross.
    order = list(dict.fromkeys(parent for _, _, *parents in nodes for parent in parents))
    columns: dict[int, list[str]] = {}
    for name in (*order, nodes[-1][0]):
        columns.setdefault(layer[name], []).append(name)
    depth = max(columns)
    places = {}
    for column, names in columns.items():
        for i, name in enumerate(names):
            places[name] = (column / depth, (i + 0.5) / len(names))
    return places


def _graph_figure(
    nodes: Sequence[tuple[str, ...]],
    values: Mapping[str, float],
    gradients: Mapping[str, float],
    places: Mapping[str, tuple[float, float]],
) -> Figure:
    rows = round(max(0.5 / min(y, 1 - y) for _, y in places.values()))
    figure = _figure(1, width=7.0, height=0.9 * max(rows, 3) + 0.6)
    (ax,) = figure.axes
    ax.axis("off")
    ax.set(xlim=(-0.12, 1.12), ylim=(1.05, -0.05))
    signs = {name: _NODES[operation].sign for name, operation, *_ in nodes}
    for name, _, *parents in nodes:
        for parent in parents:
            ax.annotate(
                "", places[name], places[parent],
                arrowprops={"arrowstyle": "-|>", "color": "#767676", "shrinkA": 20, "shrinkB": 20},
            )  # fmt: skip
    style = {"ha": "center", "va": "center"}
    box = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": "#222222"}
    for name, (x, y) in places.items():
        ax.text(x, y, signs.get(name, name), bbox=box, **style)
        value = f"{name} = {_shown(values[name])}" if name in signs else _shown(values[name])
        for text, drop, look in (
            (value, 22, {"color": plotting.COLORS[0]}),
            (_shown(gradients[name]), -22, {"color": "#B84A00", "weight": "bold"}),
        ):
            ax.annotate(text, (x, y), (0, drop), textcoords="offset points", **look, **style)
    return figure


# ---------------------------------------------------------------------------------- race

_RACERS = {
    "SGD": optimizers.SGD,
    "momentum": lambda rate: optimizers.SGD(rate, momentum=0.9),
    "Nesterov": lambda rate: optimizers.SGD(rate, momentum=0.9, nesterov=True),
    "Adagrad": optimizers.Adagrad,
    "RMSprop": optimizers.RMSprop,
    "Adam": optimizers.Adam,
    "Adamax": optimizers.Adamax,
    "Nadam": optimizers.Nadam,
}
# Where each race starts, and a rate at which each rule does well there.
_RACES = {
    "ravine": ((-9.0, 3.0), {
        "SGD": 0.9, "momentum": 0.1, "Nesterov": 0.1, "Adagrad": 3.0, "RMSprop": 0.2, "Adam": 0.8,
        "Adamax": 0.8, "Nadam": 0.5,
    }),
    "saddle": ((-1.5, 0.001), dict.fromkeys(_RACERS, 0.01)),
    "rosenbrock": ((-1.5, 2.0), {
        "SGD": 0.001, "momentum": 0.001, "Nesterov": 0.001, "Adagrad": 0.5, "RMSprop": 0.02,
        "Adam": 0.2, "Adamax": 0.2, "Nadam": 0.1,
    }),
}  # fmt: skip


@_style()
def race(
    landscapes: Sequence[str] = ("ravine", "saddle"),
    optimizers: Sequence[str] = ("SGD", "momentum", "RMSprop", "Adam"),
    learning_rate: float | Mapping[str, float] | None = None,
    start: Sequence[float] | None = None,
    steps: int = 100,
) -> Widget:
    """A race of optimizers over a landscape of two variables.

    The reader chooses who runs, each one's learning rate and the common start, goes forward step by
    step or lets them run, and compares where they are. Each runs with Keras's defaults, but for the
    rate, as :func:`nnbook.landscapes.descend` does; momentum and Nesterov keep 0.9 of the velocity.

    Args:
        landscapes: names out of ``"ravine"``, ``"saddle"`` and ``"rosenbrock"``, in the order of
            the choice; the first is shown first.
        optimizers: who runs at first, out of SGD, momentum, Nesterov, Adagrad, RMSprop, Adam,
            Adamax and Nadam. The reader can choose all of them.
        learning_rate: the rate to begin with, above 0: one for all, or one a name of an optimizer.
            By default, one that suits each optimizer on each landscape.
        start: (x, y) to begin at, for all landscapes. By default, a point that suits each.
        steps: the number of steps, from 1 to 500.

    Returns:
        The widget.

    Raises:
        ValueError: if a name is unknown, or a number is out of its range.
    """
    names = [landscapes] if isinstance(landscapes, str) else list(landscapes)
    runners = [optimizers] if isinstance(optimizers, str) else list(optimizers)
    for kind, chosen, known in (("landscape", names, _RACES), ("optimizer", runners, _RACERS)):
        if not chosen:
            raise ValueError(f"{kind}s must hold at least one name, got none.")
        for name in chosen:
            if name not in known:
                raise unknown(kind, name, known)
    if isinstance(steps, bool) or not isinstance(steps, int) or not 1 <= steps <= 500:
        raise ValueError(f"steps must be a whole number from 1 to 500, got {steps!r}.")

    figure = _figure(len(names), width=3.8, height=3.4)
    states, lines = [], []
    for ax, name in zip(figure.axes, names, strict=True):
        f = getattr(_landscapes, name)
        usual_start, usual = _RACES[name]
        rates = {
            runner: number(_of(learning_rate, runner, usual[runner]), "learning_rate", above=0)
            for runner in _RACERS
        }
        x0 = usual_start if start is None else tuple(start)
        if len(x0) != 2:
            raise ValueError(f"start must hold two numbers, x and y, got {len(x0)}.")
        x0 = tuple(number(value, "start") for value in x0)
        (left, right), (bottom, top) = f.domain
        x, y = np.linspace(left, right, 41), np.linspace(bottom, top, 41)
        z = f(np.stack(np.meshgrid(x, y), axis=-1))
        # Close together in the hollows, where the race is decided.
        low, high = min(0.0, z.min()), z.max()
        levels = np.linspace(low, high, 13) if low < 0 else high * (np.arange(1, 10) / 9) ** 3
        ax.contour(x, y, z, levels[:-1], colors="#999999", linewidths=0.8, linestyles="-")
        for runner in runners:
            trace = _landscapes.descend(f, x0, _RACERS[runner](rates[runner]), steps)
            k = list(_RACERS).index(runner)
            color, dash = plotting.COLORS[k], plotting._DASHES[k % len(plotting._DASHES)]
            ax.plot(*trace.points.T, color=color, linestyle=dash, linewidth=1.6, label=runner)
            ax.plot(*trace.points[-1], plotting.MARKERS[k], color=color, markersize=6)
            lines.append(f"{name}, {runner} at rate {rates[runner]:g}: f = {trace.values[-1]:.4g}")
        ax.plot(*x0, "s", color="#222222", markersize=7)
        ax.set(title=f"{name}, {steps} steps", xlim=(left, right), ylim=(bottom, top), xlabel="x")
        ax.grid(False)
        states.append({
            "name": name, "formula": _FORMULAS[name], "start": x0, "rates": rates,
            "domain": f.domain, "levels": [float(level) for level in levels[:-1]],
        })  # fmt: skip
    figure.axes[0].set_ylabel("y")
    figure.axes[0].legend(fontsize=9, loc="lower right")
    return Widget(
        "race",
        "A race of optimizers",
        "; ".join(lines),
        {"landscapes": states, "runners": runners, "steps": steps},
        [(_svg(figure), f"Paths of optimizers over level lines, after {steps} steps. "
          + ". ".join(lines) + ".", "")],
    )  # fmt: skip


# ----------------------------------------------------------------------------- schedules


def _piecewise(rate: float, first: float, second: float, factor: float) -> Callable[[int], float]:
    return _schedules.PiecewiseConstantDecay(
        [first, max(second, first + 1)], [rate, rate * factor, rate * factor**2]
    )


def _one_cycle(rate: float, total_steps: int, annihilation: float) -> Callable[[int], float]:
    return _schedules.OneCycle(rate, total_steps, annihilation=annihilation)


# Each schedule and its parameters; those in steps are fractions of all steps.
_SHAPES = {
    "ExponentialDecay": (_schedules.ExponentialDecay,
                         {"decay_steps": 0.2, "decay_rate": 0.5, "staircase": False}),
    "InverseTimeDecay": (_schedules.InverseTimeDecay,
                         {"decay_steps": 0.2, "decay_rate": 1.0, "staircase": False}),
    "PowerDecay": (_schedules.PowerDecay, {"decay_steps": 0.2, "power": 0.5}),
    "PolynomialDecay": (_schedules.PolynomialDecay,
                        {"decay_steps": 0.8, "end_learning_rate": 0.0, "power": 1.0}),
    "PiecewiseConstantDecay": (_piecewise, {"first": 0.4, "second": 0.7, "factor": 0.3}),
    "CosineDecay": (_schedules.CosineDecay, {"decay_steps": 1.0, "alpha": 0.0}),
    "OneCycle": (_one_cycle, {"total_steps": 1.0, "annihilation": 0.1}),
}  # fmt: skip
_IN_STEPS = ("decay_steps", "total_steps", "first", "second")


@_style()
def schedules(
    names: Sequence[str] = tuple(_SHAPES), learning_rate: float = 0.1, steps: int = 100
) -> Widget:
    """A drawer of learning-rate schedules: choose one, move its parameters, and see the curve.

    The reader can keep a curve to compare it with the next one, and reads the rate at any step. The
    rates are those of :mod:`nnbook.schedules`. ``PiecewiseConstantDecay`` has three stretches here,
    each with ``factor`` times the rate of the one before.

    Args:
        names: schedules of :mod:`nnbook.schedules`, in the order of the choice; the first is shown
            first.
        learning_rate: the initial rate, above 0; for OneCycle the largest.
        steps: the number of steps, from 10 to 1000.

    Returns:
        The widget.

    Raises:
        ValueError: if a name is unknown, or a number is out of its range.
    """
    names = [names] if isinstance(names, str) else list(names)
    if not names:
        raise ValueError("names must hold at least one schedule, got none.")
    for name in names:
        if name not in _SHAPES:
            raise unknown("schedule", name, _SHAPES)
    learning_rate = number(learning_rate, "learning_rate", above=0)
    if isinstance(steps, bool) or not isinstance(steps, int) or not 10 <= steps <= 1000:
        raise ValueError(f"steps must be a whole number from 10 to 1000, got {steps!r}.")

    states, lines = [], []
    figure = _figure(1, width=6.4, height=3.6)
    (ax,) = figure.axes
    for k, name in enumerate(names):
        make, usual = _SHAPES[name]
        parameters = {
            key: round(value * steps) if key in _IN_STEPS else value for key, value in usual.items()
        }
        schedule = make(learning_rate, **parameters)
        rates = [schedule(step) for step in range(steps + 1)]
        states.append({"name": name, "parameters": parameters})
        lines.append(f"{name}: from {rates[0]:.3g} to {rates[-1]:.3g}")
        dash = plotting._DASHES[k % len(plotting._DASHES)]
        ax.plot(rates, color=plotting.COLORS[k], linestyle=dash, label=name, linewidth=1.6)
    ax.set(xlabel="step", ylabel="learning rate", xlim=(0, steps), ylim=(0, None))
    ax.legend(fontsize=9)
    return Widget(
        "schedules",
        "Learning-rate schedules",
        "; ".join(lines),
        {"schedules": states, "rate": learning_rate, "steps": steps},
        [(_svg(figure), f"Learning rates over {steps} steps. {'. '.join(lines)}.", "")],
    )


# ------------------------------------------------------------------------------- penalty

_STRENGTHS = tuple(float(f"{10**power:.1g}") for power in np.arange(-5, 1.25, 0.5))
_FIT_DEGREE, _BOUNDARY_DEGREE, _GRID = 12, 6, 31


@_style()
def penalty(strengths: Sequence[float] = _STRENGTHS, noise: float = 0.3, seed: int = 0) -> Widget:
    r"""The strength of an L2 penalty against a fit and a boundary.

    First, a polynomial of degree 12 through 15 noisy points of a sine, by least squares. Then the
    boundary of logistic regression on polynomials of degree 6 between 40 points of two classes, one
    in eight of them with the wrong label. Both minimize their mean loss plus
    :math:`\frac{\lambda}{2} \lVert w \rVert^2`, without the bias. The reader moves
    :math:`\lambda`, and reads the errors on the training points and on fresh ones.

    Args:
        strengths: the values of :math:`\lambda`, increasing, each above 0, from 3 to 30 of them.
        noise: the standard deviation of the noise in the left picture, at least 0.
        seed: of the random points.

    Returns:
        The widget.

    Raises:
        ValueError: if an argument is out of its range.

    Source:
        Hoerl and Kennard, 1970 (the penalty, as ridge regression).
    """
    strengths = [number(value, "strengths", above=0) for value in strengths]
    if not 3 <= len(strengths) <= 30 or sorted(set(strengths)) != strengths:
        raise ValueError("strengths must be from 3 to 30 increasing numbers.")
    noise = number(noise, "noise", low=0)
    rng = np.random.default_rng(as_seed(seed))

    def target(x: NDArray) -> NDArray:
        return np.sin(np.pi * x)

    x = np.sort(rng.uniform(-1, 1, 15))
    y = target(x) + noise * rng.normal(size=15)
    at = np.linspace(-1, 1, 61)
    fits, fit_errors = [], []
    for strength in strengths:
        w = _ridge(_legendre(x), y, strength)
        curve = _legendre(at) @ w
        fits.append(curve)
        train = np.mean((_legendre(x) @ w - y) ** 2)
        fit_errors.append((train, np.mean((curve - target(at)) ** 2) + noise**2))

    def classes(points: NDArray) -> NDArray:
        return (points[:, 1] > 0.5 * np.sin(np.pi * points[:, 0])).astype(float)

    points, fresh = rng.uniform(-1, 1, (40, 2)), rng.uniform(-1, 1, (1000, 2))
    labels = classes(points)
    labels[::8] = 1 - labels[::8]
    axis = np.linspace(-1, 1, _GRID)
    grid = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1).reshape(-1, 2)
    fields, boundary_errors = [], []
    for strength in strengths:
        w = _logistic(_products(points), labels, strength)
        fields.append(_products(grid) @ w)
        boundary_errors.append((
            np.mean((_products(points) @ w > 0) != labels),
            np.mean((_products(fresh) @ w > 0) != classes(fresh)),
        ))  # fmt: skip

    chosen = [0, int(np.argmin([fresh for _, fresh in fit_errors])), len(strengths) - 1]
    figure = _figure(3, width=2.6, height=5.0, rows=2)
    for column, i in enumerate(chosen):
        top, below = figure.axes[column], figure.axes[3 + column]
        top.plot(at, target(at), color="#999999", linewidth=1, linestyle="--")
        top.plot(at, fits[i], color=plotting.COLORS[0])
        top.plot(x, y, "o", color=plotting.COLORS[1], markersize=4)
        top.set(title=f"λ = {strengths[i]:g}", ylim=(-2, 2))
        below.contour(axis, axis, fields[i].reshape(_GRID, _GRID).T, [0], colors="#0072B2")
        for label, marker in ((0, "o"), (1, "s")):
            below.plot(*points[labels == label].T, marker, markersize=4,
                       color=plotting.COLORS[1 if label else 0])  # fmt: skip
        below.set(xlim=(-1, 1), ylim=(-1, 1))
        for ax in (top, below):
            ax.locator_params(nbins=3)
            ax.grid(False)
    lines = [
        f"strength {strengths[i]:g}: mean squared error {fit_errors[i][0]:.3f} in training, "
        f"{fit_errors[i][1]:.3f} fresh; wrong classes {boundary_errors[i][0]:.0%} in training, "
        f"{boundary_errors[i][1]:.0%} fresh"
        for i in chosen
    ]
    # A byte a place: 128 is the boundary, and the sign is right to either side of it.
    fields = [np.clip(np.round(128 + 40 * field), 0, 255).astype(np.uint8) for field in fields]
    return Widget(
        "penalty",
        "The strength of an L2 penalty",
        "; ".join(lines),
        {
            "strengths": strengths, "chosen": chosen[1],
            "x": np.round(x, 3).tolist(), "y": np.round(y, 3).tolist(),
            "target": np.round(target(at), 3).tolist(),
            "fits": [np.round(np.clip(fit, -9, 9), 3).tolist() for fit in fits],
            "points": np.round(points, 3).tolist(), "labels": labels.astype(int).tolist(),
            "fields": [base64.b64encode(field.tobytes()).decode() for field in fields],
            "fit_errors": [[round(float(e), 4) for e in pair] for pair in fit_errors],
            "boundary_errors": [[round(float(e), 4) for e in pair] for pair in boundary_errors],
        },
        [(_svg(figure), "Above, a curve through noisy points; below, the boundary between two "
          "classes; from a weak penalty on the left to a strong one on the right. "
          + ". ".join(lines) + ".", "")],
    )  # fmt: skip


def _legendre(x: NDArray) -> NDArray:
    return np.polynomial.legendre.legvander(x, _FIT_DEGREE)


def _products(points: NDArray) -> NDArray:
    """All products of powers of both variables up to the degree, the constant first."""
    x, y = points.T
    powers = range(_BOUNDARY_DEGREE + 1)
    return np.stack([x**i * y**j for i in powers for j in powers if i + j <= powers[-1]], axis=1)


def _weights_decay(columns: int, strength: float) -> NDArray:
    return np.diag([0.0] + [strength] * (columns - 1))  # the bias is not penalized


def _ridge(x: NDArray, y: NDArray, strength: float) -> NDArray:
    """The minimum of half the mean squared error plus the penalty."""
    hessian = x.T @ x / len(x) + _weights_decay(x.shape[1], strength)
    return np.linalg.solve(hessian, x.T @ y / len(x))


def _logistic(x: NDArray, labels: NDArray, strength: float) -> NDArray:
    """The minimum of the mean cross-entropy plus the penalty, by Newton's method."""
    decay = _weights_decay(x.shape[1], strength)
    w = np.zeros(x.shape[1])

    def cost(w: NDArray) -> float:
        z = x @ w
        return float(np.mean(np.logaddexp(0, z) - labels * z) + w @ decay @ w / 2)

    for _ in range(200):
        p = activations.sigmoid(x @ w)
        gradient = x.T @ (p - labels) / len(x) + decay @ w
        hessian = (x.T * (p * (1 - p))) @ x / len(x) + decay + 1e-12 * np.eye(len(w))
        step, size = np.linalg.solve(hessian, gradient), 1.0
        while size > 1e-6 and cost(w - size * step) > cost(w):
            size /= 2  # Newton's steps are too long where the sigmoid is flat
        w = w - size * step
        if np.abs(gradient).max() < 1e-10:
            break
    return w


# ------------------------------------------------------------------------------- helpers


def _of(value: float | Mapping[str, float] | None, name: str, usual: float) -> float:
    """What the caller gave for this name, or else the usual value."""
    if isinstance(value, Mapping):
        return value.get(name, usual)
    return usual if value is None else value


def _shown(value: float) -> str:
    """A number as a reader writes it: four significant digits, a true minus."""
    return f"{value:.4g}".replace("-", "\N{MINUS SIGN}")


def _rounded(data: Any) -> Any:
    """The same with each float at six significant digits, for the same bytes on each machine."""
    if isinstance(data, Mapping):
        return {key: _rounded(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_rounded(value) for value in data]
    if isinstance(data, (float, np.floating)):
        value = float(f"{data:.6g}")
        return int(value) if value == int(value) else value
    return data


def _figure(columns: int, width: float = 3.4, height: float = 3.0, rows: int = 1) -> Figure:
    """A figure of the book's style, outside of pyplot: no cell shows it twice."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(max(width * columns, 5.0), height), layout="constrained")
    figure.subplots(rows, columns)
    return figure


def _svg(figure: Figure) -> str:
    """The figure as the address of an image that holds its own bytes."""
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    drawing = file.getvalue()
    # What a page needs of it: hundredths of a point, no rotation by 0, no line breaks.
    drawing = drawing[drawing.index("<svg") :]
    drawing = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r' transform="rotate\(-?0 [^"]*"', "", drawing)
    drawing = re.sub(r"<[^>]+>", lambda tag: re.sub(r"(\d\.\d\d)\d+", r"\1", tag[0]), drawing)
    drawing = re.sub(r"\s+", " ", drawing).replace("> <", "><")
    return _address("image/svg+xml", drawing.encode())


def _address(kind: str, content: bytes | NDArray[np.uint8]) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
