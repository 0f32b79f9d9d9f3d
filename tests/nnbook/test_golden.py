"""nnbook's parts reproduce a published lesson on logic gates, number by number.

The lesson trains with the numerical gradient and half the sum of the binary cross-entropies, from
NumPy's legacy generator with seed 1. Its numbers are in tests/golden.json.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from nnbook import datasets, losses
from nnbook.activations import sigmoid
from nnbook.numerical import numerical_gradient

GOLDEN = json.loads((Path(__file__).parents[1] / "golden.json").read_text(encoding="utf-8"))
X = datasets.load("and").x


def half_sum(y_true, y_pred):
    return losses.binary_crossentropy(y_true, y_pred).sum() / 2


def slopes(f, params):
    """The numerical gradient by each parameter array, the others held fixed."""
    return [
        numerical_gradient(lambda q, k=k: f([*params[:k], q, *params[k + 1 :]]), params[k])
        for k in range(len(params))
    ]


def train(predict, cost, params, rate):
    """Gradient descent for 1,000 steps; the parameters and the cost after each 100."""
    rows = []
    for step in range(1, 1001):
        gradient = slopes(lambda params: cost(predict(params)), params)
        params = [p - rate * slope for p, slope in zip(params, gradient, strict=True)]
        if step % 100 == 0:
            rows.append((step, cost(predict(params)), params))
    return rows


def gate(name):
    rng = np.random.RandomState(1)  # noqa: NPY002 - where the published run began
    y = datasets.load(name).y[:, np.newaxis]
    rows = train(
        lambda params: sigmoid(X @ params[0] + params[1])[:, np.newaxis],
        lambda y_pred: half_sum(y, y_pred),
        [rng.randn(2), rng.rand(1)],
        rate=0.1,
    )
    return rows, lambda x: sigmoid(x @ rows[-1][2][0] + rows[-1][2][1])


@pytest.mark.parametrize(
    ("name", "published"),
    [("and", "AND"), ("or", "OR"), ("nand", "NAND"), ("xor", "XOR_single_unit")],
)
def test_a_gate_learns_the_published_numbers(name, published):
    rows, predict = gate(name)
    ours = [[step, cost, *w, *b] for step, cost, (w, b) in rows]
    np.testing.assert_allclose(ours, GOLDEN["gates"][published], rtol=0, atol=1e-8)
    np.testing.assert_allclose(predict(X), GOLDEN["gate_predictions"][published], rtol=0, atol=1e-8)


def test_xor_from_three_learned_gates():
    middle = np.column_stack([gate("nand")[1](X), gate("or")[1](X)])
    np.testing.assert_allclose(
        gate("and")[1](middle),
        GOLDEN["gate_predictions"]["XOR_as_AND_of_NAND_OR"],
        rtol=0,
        atol=1e-8,
    )


def test_the_published_xor_network_shares_its_weights():
    """The published shapes: (2, 1) weights and two biases, so that each answer comes twice."""
    rng = np.random.RandomState(1)  # noqa: NPY002
    y = np.repeat(datasets.load("xor").y[:, np.newaxis], 2, axis=1)

    def predict(params):
        w_1, b_1, w_2, b_2 = params
        return sigmoid(sigmoid(X @ w_1 + b_1) @ w_2 + b_2)

    rows = train(
        predict,
        # Per-sample losses are means over the two columns: the published sum counts both.
        lambda y_pred: 2 * half_sum(y, y_pred),
        [rng.randn(2, 1), rng.rand(2), rng.randn(2, 1), rng.rand(2)],
        rate=0.3,
    )
    ours = [[step, cost] for step, cost, _ in rows]
    np.testing.assert_allclose(ours, GOLDEN["xornet_cost"], rtol=0, atol=1e-8)
    answers = predict(rows[-1][2])
    assert answers.shape == (4, 2)
    expected = GOLDEN["gate_predictions"]["XORNet"]
    np.testing.assert_allclose(answers, np.transpose([expected] * 2), rtol=0, atol=1e-8)
