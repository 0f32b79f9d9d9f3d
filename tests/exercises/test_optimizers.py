"""What the optimizers assignment says to its reader holds, in words and in its clue cells."""

import io
import re
from contextlib import redirect_stdout

import numpy as np
import pytest

from nnbook import layers, optimizers, regularizers


@pytest.fixture(scope="module")
def notebook(source):
    return source("optimizers")


@pytest.fixture(scope="module")
def shown(notebook):
    """What each locked cell prints when the reference answers stand above it; and the names."""
    space, printed = {}, {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and not cell.metadata.nbgrader.grade:
            with redirect_stdout(io.StringIO()) as output:
                exec(compile(cell.source, cell.id, "exec"), space)
            printed[cell.id] = output.getvalue()
    return printed, space


def text(notebook, cell_id):
    return " ".join(next(cell.source for cell in notebook.cells if cell.id == cell_id).split())


def slopes(shape=(4, 3)):
    return np.random.default_rng(0).normal(size=(9, *shape))


@pytest.mark.parametrize("nesterov", [False, True])
def test_the_references_momentum_is_nnbooks(shown, nesterov):
    twin, theirs = optimizers.SGD(0.1, momentum=0.8, nesterov=nesterov), np.ones((4, 3))
    w, v = np.ones((4, 3)), np.zeros((4, 3))
    for g in slopes():
        w, v = shown[1]["momentum_step"](w, g, v, 0.1, 0.8, nesterov)
        twin.update({"w": theirs}, {"w": g})
    np.testing.assert_allclose(w, theirs)


def test_the_references_rmsprop_and_adam_are_nnbooks(shown):
    rmsprop, adam = optimizers.RMSprop(0.1), optimizers.Adam(0.1)
    theirs, theirs_adam = np.ones((4, 3)), np.ones((4, 3))
    w, average = np.ones((4, 3)), np.zeros((4, 3))
    w_adam, state = w, {"t": 0, "m": average, "v": average}
    for g in slopes():
        w, average = shown[1]["rmsprop_step"](w, g, average, 0.1)
        w_adam, state = shown[1]["adam_step"](w_adam, g, state, 0.1)
        rmsprop.update({"w": theirs}, {"w": g})
        adam.update({"w": theirs_adam}, {"w": g})
    np.testing.assert_allclose(w, theirs)
    np.testing.assert_allclose(w_adam, theirs_adam, atol=1e-5)  # the epsilon in another place


def test_the_references_layer_and_clip_are_nnbooks(shown):
    rng = np.random.default_rng(1)
    x, weights = rng.normal(2, 3, size=(8, 5)), rng.uniform(0.5, 2, size=(4, 5))
    for training in (True, False):
        layer = layers.BatchNormalization()
        layer.build((None, 5), dtype="float64")
        layer.set_weights(list(weights))
        y, mean, variance = shown[1]["batch_norm"](x, *weights, training)
        np.testing.assert_allclose(y, layer.forward(x, training=training))
        np.testing.assert_allclose(mean, layer.state["moving_mean"])
        np.testing.assert_allclose(variance, layer.state["moving_variance"])
    for limit in (0.5, 100.0):
        theirs = regularizers.clip_by_global_norm({"x": x, "w": weights}, limit)
        for key, value in shown[1]["clip_gradients"]({"x": x, "w": weights}, limit).items():
            np.testing.assert_allclose(value, theirs[key])


@pytest.mark.parametrize(("momentum", "limit"), [(0.0, 0.5), (0.9, None)])
def test_the_largest_rate_is_where_the_ball_starts_to_climb(shown, momentum, limit):
    limit = limit or shown[1]["largest_rate"]
    ends = []
    for rate in (0.99 * limit, 1.01 * limit):
        w, v = np.array(1.0), np.array(0.0)
        for _ in range(3000):
            w, v = shown[1]["momentum_step"](w, 4 * w, v, rate, momentum)
        ends.append(abs(w))
    assert ends[0] < 1e-3 and ends[1] > 1e3


def test_adams_steps_under_alternating_slopes_are_as_long_as_predicted(shown):
    w, state = np.array(0.0), {"t": 0, "m": 0.0, "v": 0.0}
    for t in range(5000):
        before = w
        w, state = shown[1]["adam_step"](w, (-1.0) ** t, state, 1.0)
    assert abs(w - before) == pytest.approx(shown[1]["step_length"], rel=1e-4)


def test_each_walk_of_the_faulty_rmsprop_shows_one_mistake(notebook, shown):
    printed = shown[0]["rmsprop-clues"]
    distances = [float(d) for d in re.findall(r"distance (\d\.\d+)\n", printed)]
    assert 1 < distances[0] < distances[1] < distances[2]
    steep, flat = (float(d) for d in re.findall(r"(\d\.\d{4})", printed))
    assert steep / flat == pytest.approx(100, rel=0.01)
    assert "a hundredth as far" in text(notebook, "question-2-task")
    assert "was 1 is nan now" in printed


def test_the_table_of_rates_is_what_the_reference_gives(notebook, shown):
    rows = re.search(
        r"\| step \| (.*?) \| \| ---.*? \| \| rate \| (.*?) \| The", text(notebook, "question-4")
    ).groups()
    pairs = zip(*(row.split(" | ") for row in rows), strict=True)
    known = {int(step): float(rate) for step, rate in pairs if step != "..."}
    assert len(known) == 9
    for step, rate in known.items():
        assert shown[1]["warmup_decay"](step, 0.8, 4, 10, 0.5) == pytest.approx(rate)


def test_the_published_start_looks_healthy_and_loses_a_factor_of_27(notebook, shown):
    rows = [line.split() for line in shown[0]["start-clues"].splitlines()[1:]]
    together, within = np.array(rows, dtype=float).T[1:]
    assert together[3] == pytest.approx(1, abs=0.05) and within[3] < 0.05
    assert "spread by 1" in text(notebook, "question-5-text")

    sizes, space = [900, 100, 100, 100, 100], shown[1]
    kernels = [
        [(kernel, np.zeros(len(bias))) for kernel, bias in start(sizes, np.random.default_rng(0))]
        for start in (space["start_net"], space["published_start"])
    ]
    he, published = (space["spreads"](net, space["samples"])[3][1] for net in kernels)
    assert he / published == pytest.approx(space["times_smaller"], rel=0.02)  # other draws


def test_from_the_right_start_each_unit_tells_samples_apart(shown):
    rows = [line.split() for line in shown[0]["start-mended"].splitlines()[1:]]
    together, within = np.array(rows, dtype=float).T[1:]
    assert len(rows) == 4 and within.min() > 0.5 and 1 < together.min() < together.max() < 2


def test_the_parts_at_work_read_as_many_digits_as_is_said(notebook, shown):
    shares = [int(share) for share in re.findall(r"(\d+)%", shown[0]["at-work"])]
    assert shares == [93, 47]
    said = text(notebook, "at-work-text")
    assert "about nine of ten" in said and "From the published start, it reads about half" in said


def test_adam_hides_the_scale_and_plain_descent_does_not(notebook, shown):
    rows = {}
    for line in shown[0]["scales"].splitlines()[1:]:
        rows[line[:29].rstrip()] = line[29:].replace("> ", ">").split()
    adam = [rows[f"Adam           {name}"] for name in ("1/N forgotten", "right", "1/N twice")]
    assert adam[0] == adam[1] == adam[2]
    assert float(rows["Adam           times 1e-8"][2]) > 0.85 > float(adam[0][2]) + 0.3
    assert rows["plain descent  1/N forgotten"][1:] == [">1000", ">1000"]
    assert float(rows["plain descent  1/N twice"][2]) > 0.9 > float(rows["plain descent  right"][2])
    assert len(shown[1]["x"]) == 442 and "442 people" in text(notebook, "question-7b")


def test_under_adam_too_the_wrong_gradient_does_harm_beside_a_penalty_or_a_clip(notebook, shown):
    x, y, said = shown[1]["x"], shown[1]["y"], text(notebook, "explain-scales")
    largest = re.search(r"largest slope at the start.*: (\d\.\d+)\n", shown[0]["scales"])[1]
    assert f"The slopes are {largest} or less" in said and float(largest) * 1e-8 < 1.2e-8

    def trained(factor, penalty=0.0, clip=np.inf):
        adam, params, clipped = optimizers.Adam(0.02), {"w": np.zeros(10)}, 0
        for _ in range(60):
            g = factor * 2 * x.T @ (x @ params["w"] - y) / len(x)
            clipped += np.linalg.norm(g) > clip
            g = regularizers.clip_by_global_norm({"w": g}, clip)["w"] if clip < np.inf else g
            adam.update(params, {"w": g + 2 * penalty * params["w"]})
        return np.mean((x @ params["w"] - y) ** 2), np.linalg.norm(params["w"]), clipped

    free, held, forgotten, twice = (
        trained(*run) for run in ((1, 0), (1, 0.1), (442, 0.1), (1 / 442, 0.1))
    )
    assert held[1] < 0.95 * free[1] and forgotten[1] == pytest.approx(free[1], rel=0.01)
    assert "stays at about 0.9" in said and 0.9 < twice[0] < 0.95 and held[0] < 0.5
    assert [trained(factor, clip=1.0)[2] for factor in (442, 1 / 442)] == [60, 0]
    assert 0 < trained(1, clip=1.0)[2] < 60
