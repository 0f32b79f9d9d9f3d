"""Every item of the syllabus is taught: some cell of the chapters bears its id.

A cell names what it teaches in its metadata: `"syllabus": ["S-107"]`, and a pitfall that it
shows in `"pitfalls": ["D-115"]`. The page guides/coverage.md shows both.
"""

import csv
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]

CHAPTERS = [
    "01-perceptron", "02-gradient-descent", "03-backprop", "04-cnn", "05-optimizers",
    "06-regularization", "07-keras",
]  # fmt: skip

# The chapters that teach each part of the syllabus.
CHAPTERS_OF = {
    "Perceptron": ["01-perceptron"],
    "Gradient descent and backpropagation": ["02-gradient-descent", "03-backprop"],
    "CNN and Sobel filters": ["04-cnn"],
    "Optimizers, schedules, initialization, vanishing gradients, batch normalization, clipping": [
        "05-optimizers"
    ],
    "Regularization, preprocessing, validation": ["06-regularization"],
    "Keras in practice": ["07-keras"],
}

# The mistakes that a chapter must show. More are welcome.
PITFALLS_OF = {
    "01-perceptron": "026 115 116",
    "02-gradient-descent": "004 015 124 125",
    "03-backprop": "078 088 090",
    "04-cnn": "057 058 059 060 061 062 064 065 067 068",
    "05-optimizers": "049 050 101 102 103 085 086 108 079 080 081 082 083 084",
    "06-regularization": "010 021 054 091",
    "07-keras": "011 014",
}


def read(name: str) -> list[dict]:
    with open(ROOT / "guides" / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


SYLLABUS, PITFALLS = read("syllabus"), read("pitfalls")


def tagged(key: str, chapter: str) -> set[str]:
    cells = nbformat.read(ROOT / "chapters" / f"{chapter}.ipynb", as_version=4).cells
    return {tag for cell in cells for tag in cell.metadata.get(key, [])}


def test_the_lists_are_whole():
    ids = [item["id"] for item in SYLLABUS]
    assert len(ids) == len(set(ids)) == 376
    assert [item["id"] for item in PITFALLS] == [f"D-{n:03}" for n in range(1, 131)]
    assert all(item["item"] for item in SYLLABUS)
    assert all(item["mistake"].endswith(".") for item in PITFALLS)


def test_every_part_has_its_chapters():
    assert list(dict.fromkeys(item["part"] for item in SYLLABUS)) == list(CHAPTERS_OF)
    assert sum(CHAPTERS_OF.values(), []) == CHAPTERS == list(PITFALLS_OF)
    assert {path.stem for path in (ROOT / "chapters").glob("*.ipynb")} == set(CHAPTERS)


@pytest.mark.parametrize("part", CHAPTERS_OF)
def test_every_item_of_a_written_part_is_taught(part):
    due = {item["id"] for item in SYLLABUS if item["part"] == part}
    taught = set().union(*(tagged("syllabus", chapter) for chapter in CHAPTERS_OF[part]))
    assert due
    assert sorted(due - taught) == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_written_chapter_shows_its_pitfalls(chapter):
    due = {f"D-{number}" for number in PITFALLS_OF[chapter].split()}
    assert sorted(due - tagged("pitfalls", chapter)) == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_tag_is_in_the_lists(chapter):
    assert tagged("syllabus", chapter) <= {item["id"] for item in SYLLABUS}
    assert tagged("pitfalls", chapter) <= {item["id"] for item in PITFALLS}
