"""The page that says what is taught where: in the book, and the directive on a small course."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from classroom import coverage

ROOT = Path(__file__).resolve().parents[2]


def lines(name: str) -> list[dict]:
    with open(ROOT / "guides" / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def tags(key: str) -> set[str]:
    chapters = (nbformat.read(path, as_version=4) for path in (ROOT / "chapters").glob("*.ipynb"))
    return {tag for book in chapters for cell in book.cells for tag in cell.metadata.get(key, [])}


@pytest.fixture(scope="module")
def rows(html) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """For each id on the page: the words of its row, and the address and text of each link."""
    page = BeautifulSoup((html / "guides" / "coverage.html").read_text(), "html.parser")
    found = {}
    for drawn in page.select(".katex-mathml annotation"):
        drawn.decompose()
    for row in page.select("table.coverage tbody tr"):
        cells = row.select("td")
        links = [(link["href"], link.get_text()) for link in cells[2].select("a")]
        assert cells[0].text not in found
        found[cells[0].text] = (cells[1].text + cells[2].text, links)
    return found


def test_every_line_of_both_lists_has_its_row(rows):
    assert list(rows) == [item["id"] for item in lines("syllabus") + lines("pitfalls")]
    for item in lines("syllabus") + lines("pitfalls"):
        words = item.get("item") or item["mistake"]
        assert re.sub("['\"]", "", words) in re.sub("[“”’]", "", rows[item["id"]][0])


def test_what_is_tagged_has_a_link_and_the_rest_says_not_yet(rows):
    tagged = tags("syllabus") | tags("pitfalls")
    assert {name for name, (_, links) in rows.items() if links} == tagged
    for name, (words, _) in rows.items():
        assert ("not yet" in words) == (name not in tagged), name


def test_every_link_leads_to_the_section_that_it_names(rows, html):
    pages = {}
    for _, links in rows.values():
        for address, text in links:
            file, _, anchor = address.partition("#")
            if file not in pages:
                source = (html / "guides" / file).read_text()
                pages[file] = BeautifulSoup(source, "html.parser")
                for drawn in pages[file].select(".katex-mathml annotation"):
                    drawn.decompose()
            section = pages[file].find(id=anchor) if anchor else pages[file].find("article")
            title = section.find(["h1", "h2", "h3", "h4"]).get_text().removesuffix("#").strip()
            assert title.replace(". ", " ", 1).split() == text.split()


def test_a_cell_of_the_first_chapter_is_found_in_its_section(rows):
    assert ("../chapters/01-perceptron.html#the-perceptron-learning-rule",
            "1.5 The perceptron learning rule") in rows["S-107"][1]  # fmt: skip


# ------------------------------------------------------------------- a small course of its own


def write_course(folder: Path, cells: list) -> None:
    (folder / "guides").mkdir(exist_ok=True)
    (folder / "guides" / "syllabus.csv").write_text(
        'id,part,kind,item\nS-1,One,code,a\nS-2,One,code,"b, c"\nS-3,Two,concept,d\n'
    )
    (folder / "guides" / "pitfalls.csv").write_text("id,kind,mistake\nD-1,crash,It falls.\n")
    (folder / "chapters").mkdir(exist_ok=True)
    notebook = new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})
    nbformat.write(notebook, folder / "chapters" / "01-one.ipynb")


CELLS = [
    new_markdown_cell("# A chapter", metadata={"syllabus": ["S-1"]}),
    new_markdown_cell("Words\n\n```python\n# no heading\n```\n\n## First\n\n### Deeper"),
    new_code_cell("1", metadata={"syllabus": ["S-2"], "pitfalls": ["D-1"]}),
    new_markdown_cell("Before.\n\n## Second", metadata={"syllabus": ["S-2", "S-1"]}),
    new_markdown_cell("After.", metadata={"syllabus": ["S-2"]}),
]


def build(folder: Path, name: str = "syllabus") -> tuple[BeautifulSoup, str]:
    """Build the course; its page, and what Sphinx complained of."""
    (folder / "index.md").write_text("# Book\n\n```{toctree}\nchapters/01-one\nguides/all\n```\n")
    (folder / "guides" / "all.md").write_text(f"# All\n\n```{{coverage}} {name}\n```\n")
    # In a process of its own: myst_nb leaves traces in Sphinx that other builds would meet.
    settings = [
        "extensions=myst_nb,classroom.coverage",
        "html_theme=basic",
        "nb_execution_mode=off",
    ]
    command = [sys.executable, "-m", "sphinx", "-q", "-C", "-N", folder, folder / "html"]
    for setting in settings:
        command += ["-D", setting]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    page = (folder / "html" / "guides" / "all.html").read_text()
    return BeautifulSoup(page, "html.parser"), done.stderr


def links(page: BeautifulSoup) -> dict[str, list[str]]:
    return {
        row.td.text: [link["href"].partition("#")[2] for link in row.select("a")]
        for row in page.select("table.coverage tbody tr")
    }


def test_a_tag_belongs_to_the_heading_in_its_cell_or_before_it():
    notebook = new_notebook(cells=CELLS)
    assert coverage.tagged(notebook, "syllabus") == {"S-1": [0, 3], "S-2": [2, 3]}
    assert coverage.tagged(notebook, "pitfalls") == {"D-1": [2]}


def test_the_directive_lists_each_part(tmp_path):
    write_course(tmp_path, CELLS)
    page, complaints = build(tmp_path)
    assert complaints == ""
    headings = [heading.get_text().strip("¶ ") for heading in page.select("h2")]
    assert headings == ["One", "Two"]
    assert links(page) == {"S-1": ["", "second"], "S-2": ["deeper", "second"], "S-3": []}
    assert page.find(string=re.compile("2 of 2 are taught"))
    assert page.find(string=re.compile("0 of 1 are taught"))
    assert page.find(id="s-3")


def test_the_page_follows_a_chapter_that_changes(tmp_path):
    write_course(tmp_path, CELLS)
    build(tmp_path)
    write_course(tmp_path, CELLS[:1])
    assert links(build(tmp_path)[0]) == {"S-1": [""], "S-2": [], "S-3": []}


def test_pitfalls_have_a_table_of_their_own(tmp_path):
    write_course(tmp_path, CELLS)
    page, complaints = build(tmp_path, "pitfalls")
    assert complaints == ""
    assert links(page) == {"D-1": ["deeper"]}


def test_an_unknown_list_and_a_missing_one_are_complaints(tmp_path):
    write_course(tmp_path, CELLS)
    complaint = "coverage must be of syllabus or pitfalls, got 'pitfall'"
    assert complaint in build(tmp_path, "pitfall")[1]
    (tmp_path / "guides" / "pitfalls.csv").unlink()
    assert "pitfalls.csv" in build(tmp_path, "pitfalls")[1]
