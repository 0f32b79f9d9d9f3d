"""The table of all graded cells, in the book and as it is counted."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from classroom import assignments, items, notebooks

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = assignments.names(ROOT)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_graded_cell_has_its_row(assignment):
    found = items.items(ROOT, assignment)
    notebook = notebooks.read(ROOT / "exercises" / assignment / f"{assignment}.ipynb")
    expected = [(q.grade_id, q.points) for q in assignments.questions(notebook)]
    assert [(item.grade_id, item.points) for item in found] == expected
    for item in found:
        assert not re.search(r"points?\)", item.heading)
        if not item.manual:
            assert item.visible > 0, item
            assert item.answers > 0 and 0 < item.caught <= item.mutants, item


def test_checks_are_counted_as_students_see_them(tmp_path):
    source = "assert a\n### BEGIN HIDDEN TESTS\nassert b\nraise c\n### END HIDDEN TESTS\nassert d"
    assert items._checks(source) == 4
    assert items._checks(items._HIDDEN.sub("", source)) == 2


def test_wrong_answers_are_counted_by_the_cell_that_they_fail(tmp_path):
    bank = tmp_path / "tests" / "answers" / "small"
    bank.mkdir(parents=True)
    (bank / "wrong_a.py").write_text(
        '"""A."""\n\nGETS = {"one": 0, "two": 1}\n\n# %% x\nthis is no Python'
    )
    (bank / "wrong_b.py").write_text('"""B."""\n\nGETS = {"one": 0}\nSAYS = {"one": "no"}\n')
    (bank / "right_c.py").write_text('"""C."""\n\n# %% x\nGETS = {"three": 0}\n')
    assert items.wrong_answers(tmp_path, "small") == {"one": 2, "two": 1}
    assert not items.wrong_answers(tmp_path, "other")


def test_the_instructors_guide_shows_it(html):
    page = BeautifulSoup((html / "guides" / "instructor.html").read_text(), "html.parser")
    tables = page.select("table.items")
    assert len(tables) == len(ASSIGNMENTS)
    for table, assignment in zip(tables, ASSIGNMENTS, strict=True):
        found = items.items(ROOT, assignment)
        assert f"{assignment}: {sum(item.points for item in found):g} points" in table.caption.text
        cells = [[cell.text for cell in row.select("td")] for row in table.select("tbody tr")]
        assert [row[1] for row in cells] == [item.grade_id for item in found]
        for row, item in zip(cells, found, strict=True):
            assert row[3] == ("by hand" if item.manual else f"{item.visible} + {item.hidden}")
