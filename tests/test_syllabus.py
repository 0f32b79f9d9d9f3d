"""Every item of the syllabus is taught: some cell of the chapters bears its id.

A cell names what it teaches in its metadata: `"syllabus": ["S-107"]`, and a pitfall that it
shows in `"pitfalls": ["D-115"]`.
"""

import csv
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]

# A part of the syllabus is due when the chapters that teach it are written.
CHAPTERS_OF = {
    "Perceptron": ["01-perceptron"],
}


def items() -> list[dict]:
    with open(ROOT / "tests" / "syllabus.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def tagged(key: str, chapters: list[str]) -> set[str]:
    return {
        tag
        for chapter in chapters
        for cell in nbformat.read(ROOT / "chapters" / f"{chapter}.ipynb", as_version=4).cells
        for tag in cell.metadata.get(key, [])
    }


def test_the_whole_syllabus_is_listed():
    ids = [item["id"] for item in items()]
    assert len(ids) == len(set(ids)) == 376


@pytest.mark.parametrize("part", CHAPTERS_OF)
def test_every_item_of_a_written_part_is_taught(part):
    due = {item["id"] for item in items() if item["part"] == part}
    assert due
    assert not due - tagged("syllabus", CHAPTERS_OF[part])


def test_every_tag_is_an_item_of_the_syllabus():
    chapters = [path.stem for path in (ROOT / "chapters").glob("*.ipynb")]
    assert tagged("syllabus", chapters) <= {item["id"] for item in items()}


def test_the_perceptrons_pitfalls_are_shown():
    assert {"D-026", "D-115", "D-116"} <= tagged("pitfalls", ["01-perceptron"])
