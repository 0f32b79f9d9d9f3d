"""Which section of the book teaches which item of the syllabus: the `{coverage}` directive.

A cell names what it teaches in its metadata, `"syllabus": ["S-107"]`, and a pitfall that it shows,
`"pitfalls": ["D-115"]`. The directives

    ```{coverage} syllabus
    ```

and the same with `pitfalls` read `guides/syllabus.csv` or `guides/pitfalls.csv` and the chapters
each time the book is built, and list each item with links to its sections.
"""

import csv
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from markdown_it import MarkdownIt
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from classroom import notebooks

LISTS = ("syllabus", "pitfalls")


class Place(NamedTuple):
    """A section of a page: the page's name in the book, and its number among the headings."""

    page: str
    heading: int


def items(course: Path, name: str) -> list[dict[str, str]]:
    """Read one of the two lists.

    Args:
        course: The folder of the book's source.
        name: `syllabus` (columns id, part, kind, item) or `pitfalls` (id, kind, mistake).

    Returns:
        A dict for each line, in the order of the file.
    """
    with open(course / "guides" / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def tagged(notebook: NotebookNode, key: str) -> dict[str, list[int]]:
    """Find the sections whose cells bear an item's id.

    Args:
        notebook: A chapter.
        key: The cell metadata that holds the ids: `syllabus` or `pitfalls`.

    Returns:
        For each id, the headings of its sections, counted from 0 at the title. A cell of text
        belongs to the first heading in it, if there is one, and else to the last one before it.
    """
    found: dict[str, list[int]] = {}
    seen = 0
    for cell in notebook.cells:
        inside = _headings(cell.source) if cell.cell_type == "markdown" else 0
        heading = seen if inside else max(seen - 1, 0)
        for item in cell.metadata.get(key, []):
            if heading not in found.setdefault(item, []):
                found[item].append(heading)
        seen += inside
    return found


def _headings(source: str) -> int:
    return sum(token.type == "heading_open" for token in MarkdownIt().parse(source))


class Coverage(SphinxDirective):
    """``{coverage} syllabus`` or ``{coverage} pitfalls``: each item, and where it is taught."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Read the list and the chapters, and build a table for each part of the list."""
        name = self.arguments[0]
        if name not in LISTS:
            raise self.error(f"coverage must be of {' or '.join(LISTS)}, got {name!r}.")
        self.env.note_reread()  # a chapter may have come, gone or changed
        course = Path(self.env.srcdir)
        places: dict[str, list[Place]] = {}
        try:
            for path in sorted((course / "chapters").glob("*.ipynb")):
                page = f"chapters/{path.stem}"
                if page in self.env.found_docs:
                    for item, headings in tagged(notebooks.read(path), name).items():
                        places.setdefault(item, []).extend(Place(page, n) for n in headings)
            listed = items(course, name)
        except (OSError, notebooks.NotebookError) as error:
            raise self.error(str(error)) from error
        if name == "pitfalls":
            return [_table(("Id", "Mistake", "Section"), listed, "mistake", places)]
        return [
            node
            for part, group in groupby(listed, key=lambda item: item["part"])
            for node in _part(part, list(group), places)
        ]


def _part(
    part: str, listed: list[dict[str, str]], places: dict[str, list[Place]]
) -> list[nodes.Node]:
    section = nodes.section(ids=[nodes.make_id(part)], names=[nodes.fully_normalize_name(part)])
    taught = sum(item["id"] in places for item in listed)
    section += nodes.title(text=part)
    section += nodes.paragraph(text=f"{taught} of {len(listed)} are taught.")
    section += _table(("Id", "Item", "Section"), listed, "item", places)
    return [section]


def _table(
    head: Iterable[str],
    listed: list[dict[str, str]],
    column: str,
    places: dict[str, list[Place]],
) -> nodes.Node:
    group = nodes.tgroup(cols=3)
    group += [nodes.colspec(colwidth=width) for width in (10, 50, 40)]
    top, body = nodes.thead(), nodes.tbody()
    top += _row(nodes.paragraph(text=text) for text in head)
    for item in listed:
        where = nodes.paragraph()
        for i, place in enumerate(places.get(item["id"], [])):
            if i:
                where += nodes.Text(", ")
            # A link without a target: `set_links` knows the numbers and titles of all sections.
            where += nodes.reference("", "", internal=True, refuri="", coverage=place)
        if item["id"] not in places:
            where += nodes.emphasis(text="not yet")
        words = f"{item[column]} ({item['kind']})"
        name = nodes.paragraph(text=item["id"], ids=[nodes.make_id(item["id"])])
        body += _row([name, nodes.paragraph(text=words), where])
    group += [top, body]
    return nodes.table("", group, classes=["coverage", "colwidths-given"])


def _row(cells: Iterable[nodes.Node]) -> nodes.Node:
    return nodes.row("", *(nodes.entry("", cell) for cell in cells))


def set_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Point each link of a coverage table at its section, and name it as the book does.

    Raises:
        ExtensionError: If a chapter's headings are not those that the book made of it.
    """
    for link in doctree.findall(lambda node: isinstance(node, nodes.reference)):
        if "coverage" not in link:
            continue
        page, heading = link.attributes.pop("coverage")
        sections = list(app.env.tocs[page].findall(nodes.reference))
        if heading >= len(sections):
            raise ExtensionError(f"{page}: it has {len(sections)} sections, not {heading + 1}.")
        section = sections[heading]
        anchor = section["anchorname"]
        number = app.env.toc_secnumbers.get(page, {}).get(anchor, ())
        link["refuri"] = app.builder.get_relative_uri(docname, page) + anchor
        if number:
            link += nodes.Text(".".join(map(str, number)) + " ")
        link += [child.deepcopy() for child in section.children]  # a title may hold a formula


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive with Sphinx."""
    app.add_directive("coverage", Coverage)
    app.connect("doctree-resolved", set_links)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
