"""Feedback that opens without a network, and doesn't show the hidden tests.

`nbgrader generate_feedback` prints each hidden test twice, as source and in the traceback, and
loads MathJax from the internet. Two parts, set in `nbgrader_config.py`, change that:
`HideHiddenTests` edits the graded notebook, `FeedbackExporter` writes the page. A third,
`ReleaseFeedback`, puts the pages into the exchange.
"""

import glob
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import DictLoader
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader.exchange.default import ExchangeReleaseFeedback
from nbgrader.preprocessors import ClearHiddenTests
from traitlets import Bool, List
from traitlets.config import Config

from classroom.collect import SECRET, TIME

HIDDEN = "# Hidden tests ran here."
FAILED = "A hidden test failed; what it says is at the end."
REMOVED = "(A line of a hidden test stood here.)"

# Shorter lines, such as `else:`, tell nothing, and stand in everybody's output.
_TELLING = 8
_COLOR = re.compile(r"\x1b\[[0-9;]*m")
_SOURCE_LINE = re.compile(r"\s*(-+>)?\s*(\d+)(?:\s|$)")


class HideHiddenTests(Preprocessor):
    """Replace the source of hidden tests, wherever it stands, in a graded notebook.

    A student sees that a hidden test failed, what its message says, and where in the student's
    own code the error arose. Outputs are searched for the tests' lines as they are written. Code
    that prints them in another form while it is graded gets through.
    """

    enabled = Bool(True).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Hide the hidden tests of all cells, then their lines in all outputs."""
        markers = ClearHiddenTests(config=Config(ClearHiddenTests=self.config.ClearHiddenTests))
        secret: set[str] = set()
        public: set[str] = set()
        for cell in nb.cells:
            hidden = _hide_source(cell, markers, secret, public)
            for output in cell.get("outputs", []) if hidden else []:
                if output.output_type == "error":
                    count = cell.execution_count
                    output.traceback = [_shorten(t, count, hidden) for t in output.traceback]
        telling = {line for line in secret - public if len(line) >= _TELLING}
        for cell in nb.cells:
            for output in cell.get("outputs", []):
                _censor(output, telling)
        return nb, resources


def _hide_source(
    cell: NotebookNode, markers: ClearHiddenTests, secret: set[str], public: set[str]
) -> set[int]:
    """Replace a cell's hidden tests by a remark; return the numbers of the lines hidden."""
    shown: list[str] = []
    hidden: set[int] = set()
    inside = False
    for number, line in enumerate(cell.source.split("\n"), start=1):
        if markers.begin_test_delimeter in line:
            inside = True
            shown.append(HIDDEN)
        if inside:
            hidden.add(number)
            secret.add(line.strip())
        else:
            shown.append(line)
            public.add(line.strip())
        if markers.end_test_delimeter in line:
            inside = False
    cell.source = "\n".join(shown)
    return hidden


def _shorten(entry: str, count: int | None, hidden: set[int]) -> str:
    """One entry of a traceback without the lines that are hidden in cell `count`."""
    lines = entry.split("\n")
    if not re.match(rf"\s*(Cell In|Input In)\s*\[{count}\]", _COLOR.sub("", lines[0])):
        return entry
    kept = []
    for line in lines:
        match = _SOURCE_LINE.match(_COLOR.sub("", line))
        if match is None or int(match[2]) not in hidden:
            kept.append(line)
        elif match[1]:
            kept.append(FAILED)
    return "\n".join(kept)


def _censor(output: NotebookNode, secret: set[str]) -> None:
    """Replace the lines of an output that bear a line of a hidden test."""

    def clean(text: Any) -> Any:
        if isinstance(text, list):
            return [clean(part) for part in text]
        if not isinstance(text, str):
            return text
        return "\n".join(
            REMOVED if any(bad in _COLOR.sub("", line) for bad in secret) else line
            for line in text.split("\n")
        )

    for part in ("text", "evalue", "traceback"):
        if part in output:
            output[part] = clean(output[part])
    for kind, value in output.get("data", {}).items():
        if kind.startswith("text/") or kind == "image/svg+xml":
            output.data[kind] = clean(value)


# Stands in place of nbconvert's macro that loads MathJax. The browser then runs no script, loads
# nothing and sends no form, whatever a submission has written into the page that its grader opens.
_NO_MATHJAX = """{% macro mathjax(url='') %}
<meta http-equiv="Content-Security-Policy"
      content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:;
               form-action 'none'; base-uri 'none'">
{% endmacro %}"""

# No policy forbids a page to lead elsewhere by itself (<meta http-equiv=refresh>). This is when a
# browser begins such a tag; no parser writes the rest of a page again as it was.
# Source: HTML Standard, 13.2.5.8, "Tag name state".
_LEADS_AWAY = re.compile(r"<(?=(?:meta|base)[\t\n\f\r />])", re.IGNORECASE | re.ASCII)


# Some texts, as thousands of LaTeX environments that never end, take hours to convert.
SECONDS = 60.0
TOO_LONG = "*A text stood here that takes too long to show. It is in your notebook.*"


class _TooLong(BaseException):
    """Not an Exception, so that no filter swallows it."""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise `_TooLong` when the time is up, where the system can (not on Windows)."""
    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: Any) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _without_markdown(nb: NotebookNode) -> None:
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            cell.source = TOO_LONG
        for output in cell.get("outputs", []):
            for kind in ("text/markdown", "text/latex"):
                if kind in output.get("data", {}):
                    output.data[kind] = TOO_LONG


class FeedbackExporter(HTMLExporter):
    """nbconvert's HTML exporter, for a page that loads nothing. Formulas stay in LaTeX."""

    extra_loaders = List([DictLoader({"mathjax.html.j2": _NO_MATHJAX})]).tag(
        affects_environment=True
    )

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page, with `<meta` and `<base` as mere text where cells have brought them in."""
        try:
            with _at_most(SECONDS):
                page, resources = super().from_notebook_node(nb, resources, **options)
        except _TooLong:
            _without_markdown(nb)
            page, resources = super().from_notebook_node(nb, resources, **options)
        head, body, cells = page.partition("<body>")
        return head + body + _LEADS_AWAY.sub("&lt;", cells), resources


class ReleaseFeedback(ExchangeReleaseFeedback):
    """`nbgrader release_feedback`, where not all submissions came through the exchange.

    A page's name in the exchange is made from a secret that `nbgrader submit` left with the
    submission. One from a learning platform has none, and nbgrader's own command ends there.
    """

    def copy_files(self) -> None:
        """Copy the pages that have a name, and say whose have none."""
        everybody, without = self.src_path, []
        for folder in map(Path, sorted(glob.glob(everybody))):
            if all((folder / name).is_file() for name in (TIME, SECRET)):
                self.src_path = glob.escape(str(folder))
                super().copy_files()
            else:
                without.append(folder.parent.name)
        self.src_path = everybody
        if without:
            self.log.warning(
                "Not released, since they didn't come through the exchange: %s. Their pages are in "
                "%s: send them yourself.",
                ", ".join(without),
                self.coursedir.feedback_directory,
            )
