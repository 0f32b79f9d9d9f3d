"""The book builds without a warning, offline, and holds what its table of contents says."""

import json
import re
import zipfile
from pathlib import Path

import nbformat
import pytest
import sphinxcontrib.katex
import yaml
from bs4 import BeautifulSoup
from nbclient import NotebookClient

from classroom.notebooks import kernel_config

ROOT = Path(__file__).resolve().parents[2]
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text())


def chapters():
    return [
        entry["file"]
        for part in TOC["parts"]
        for entry in part["chapters"]
        if entry["file"].startswith("chapters/")
    ]


def exercises():
    return sorted(path.parent.name for path in (ROOT / "exercises").glob("*/*.ipynb"))


def test_the_book_builds_without_a_warning(build):
    assert re.findall(r".*\b(?:WARNING|ERROR|[Ee]xception)\b.*", build.log) == []
    assert build.code == 0, build.log[-4000:]


def test_no_notebook_is_executed_for_the_book(html, build):
    assert "Executing notebook" not in build.log


def test_the_front_page_lists_the_chapters_that_exist_and_no_other(html):
    page = BeautifulSoup((html / "index.html").read_text(), "html.parser")
    cards = {link["href"] for link in page.select(".chapters .sd-card a.sd-stretched-link")}
    assert cards == {f"{name}.html" for name in chapters()}
    assert sorted(chapters()) == sorted(
        f"chapters/{path.stem}" for path in (ROOT / "chapters").glob("*.ipynb")
    )


def test_every_room_of_nnbook_has_its_page():
    rooms = {path.stem for path in (ROOT / "src" / "nnbook").glob("[!_]*.py")}
    pages = {path.stem for path in (ROOT / "guides" / "api").glob("*.md")} - {"index"}
    assert pages == rooms
    listed = (ROOT / "guides" / "api" / "index.md").read_text()
    assert set(re.findall(r"\{doc\}`\w+ <(\w+)>`", listed)) == rooms


def test_the_style_of_the_formulas_is_of_the_version_that_draws_them():
    css = (ROOT / "guides" / "static" / "katex" / "katex.min.css").read_text()
    version = re.search(r'katex-version:+after\{content:"([\d.]+)"', css).group(1)
    assert version == sphinxcontrib.katex.katex_version


def test_every_exercise_has_its_page_with_its_questions_and_points(html):
    for name in exercises():
        page = BeautifulSoup((html / "exercises" / f"{name}.html").read_text(), "html.parser")
        cells = [
            cell.metadata.get("nbgrader", {})
            for path in sorted((ROOT / "exercises" / name).glob("*.ipynb"))
            for cell in nbformat.read(path, as_version=4).cells
        ]
        total = sum(cell["points"] for cell in cells if cell.get("grade") or cell.get("task"))
        rows = page.select("table.assignment-questions tbody tr")
        points = [float(row.select("td")[1].text) for row in rows]
        assert points[-1] == total == sum(points[:-1])
        assert all(row.select("td")[0].text.strip() for row in rows)
        assert page.select_one(f'a.sd-btn[href="../assignments/{name}.zip"]')


@pytest.fixture(params=exercises())
def download(request, html, tmp_path):
    """A student's empty folder, with one download unpacked in it."""
    with zipfile.ZipFile(html / "assignments" / f"{request.param}.zip") as archive:
        assert all(member.startswith(f"{request.param}/") for member in archive.namelist())
        archive.extractall(tmp_path)
    return tmp_path / request.param


def test_a_download_holds_notebooks_without_outputs_and_a_three_line_readme(download):
    assert len((download / "README.txt").read_text().strip().splitlines()) == 3
    notebooks = sorted(download.glob("*.ipynb"))
    sources = (ROOT / "exercises" / download.name).glob("*.ipynb")
    assert [path.name for path in notebooks] == sorted(path.name for path in sources)
    for path in notebooks:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert any("YOUR CODE HERE" in cell.source for cell in code)
        assert not [cell.source for cell in code if cell.outputs or cell.execution_count]


def test_a_downloads_set_up_runs_in_any_folder(download):
    for path in sorted(download.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        first = next(
            i
            for i, cell in enumerate(notebook.cells)
            if cell.metadata.get("nbgrader", {}).get("solution")
        )
        notebook.cells = notebook.cells[:first]
        assert any(cell.cell_type == "code" for cell in notebook.cells), "no set-up cell"
        NotebookClient(
            notebook,
            kernel_name="python3",
            config=kernel_config(),
            resources={"metadata": {"path": str(download)}},
        ).execute()  # raises when a cell does


def test_a_download_is_the_same_bytes_in_each_build(html, tmp_path):
    from classroom import assignments

    for name in exercises():
        folder = assignments.student_version(ROOT, name, tmp_path / "again")
        again = assignments.write_zip(folder, tmp_path / f"{name}.zip")
        assert again.read_bytes() == (html / "assignments" / f"{name}.zip").read_bytes()


def test_the_search_index_holds_the_chapters(html):
    index = json.loads(
        (html / "searchindex.js").read_text().removeprefix("Search.setIndex(").removesuffix(")")
    )
    assert set(chapters()) <= set(index["docnames"])
