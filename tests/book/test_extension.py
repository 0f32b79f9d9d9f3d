"""The `{assignment}` directive, on a small course of its own."""

import io
import re
import shutil
import zipfile
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import docutils_namespace

ROOT = Path(__file__).resolve().parents[2]
SOLUTION = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
HIDDEN = (
    "assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(3) == 6\n### END HIDDEN TESTS"
)


def cell(grade_id, source="YOUR ANSWER HERE", *, kind=new_code_cell, points=None, solution=False):
    data = {
        "grade_id": grade_id,
        "schema_version": 3,
        "grade": points is not None,
        "solution": solution,
        "locked": not solution,
        "task": False,
    }
    if points is not None:
        data["points"] = points
    return kind(source, metadata={"nbgrader": data})


def write_course(folder: Path, tests: str = HIDDEN) -> None:
    cells = [
        new_markdown_cell("# Doubling\n\n## 1. Double it (3.5 points)"),
        cell("double", SOLUTION, solution=True),
        cell("double-visible", "assert double(1) == 2", points=1),
        cell("double-hidden", tests, points=2.5),
        new_markdown_cell("## 2. Say why"),
        cell("why", kind=new_markdown_cell, points=2, solution=True),
    ]
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    assignment = folder / "exercises" / "doubling"
    assignment.mkdir(parents=True)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, assignment / "doubling.ipynb")


def build(folder: Path, name: str = "doubling") -> tuple[Path, str]:
    """Build a book of one page in a subfolder; its HTML folder, and what Sphinx complained of."""
    (folder / "pages").mkdir(exist_ok=True)
    (folder / "index.md").write_text("# Book\n\n```{toctree}\npages/one\n```\n")
    (folder / "pages" / "one.md").write_text(f"# One\n\n```{{assignment}} {name}\n```\n")
    complaints = io.StringIO()
    settings = {
        "extensions": ["myst_parser", "classroom.book"],
        "html_theme": "basic",
    }
    with docutils_namespace():
        app = Sphinx(
            srcdir=folder,
            confdir=None,
            outdir=folder / "html",
            doctreedir=folder / "doctrees",
            buildername="html",
            confoverrides=settings,
            status=None,
            warning=complaints,
        )
        app.build()
    return folder / "html", re.sub(r"\x1b\[[0-9;]*m", "", complaints.getvalue())


def test_the_page_shows_the_questions_and_the_points_of_the_notebook(tmp_path):
    write_course(tmp_path)
    html, complaints = build(tmp_path)
    assert complaints == ""
    page = BeautifulSoup((html / "pages" / "one.html").read_text(), "html.parser")
    rows = [[td.text.strip() for td in row.select("td")] for row in page.select("tbody tr")]
    assert rows == [
        ["1. Double it", "3.5", "tests"],
        ["2. Say why", "2", "your instructor"],
        ["Total", "5.5", ""],
    ]


def test_the_button_leads_to_the_student_version(tmp_path):
    write_course(tmp_path)
    html, _ = build(tmp_path)
    page = BeautifulSoup((html / "pages" / "one.html").read_text(), "html.parser")
    target = (html / "pages" / page.select_one("a.sd-btn")["href"]).resolve()
    assert target == html / "assignments" / "doubling.zip"
    with zipfile.ZipFile(target) as archive:
        text = archive.read("doubling/doubling.ipynb").decode()
    assert "YOUR CODE HERE" in text
    assert "2 * x" not in text and "double(3)" not in text


def test_a_changed_notebook_changes_the_page_and_the_download(tmp_path):
    write_course(tmp_path)
    html, _ = build(tmp_path)
    before = (html / "assignments" / "doubling.zip").read_bytes()
    path = tmp_path / "exercises" / "doubling" / "doubling.ipynb"
    path.write_text(path.read_text().replace("Say why", "Say why not"))
    build(tmp_path)
    assert "2. Say why not" in (html / "pages" / "one.html").read_text()
    assert (html / "assignments" / "doubling.zip").read_bytes() != before


def test_an_unknown_name_is_an_error_that_names_the_nearest(tmp_path):
    write_course(tmp_path)
    html, complaints = build(tmp_path, name="dubling")
    [line] = [line for line in complaints.splitlines() if "ERROR" in line]
    assert "pages/one.md:3" in line
    assert "'dubling'" in complaints and "did you mean 'doubling'?" in complaints
    assert not (html / "assignments").exists()


def test_a_notebook_that_is_not_json_is_an_error_that_names_it(tmp_path):
    write_course(tmp_path)
    (tmp_path / "exercises" / "doubling" / "doubling.ipynb").write_text("not JSON")
    _, complaints = build(tmp_path)
    assert "ERROR" in complaints and "doubling.ipynb" in complaints and "JSON" in complaints


def test_a_hidden_test_that_would_ship_stops_the_build_and_leaves_no_download(tmp_path):
    write_course(tmp_path)
    html, _ = build(tmp_path)
    shutil.rmtree(tmp_path / "exercises")
    write_course(tmp_path, tests=HIDDEN.replace("BEGIN HIDDEN TESTS", "BEGIN HIDDEN TEST"))
    with pytest.raises(ExtensionError, match="doubling"):
        build(tmp_path)
    assert not (html / "assignments" / "doubling.zip").exists()
