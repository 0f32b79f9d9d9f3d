"""The figures that chapters share, in one style.

Call :func:`use_style` once at the top of a notebook. Every function draws into the axes that you
give it, or into a new figure, and returns the axes, so that you can add to the picture.

Color is never the only sign: classes also differ by marker and hatch, curves by dashes and marker.
The colors are chosen so that people with any kind of color vision can tell them apart.

Source:
    M. Okabe and K. Ito, Color Universal Design, 2008; P. Tol, Colour Schemes, 2021 (the colors).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import matplotlib
import numpy as np
from cycler import cycler
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Patch
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from nnbook import activations
from nnbook._checks import as_float, number, unknown

__all__ = [
    "COLORS",
    "MARKERS",
    "use_style",
    "decision_regions",
    "line",
    "gate",
    "network",
    "neuron",
    "curves",
]

COLORS: tuple[str, ...] = (
    "#0072B2",  # blue
    "#D55E00",  # vermilion
    "#009E73",  # bluish green
    "#CC79A7",  # reddish purple
    "#E69F00",  # orange
    "#56B4E9",  # sky blue
    "#000000",  # black
    "#882255",  # wine
    "#999933",  # olive
    "#332288",  # indigo
)
"""One color a class or curve. First seven of Okabe and Ito (their yellow fades on white), then
three of Tol."""

MARKERS: tuple[str, ...] = ("o", "s", "^", "D", "v", "P", "X", "<", "*", ">")
"""One marker a class or curve, in order."""

# Straight strokes only: an SVG spells out each dot of a dotted hatch.
_HATCHES = ("", "//", "\\\\", "--", "||", "xx", "++", "/", "\\", "x")
# Markers that look smaller than their size says.
_ENLARGED = {"P": 1.3, "X": 1.2, "*": 1.8}
_DASHES = ("-", (0, (5, 1.5)), (0, (1.5, 1.2)), (0, (5, 1.5, 1, 1.5)), (0, (9, 2)), (0, (3, 1)))
_FORMATS = ("svg", "png", "retina", "jpeg", "pdf")
_INK = "#222222"
_SOFT = "#6B6B6B"
_POSITIVE, _NEGATIVE = COLORS[0], COLORS[1]

_STYLE: dict[str, Any] = {
    # A width that fits a column of text; letters stay legible when a phone shrinks it.
    "figure.figsize": (5.6, 3.7),
    "figure.dpi": 100,
    "figure.facecolor": "white",
    "figure.constrained_layout.use": True,
    "savefig.facecolor": "white",
    "font.size": 12,
    "axes.titlesize": 13,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 12,
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "legend.fontsize": 11,
    "legend.framealpha": 0.92,
    "legend.edgecolor": "#CCCCCC",
    "legend.handlelength": 2.6,
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "axes.edgecolor": _SOFT,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#E3E3E3",
    "grid.linewidth": 0.8,
    "lines.linewidth": 2,
    "lines.markersize": 7,
    "hatch.linewidth": 0.8,
    "image.cmap": "gray",
    "image.interpolation": "nearest",
    "axes.prop_cycle": cycler(
        color=COLORS, linestyle=[_DASHES[i % len(_DASHES)] for i in range(len(COLORS))]
    ),
    # Letters as outlines look the same everywhere; the salt makes the ids in the file repeatable.
    "svg.fonttype": "path",
    "svg.hashsalt": "nnbook",
}


def use_style(formats: str | Sequence[str] = "svg") -> None:
    """Set the style of all figures that follow.

    Figures have a white ground, so that they read on light and dark pages, letters large enough
    for a phone, and come out byte for byte the same each time. Settings that you made before are
    dropped. In a notebook this also sets the format in which figures are stored.

    Args:
        formats: Image format of a notebook's figures, or several. ``"svg"`` is sharp and small
            for lines; ``"retina"`` (PNG in double resolution) suits regions and thousands of
            points; ``"jpeg"`` suits photos. ``"png"`` and ``"pdf"`` are there too.

    Raises:
        ValueError: If a format has another name.
    """
    formats = (formats,) if isinstance(formats, str) else tuple(formats)
    for name in formats:
        if name not in _FORMATS:
            raise unknown("format", name, _FORMATS)
    matplotlib.rcdefaults()
    matplotlib.rcParams.update(_STYLE)
    ipython = sys.modules.get("IPython")
    if ipython is not None and ipython.get_ipython() is not None:
        from matplotlib_inline.backend_inline import set_matplotlib_formats

        # No date and no version inside the files: they change when the picture does not. A JPEG
        # holds neither, and Matplotlib refuses to be told so.
        named = {} if "jpeg" in formats else {"metadata": {"Date": None, "Creator": None}}
        set_matplotlib_formats(*formats, **named)
        # At the end of a cell, pyplot draws the open figures for a window. The inline backend has
        # none, and draws them again, for the page.
        if "inline" in str(matplotlib.get_backend(auto_select=False)):
            plt.uninstall_repl_displayhook()


def decision_regions(
    predict: Callable[[NDArray[np.float64]], ArrayLike],
    x: ArrayLike,
    y: ArrayLike,
    ax: Axes | None = None,
    *,
    resolution: int = 500,
    margin: float = 0.1,
    class_names: Sequence[str] | None = None,
    feature_names: Sequence[str] | None = None,
    legend: bool = True,
) -> Axes:
    """Color the plane by the class that a classifier predicts, with the samples on top.

    Args:
        predict: Takes points of shape (M, 2), returns the label of each, shape (M,) or (M, 1).
        x: Samples, shape (N, 2).
        y: Labels of the samples, shape (N,).
        ax: Axes to draw into; a new figure by default.
        resolution: Number of grid points along each axis; ``predict`` gets its square. A slow
            classifier wants fewer.
        margin: Room around the samples, as a fraction of their range.
        class_names: One name for each label, in the order of the labels.
        feature_names: Names of the two columns of ``x``, for the axes.
        legend: Whether to add a legend.

    Returns:
        The axes.

    Raises:
        ValueError: If a shape does not fit, or there are fewer names than classes.
    """
    x, y = as_float(x, "x"), np.asarray(y)
    if x.ndim != 2 or x.shape[1] != 2 or len(x) == 0:
        raise ValueError(f"x must have shape (N, 2), N > 0, got {x.shape}.")
    if y.shape != (len(x),):
        raise ValueError(f"y must have shape ({len(x)},) to match x {x.shape}, got {y.shape}.")
    if feature_names is not None:
        _fitting("feature_names", feature_names, 2)
    number(resolution, "resolution", low=2)

    low, high = x.min(axis=0), x.max(axis=0)
    room = margin * np.where(high > low, high - low, 1.0)
    axis_1, axis_2 = np.linspace(low - room, high + room, resolution).T
    grid = np.stack(np.meshgrid(axis_1, axis_2), axis=-1)
    predicted = np.asarray(predict(grid.reshape(-1, 2)))
    if predicted.size != resolution**2 or predicted.shape[0] != resolution**2:
        raise ValueError(
            f"predict must return one label for each of the {resolution**2} points, shape "
            f"({resolution**2},), got shape {predicted.shape}."
        )
    predicted = predicted.reshape(resolution, resolution)

    classes = np.union1d(y, predicted)
    # A label that counts from 0 keeps its name and color even where another class is missing.
    if class_names is not None and np.isin(classes, np.arange(len(class_names))).all():
        classes = np.arange(len(class_names))
    if class_names is None:
        class_names = [f"class {str(label).removesuffix('.0')}" for label in classes]
    if len(class_names) != len(classes):
        raise ValueError(
            f"class_names must hold {len(classes)} names, for the labels "
            f"{', '.join(map(str, classes))}; got {len(class_names)}."
        )

    ax = _axes(ax)
    ax.grid(False)
    handles = []
    size, edge = (7, 0.8) if len(x) <= 300 else (5, 0.4)
    for k, label in enumerate(classes):
        color, marker = COLORS[k % len(COLORS)], MARKERS[k % len(MARKERS)]
        hatch = _HATCHES[k % len(_HATCHES)]
        fill, stroke = _tint(color, 0.2), _tint(color, 0.42)
        inside = (predicted == label).astype(float)
        if inside.any():
            region = ax.contourf(
                axis_1, axis_2, inside, [0.5, 1.5], colors=[fill], hatches=[hatch], zorder=0
            )
            region.set(edgecolor=stroke, linewidth=0)
        if 0 < inside.mean() < 1 and k < len(classes) - 1:  # the last one's are the others', too
            ax.contour(axis_1, axis_2, inside, [0.5], colors=[_INK], linewidths=1.2, zorder=1)
        points = {"marker": marker, "markersize": size * _ENLARGED.get(marker, 1)}
        points |= {"color": color, "markeredgecolor": "white", "markeredgewidth": edge}
        ax.plot(*x[y == label].T, linestyle="none", zorder=3, **points)
        patch = Patch(facecolor=fill, edgecolor=stroke, hatch=hatch * 2, linewidth=0)
        handles.append((patch, Line2D([], [], linestyle="none", **points)))
    ax.set(xlim=axis_1[[0, -1]], ylim=axis_2[[0, -1]])
    if feature_names is not None:
        ax.set(xlabel=feature_names[0], ylabel=feature_names[1])
    if legend:
        beside = {"loc": "center left", "bbox_to_anchor": (1, 0.5)} if len(classes) > 4 else {}
        ax.legend(handles, list(class_names), handleheight=1.3, handlelength=1.8, **beside)
    return ax


def line(
    weights: ArrayLike,
    bias: float,
    ax: Axes,
    *,
    positive: str | None = "1",
    at: float = 0.5,
    color: str = _INK,
    linestyle: Any = "-",
    label: str | None = None,
) -> Axes:
    r"""Draw the line :math:`w_1 x_1 + w_2 x_2 + b = 0` across the axes, as they are now.

    An arrow points to the side where :math:`w_1 x_1 + w_2 x_2 + b > 0`, which a step function
    calls 1. Set the limits and the aspect of the axes first.

    Args:
        weights: The weights :math:`w_1, w_2`, shape (2,).
        bias: The bias :math:`b`.
        ax: Axes to draw into.
        positive: What stands at the tip of the arrow; ``None`` for no arrow.
        at: Where on the line the arrow starts, from 0 to 1 along the visible part, left to right.
        color: Color of line and arrow.
        linestyle: Style of the line, as matplotlib's.
        label: Name of the line in a legend.

    Returns:
        The axes.

    Raises:
        ValueError: If ``weights`` has another shape, a number is not finite or both weights are 0.
    """
    w, b = as_float(weights, "weights"), number(np.squeeze(bias), "bias")
    if w.shape != (2,):
        raise ValueError(f"weights must have shape (2,), got {w.shape}.")
    if not np.isfinite(w).all():
        raise ValueError(f"weights must be finite, got {w}.")
    if not w.any():
        raise ValueError("weights are both 0: there is no line where w1 x1 + w2 x2 + b = 0.")

    limits = np.array([ax.get_xlim(), ax.get_ylim()]).T
    ends = _clip_line(w, b, *np.sort(limits, axis=0))
    if ends is None:
        # Outside the picture: only the legend can say that the line exists.
        ax.plot([], [], color=color, linestyle=linestyle, label=label)
        return ax
    ax.plot(*ends.T, color=color, linestyle=linestyle, label=label, zorder=4)
    if positive is not None:
        # "At a right angle" holds on the screen, not in units of data, so ask for the pixels.
        ax.get_figure(root=True).draw_without_rendering()
        start, end = ax.transData.transform(ends)
        normal = np.array([start[1] - end[1], end[0] - start[0]])
        probe = ax.transData.inverted().transform((start + end) / 2 + normal)
        sign = 1 if w @ probe + b > 0 else -1
        normal *= sign / np.linalg.norm(normal)
        foot = (1 - at) * ends[0] + at * ends[1]
        point = {"xy": foot, "textcoords": "offset points", "color": color, "zorder": 5}
        head = {"arrowstyle": "<|-", "color": color, "lw": 2, "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", xytext=24 * normal, arrowprops=head | {"mutation_scale": 15}, **point)
        ax.annotate(
            positive, xytext=34 * normal, ha="center", va="center", fontweight="bold", **point
        ).set_bbox({"boxstyle": "circle,pad=0.1", "fc": "white", "ec": "none", "alpha": 0.85})
    ax.set(xlim=limits[:, 0], ylim=limits[:, 1])
    return ax


def gate(outputs: ArrayLike, ax: Axes | None = None, *, title: str | None = None) -> Axes:
    """Draw a logic gate: the four points of its truth table, each with its output.

    A filled disk means output 1, an open circle output 0.

    Args:
        outputs: Outputs for the inputs 00, 01, 10, 11, each 0 or 1, shape (4,).
        ax: Axes to draw into; a new figure by default.
        title: Title of the axes, such as the name of the gate.

    Returns:
        The axes, with room for :func:`line`.

    Raises:
        ValueError: If ``outputs`` is not four numbers that are 0 or 1.
    """
    outputs = np.asarray(outputs)
    if outputs.shape != (4,) or not np.isin(outputs, (0, 1)).all():
        raise ValueError(f"outputs must be four numbers, each 0 or 1, got {outputs.tolist()}.")
    ax = _axes(ax, (3.6, 3.6))
    for corner, output in zip(np.ndindex(2, 2), outputs, strict=True):
        style = {"ms": 22, "mec": COLORS[0], "mew": 2.2, "mfc": COLORS[0] if output else "white"}
        ax.plot(*corner, "o", zorder=6, **style)
        ax.text(
            *corner,
            f"{int(output)}",
            ha="center",
            va="center_baseline",
            color="white" if output else COLORS[0],
            fontweight="bold",
            zorder=7,
        )
    ax.set(xlim=(-0.55, 1.55), ylim=(-0.55, 1.55), xticks=(0, 1), yticks=(0, 1), aspect="equal")
    ax.set(xlabel="$x_1$", ylabel="$x_2$")
    if title is not None:
        ax.set_title(title)
    return ax


def network(
    layer_sizes: Sequence[int],
    ax: Axes | None = None,
    *,
    labels: Sequence[str] | None = None,
    node_labels: Sequence[Sequence[str]] | None = None,
    weights: Sequence[ArrayLike] | None = None,
    biases: Sequence[ArrayLike] | None = None,
    max_nodes: int = 6,
) -> Axes:
    """Draw a multilayer perceptron: a circle a unit, a line a weight, inputs on the left.

    With ``weights``, a solid blue line is a positive weight, a dashed orange one a negative
    weight, a thicker one a larger weight; between layers of at most 3 units the number is
    written on the line.

    Args:
        layer_sizes: Number of inputs, then of units of each layer.
        ax: Axes to draw into; a new figure by default.
        labels: One label for each layer; by default input, hidden 1, ..., output.
        node_labels: For each layer, what stands in its circles; by default x, h and y with an
            index.
        weights: One array for each layer after the inputs, shape (inputs, units), as in Keras.
        biases: One array for each layer after the inputs, shape (units,); written below the unit.
        max_nodes: Larger layers are drawn with this many circles and a gap.

    Returns:
        The axes.

    Raises:
        ValueError: If there are fewer than two layers, a size is below 1, or labels, weights or
            biases do not fit the sizes.
    """
    sizes = [int(size) for size in layer_sizes]
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"layer_sizes must be two or more numbers from 1 on, got {layer_sizes}.")
    hidden = ["hidden"] if len(sizes) == 3 else [f"hidden {i}" for i in range(1, len(sizes) - 1)]
    labels = _fitting("labels", labels or ["input", *hidden, "output"], len(sizes))
    number(max_nodes, "max_nodes", low=3)
    if node_labels is not None:
        _fitting("node_labels", node_labels, len(sizes))
        for names, size in zip(node_labels, sizes, strict=True):
            _fitting("each layer of node_labels", names, size)
    shapes = list(zip(sizes, sizes[1:], strict=False))
    weights = _arrays("weights", weights, shapes)
    biases = _arrays("biases", biases, [(size,) for size in sizes[1:]])

    step, rise = (2.4, 1.0) if weights is None and biases is None else (3.0, 1.6)
    radius = 0.36
    shown = [_shown(size, max_nodes) for size in sizes]
    gaps = any(None in units for units in shown)
    top = rise * (max(map(len, shown)) - 1) / 2 + radius
    bottom = -top - (0.5 if biases is not None else 0.18)
    width, height = step * (len(sizes) - 1) + 1.7, top - bottom + (1.2 if gaps else 0.75)
    scale = min(0.8, 5.6 / width, 5.0 / height)
    ax = _diagram(ax, (width * scale, height * scale))
    spots = [
        {
            unit: (step * layer, rise * ((len(units) - 1) / 2 - row))
            for row, unit in enumerate(units)
        }
        for layer, units in enumerate(shown)
    ]
    largest = max((np.abs(w).max() for w in weights), default=1.0) if weights else 1.0
    for layer, (sources, targets) in enumerate(zip(spots, spots[1:], strict=False)):
        for i, start in sources.items():
            for j, end in targets.items():
                if None in (i, j):
                    continue
                if weights is None:
                    ax.plot(*zip(start, end, strict=True), color="#9A9A9A", lw=1, ls="-", zorder=1)
                    continue
                w = weights[layer][i, j]
                _weighted_edge(ax, start, end, w, largest, written=max(shapes[layer]) <= 3)
    for layer, units in enumerate(spots):
        last = layer == len(spots) - 1
        letter, face = "h", "#D6E8F3"
        if layer == 0:
            letter, face = "x", "white"
        elif last:
            letter, face = r"\hat{y}", "#FBE3D2"
        for unit, spot in units.items():
            if unit is None:
                ax.text(*spot, "⋮", ha="center", va="center", fontsize=18, color=_SOFT)
                continue
            index = f"_{{{unit + 1}}}" if sizes[layer] > 1 else ""
            text = node_labels[layer][unit] if node_labels else f"${letter}{index}$"
            _node(ax, spot, text, radius, face, fontsize=13 if unit < 9 else 11)
            if biases is not None and layer > 0:
                below = (spot[0], spot[1] - radius - 0.08)
                bias = f"$b$ = {_number(biases[layer - 1][unit])}"
                ax.text(*below, bias, ha="center", va="top", fontsize=11)
        count = f"\n{sizes[layer]}" if None in units else ""
        ax.text(step * layer, bottom, labels[layer] + count, ha="center", va="top", color=_SOFT)
    ax.set(xlim=(-0.85, width - 0.85), ylim=(top + 0.1 - height, top + 0.1))
    return ax


def neuron(
    inputs: Sequence[str] = ("$x_1$", "$x_2$"),
    weights: Sequence[str] | None = None,
    bias: str = "$b$",
    *,
    step: str = "heaviside",
    output: str = r"$\hat{y}$",
    ax: Axes | None = None,
) -> Axes:
    r"""Draw one unit: inputs, weights, the weighted sum, its activation and the output.

    Args:
        inputs: What stands in the circles of the inputs.
        weights: What stands on the lines; by default :math:`w_1, w_2, \dots`
        bias: What stands on the line of the constant input 1.
        step: Name of the activation whose graph is in the box, as
            :func:`nnbook.activations.get` knows it.
        output: What stands at the output.
        ax: Axes to draw into; a new figure by default.

    Returns:
        The axes.

    Raises:
        ValueError: If there is no input, the weights do not match the inputs, or ``step`` is
            unknown or softmax.
    """
    if not inputs:
        raise ValueError("inputs must hold at least one label, got none.")
    weights = weights or [f"$w_{{{i}}}$" for i in range(1, len(inputs) + 1)]
    _fitting("weights", weights, len(inputs))
    if activations.get(step) is activations.softmax:
        raise ValueError("step must act on one number; softmax acts on a whole layer.")

    rows = len(inputs) + 1
    ax = _diagram(ax, (5.6, 0.7 * rows + 0.6))
    center = (3.1, 0.0)
    for row, (name, weight) in enumerate(zip(["1", *inputs], [bias, *weights], strict=True)):
        spot = (0.0, (rows - 1) / 2 - row)
        _arrow(ax, spot, center, 0.34, 0.45)
        _tag(ax, spot, center, weight, at=0.45)
        _node(ax, spot, name, 0.34, "#EEEEEE" if row == 0 else "white")
    _node(ax, center, r"$\Sigma$", 0.45, "#D6E8F3", fontsize=17)
    box = (5.0, 0.0)
    _arrow(ax, center, box, 0.45, 0.55)
    ax.text(4.0, 0.12, "$z$", ha="center", va="bottom")
    _step_box(ax, box, step)
    _arrow(ax, box, (6.75, 0.0), 0.55, 0.3)
    ax.text(6.75, 0, output, ha="center", va="center", fontsize=15)
    below = -max((rows - 1) / 2 + 0.34, 0.55) - 0.16
    for spot, name in ((0.0, "inputs"), (3.1, "sum"), (5.0, step), (6.75, "output")):
        ax.text(spot, below, name, ha="center", va="top", color=_SOFT)
    ax.set(xlim=(-0.7, 7.35), ylim=(below - 0.45, max((rows - 1) / 2 + 0.34, 0.55) + 0.1))
    return ax


def curves(
    history: Mapping[str, ArrayLike] | Iterable[tuple[str, ArrayLike]],
    ax: Axes | None = None,
    *,
    xlabel: str = "epoch",
    ylabel: str | None = None,
    start: int = 1,
) -> Axes:
    """Draw learning curves: one value an epoch, one curve a quantity.

    Args:
        history: Name to values, such as the ``history`` of Keras's ``fit``; or pairs of both.
        ax: Axes to draw into; a new figure by default.
        xlabel: Label of the horizontal axis.
        ylabel: Label of the vertical axis; by default the name, when there is one curve.
        start: Number of the first epoch.

    Returns:
        The axes.

    Raises:
        ValueError: If there is no curve, or one is empty or not one-dimensional.
    """
    pairs = list(history.items() if isinstance(history, Mapping) else history)
    if not pairs:
        raise ValueError("history must hold at least one curve, got none.")
    pairs = [(name, as_float(values, f"history[{name!r}]")) for name, values in pairs]
    for name, values in pairs:
        if values.ndim != 1 or values.size == 0:
            raise ValueError(f"history[{name!r}] must have shape (epochs,), got {values.shape}.")
    ax = _axes(ax)
    for k, (name, values) in enumerate(pairs):
        every = max(1, len(values) // 8)
        ax.plot(
            np.arange(start, start + len(values)),
            values,
            label=name,
            color=COLORS[k % len(COLORS)],
            linestyle=_DASHES[k % len(_DASHES)],
            marker=MARKERS[k % len(MARKERS)],
            # Staggered, so that markers of curves that run together do not hide one another.
            markevery=(k * every // len(pairs), every),
            markeredgecolor="white",
            markeredgewidth=0.8,
        )
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    ax.set(xlabel=xlabel, ylabel=ylabel or (pairs[0][0] if len(pairs) == 1 else ""))
    if len(pairs) > 1:
        ax.legend()
    return ax


# What the figures are made of.


def _axes(ax: Axes | None, figsize: tuple[float, float] | None = None) -> Axes:
    return plt.subplots(figsize=figsize)[1] if ax is None else ax


def _diagram(ax: Axes | None, figsize: tuple[float, float]) -> Axes:
    ax = _axes(ax, figsize)
    ax.set_aspect("equal")
    ax.axis("off")
    return ax


def _tint(color: str, strength: float) -> tuple[float, ...]:
    """Mix a color with white."""
    return tuple(1 - strength * (1 - channel) for channel in to_rgb(color))


def _number(value: float) -> str:
    return f"{value:.4g}".replace("-", "\N{MINUS SIGN}")


def _fitting(name: str, values: Sequence[Any], count: int) -> Sequence[Any]:
    if len(values) != count:
        raise ValueError(f"{name} must hold {count} entries, got {len(values)}.")
    return values


def _arrays(
    name: str, arrays: Sequence[ArrayLike] | None, shapes: Sequence[tuple[int, ...]]
) -> list[NDArray[np.float64]] | None:
    if arrays is None:
        return None
    arrays = [as_float(a, name) for a in _fitting(name, arrays, len(shapes))]
    if [a.shape for a in arrays] != list(shapes):
        raise ValueError(f"{name} must have the shapes {shapes}, got {[a.shape for a in arrays]}.")
    return arrays


def _shown(size: int, max_nodes: int) -> list[int | None]:
    """Return the units to draw, with None for a gap."""
    if size <= max_nodes:
        return list(range(size))
    return [*range(max_nodes - 1), None, size - 1]


def _clip_line(
    w: NDArray[np.float64], b: float, low: NDArray[np.float64], high: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """Return the two points where a line crosses the edge of a box, or None if it misses it."""
    # In a unit square: start from the point of the line nearest to the middle, walk both ways.
    normal, offset = w * (high - low), b + w @ low
    nearest = 0.5 - (normal.sum() / 2 + offset) / (normal @ normal) * normal
    along = np.array([-normal[1], normal[0]]) / np.linalg.norm(normal)
    moving = along != 0
    if np.any((nearest < 0) & ~moving) or np.any((nearest > 1) & ~moving):
        return None
    nearest_moving, along_moving = nearest[moving], along[moving]
    steps = np.sort([-nearest_moving / along_moving, (1 - nearest_moving) / along_moving], axis=0)
    enter, leave = steps[0].max(), steps[1].min()
    if enter >= leave:
        return None
    ends = low + (high - low) * (nearest + np.outer([enter, leave], along))
    return ends[np.lexsort(ends.T[::-1])]


def _node(
    ax: Axes, spot: tuple[float, float], text: str, radius: float, face: str, fontsize: float = 13
) -> None:
    ax.add_patch(Circle(spot, radius, facecolor=face, edgecolor=_INK, linewidth=1.4, zorder=3))
    ax.text(*spot, text, ha="center", va="center", fontsize=fontsize, zorder=4)


def _arrow(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], leave: float, arrive: float
) -> None:
    """Draw an arrow between two spots that leaves out their radii."""
    start, end = np.array(start), np.array(end)
    unit = (end - start) / np.linalg.norm(end - start)
    ax.annotate(
        "",
        xy=end - arrive * unit,
        xytext=start + leave * unit,
        arrowprops={"arrowstyle": "-|>", "color": _INK, "lw": 1.4, "shrinkA": 0, "shrinkB": 0},
        zorder=2,
    )


def _tag(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], text: str, at: float
) -> None:
    spot = (1 - at) * np.array(start) + at * np.array(end)
    ground = {"boxstyle": "round,pad=0.12", "fc": "white", "ec": "none"}
    ax.text(*spot, text, ha="center", va="center", bbox=ground, zorder=3)


def _weighted_edge(
    ax: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    weight: float,
    largest: float,
    written: bool,
) -> None:
    ax.plot(
        *zip(start, end, strict=True),
        color=_POSITIVE if weight >= 0 else _NEGATIVE,
        ls="-" if weight >= 0 else (0, (4, 2)),
        lw=0.6 + 2.4 * abs(weight) / (largest or 1.0),
        zorder=1,
    )
    if written:
        _tag(ax, start, end, _number(weight), at=0.3)


def _step_box(ax: Axes, spot: tuple[float, float], step: str) -> None:
    """Draw a box with the graph of an activation in it."""
    half = 0.55
    ax.add_patch(
        FancyBboxPatch(
            (spot[0] - half, spot[1] - half),
            2 * half,
            2 * half,
            boxstyle="round,pad=0,rounding_size=0.12",
            facecolor="#FBE3D2",
            edgecolor=_INK,
            linewidth=1.4,
            zorder=3,
        )
    )
    z = np.linspace(-3, 3, 301)
    values = activations.get(step)(z)
    low, high = values.min(), values.max()
    jump = np.abs(np.diff(values)) > (high - low) / 4
    height = spot[1] + 0.72 * (np.append(values, 0) - low) / (high - low) - 0.36
    faint = {"color": "#C9A58C", "ls": "-", "lw": 1, "zorder": 3}
    ax.plot([spot[0] - 0.42, spot[0] + 0.42], [height[-1]] * 2, **faint)
    ax.plot([spot[0]] * 2, [spot[1] - 0.42, spot[1] + 0.42], **faint)
    height = np.where([*jump, False], np.nan, height[:-1])
    ax.plot(spot[0] + z / 3 * 0.4, height, color=_INK, ls="-", lw=2, zorder=4)
