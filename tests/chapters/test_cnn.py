"""The chapter on convolutional networks says what its cells print, and names what it teaches."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nnbook import filters

ROOT = Path(__file__).resolve().parents[2]
CELLS = {
    cell.id: cell for cell in nbformat.read(ROOT / "chapters" / "04-cnn.ipynb", as_version=4).cells
}


def printed(cell_id: str) -> str:
    return "".join(output.get("text", "") for output in CELLS[cell_id].outputs)


@pytest.mark.parametrize(
    ("prose", "sentence", "cell", "evidence"),
    [
        ("puzzle-read", "12 mistakes in 450", "puzzle-code", "0.0753  right 0.9733"),
        ("puzzle-read", "30 on the shuffled ones", "puzzle-code", "0.1759  right 0.9333"),
        ("puzzle-read", "as many as the dense one", "puzzle-code", "0.1897  right 0.9333"),
        ("why", "$440 \\cdot 440 \\cdot 3 = 580{,}800$", "why-code", "580,800   58,080,100"),
        ("why", "Five such filters have 140", "why-code", " 140\n"),
        ("by-hand", "(-1) + 0 \\cdot 1 = 6", "by-hand-code", "[[ 1.  6. 11.]"),
        ("size", "$5 + 4 - 4 + 1 = 6$", "size-code", "5  4  2  1      6"),
        ("size", "\\lfloor (6 - 3)/2 \\rfloor + 1 = 2", "size-code", "6  3  0  2      2  rounded"),
        ("sobel", "\\cdot 200 = 800", "sobel-code", "right bright           800     0"),
        ("sobel", "$G_x = -800$", "sobel-code", "left bright           -800     0"),
        ("rgb-filter", "438^2 = 191{,}844", "photo-code", "map (438, 438)  440 - 3 + 1 = 438"),
        ("rgb-filter", "3 + 1 + 1 + 0.5 = 5.5", "conv2d-code", "here: [[[5.5]]]"),
        ("rgb-filter", "has $(1, 438, 438, 1)$", "conv2d-code", "map (1, 438, 438, 1)"),
        ("five", "$5 \\cdot 28 = 140$", "five-code", "parameters: 140"),
        ("pooling", "4% of the parameters", "lenet-code", "2,572 parameters (4%)"),
        ("pooling", "do 86% of the multiplications", "lenet-code", "357,600 multiplications (86%)"),
        ("pooling", "makes 27 out of 28", "pooling-code", "stride 1: 28 becomes 27"),
        ("invariance", "Without pooling it is 0.25", "invariance-code", "no pooling    0.246"),
        ("invariance-read", "the change is still 0.22", "invariance-code", "max 2×2       0.218"),
        ("learned", "2 steps against 1,626", "learned-code", "after 2 steps"),
        ("learned", "2 steps against 1,626", "learned-code", "after 1626 steps"),
        ("learned-read", "829 against 1.1", "learned-code", "condition number 829.1"),
        ("learned-read", "829 against 1.1", "learned-code", "condition number 1.1"),
        ("learned-read", "wrong by 8.6%", "learned-code", "response wrong by 8.6%"),
        ("learned-read", "still by 0.48", "learned-code", "a weight by 0.48"),
        ("learned-read", "$6{,}090$ parameters", "cnn-code", "Total params: 6,090"),
        ("shift", "98% to 53%", "shift-code", "dense                         0.9822  0.5311"),
        ("shift", "99% to 83%", "shift-code", "CNN                           0.9933  0.8311"),
        ("shift", "0.4% of the ink", "shift-code", "1.0000  0.9963"),
        ("shift", "6.7% of the ink", "shift-code", "0.9326"),
        ("summary", "from 97% to 93%", "puzzle-code", "right 0.9733"),
    ],
)
def test_a_number_in_prose_is_one_that_a_cell_prints(prose, sentence, cell, evidence):
    assert sentence in " ".join(CELLS[prose].source.split())
    assert evidence in printed(cell)


def matrices(cell_id: str) -> list[np.ndarray]:
    """The matrices of whole numbers that a cell shows as formulas."""
    found = re.findall(r"\\begin\{pmatrix\}(.*?)\\end\{pmatrix\}", CELLS[cell_id].source, re.S)
    return [
        np.array([[int(entry) for entry in row.split("&")] for row in text.split("\\\\")])
        for text in found
    ]


def test_the_matrices_on_paper_are_those_of_the_code():
    image, kernel = matrices("by-hand")
    by_code = re.findall(r"-?\d+", printed("by-hand-code").replace(".", ""))
    assert filters.correlate2d(image, kernel).ravel().tolist() == [int(n) for n in by_code]
    column, row, sobel_x, sobel_y = matrices("sobel")
    assert (column @ row == sobel_x).all() and (sobel_x == filters.SOBEL_X).all()
    assert (sobel_y == filters.SOBEL_Y).all()
    image, largest, mean = matrices("pooling")
    blocks = image.reshape(2, 2, 2, 2)
    assert (blocks.max(axis=(1, 3)) == largest).all() and (blocks.mean(axis=(1, 3)) == mean).all()


@pytest.mark.parametrize(
    "pitfall", ["D-057", "D-059", "D-061", "D-062", "D-064", "D-065", "D-067", "D-068", "D-069"]
)
def test_each_published_mistake_has_a_box_that_says_what_to_do(pitfall):
    boxes = [
        cell.source
        for cell in CELLS.values()
        if cell.cell_type == "markdown" and pitfall in cell.metadata.get("pitfalls", [])
    ]
    assert any("{admonition} Pitfall" in source for source in boxes)
    assert any(re.search(r"[Tt]o\s+(catch|find)|measure", source) for source in boxes)


def test_the_published_function_of_the_puzzle_is_the_one_that_runs():
    shown = re.search(r"```python\n(.*?)```", CELLS["broadcast-pitfall"].source, re.S).group(1)
    names = {"np": np}
    exec(compile(shown, "shown", "exec"), names)
    rng = np.random.default_rng(0)
    image, kernel = rng.uniform(0, 1, (6, 6, 3)), rng.uniform(0, 1, (3, 3, 3))
    # What the answer says of it: each channel meets the sum of the slices, nothing is a bias.
    same = np.repeat(kernel.sum(axis=0)[:, :, np.newaxis], 3, axis=2)
    expected = filters.correlate2d(image, same).astype(np.uint8)
    assert (names["published"](image, kernel, bias=100.0) == expected).all()


def test_photos_are_small():
    """The page is read on phones, too: what it shows weighs less than a megabyte."""
    size = sum(
        len("".join(data))
        for cell in CELLS.values()
        for output in cell.get("outputs", [])
        for data in output.get("data", {}).values()
    )
    assert size < 1_000_000


def test_code_fits_the_column_of_the_page():
    for cell in CELLS.values():
        if cell.cell_type == "code":
            lines = cell.source.splitlines() + printed(cell.id).splitlines()
            assert max(map(len, lines), default=0) <= 80, cell.id
