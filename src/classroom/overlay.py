"""Hidden tests of your own, kept out of the public repository.

The course's hidden tests are public, for who looks for them. An instructor's own are a folder of
small files, each named after the test cell that it belongs to:

    class/overlay/perceptron/test-fit.py

`MergeOverlay` stands first in `GenerateAssignment.preprocessors`, so that `nbgrader
generate_assignment` adds each file to its cell as one more region of hidden tests. From there on
nbgrader treats it as it treats the others: the gradebook knows it, and grading runs it; the
student version, the feedback and the solutions don't have it. `NNBOOK_OVERLAY` names another
folder.

`nnbook-class overlay ASSIGNMENT` runs the files against the assignment's own solution, and writes
nothing.
"""

import argparse
import ast
import difflib
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from traitlets import Unicode
from traitlets.config import Config, PyFileConfigLoader

from classroom import assignments, notebooks
from classroom.assignments import AssignmentError


class OverlayError(NbGraderException):
    """An overlay that can't be merged; the message names the file and says why."""


def read(folder: Path, course: Path, name: str) -> dict[str, str]:
    """The overlay of an assignment.

    Args:
        folder: The overlay: a folder for each assignment, in it a file `GRADE_ID.py` for each test
            cell that gets more hidden tests.
        course: The course's root.
        name: The assignment.

    Returns:
        The files' text by grade id.

    Raises:
        OverlayError: If there is no overlay, a folder isn't named after an assignment, a file not
            after a test cell (the nearest is named), or a file isn't Python or bears a marker.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise OverlayError(f"The overlay {folder} is no folder: make it, or unset NNBOOK_OVERLAY.")
    known = assignments.names(course)
    for other in sorted(path.name for path in folder.glob("*/") if path.is_dir()):
        if other not in known and not other.startswith("."):
            raise OverlayError(
                f"{folder / other}: there is no such assignment{_near(other, known)}"
            )
    cells = [
        cell
        for path in sorted((Path(course) / "exercises" / name).glob("*.ipynb"))
        for cell in notebooks.read(path).cells
    ]
    tests = [cell.metadata.nbgrader.grade_id for cell in cells if _is_test(cell)]
    found = {}
    for path in sorted((folder / name).glob("*")):
        if path.suffix != ".py":
            raise OverlayError(f"{path}: expected a Python file, named after a test cell.")
        if path.stem not in tests:
            raise OverlayError(f"{path}: {name!r} has no such test cell{_near(path.stem, tests)}")
        text = path.read_text(encoding="utf-8").strip("\n")
        try:
            ast.parse(text)
        except SyntaxError as error:
            raise OverlayError(f"{path}: line {error.lineno} isn't Python ({error.msg}).") from None
        if assignments.leaks(new_notebook(cells=[new_code_cell(text)])):
            raise OverlayError(f"{path}: it needs no marker, since all of it is hidden.")
        found[path.stem] = text
    return found


def _near(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(known) or 'none'}."


def _is_test(cell: NotebookNode) -> bool:
    marks = cell.metadata.get("nbgrader", {})
    return bool(cell.cell_type == "code" and marks.get("grade") and not marks.get("solution"))


def merge(source: str, hidden: str, markers: ClearHiddenTests | None = None) -> str:
    """A test cell's source with more hidden tests in it.

    They come last; but before an expression at the end, since its value may be the cell's points.

    Args:
        source: The cell's source.
        hidden: The tests.
        markers: The preprocessor that takes hidden tests out, which knows how they are marked.

    Returns:
        The source with one more region.
    """
    markers = markers or ClearHiddenTests()
    lines = source.rstrip().split("\n")
    place = len(lines)
    try:
        before, last = [None, None, *ast.parse(source).body][-2:]
    except SyntaxError:
        last = None  # a line of IPython's own, as %matplotlib
    if isinstance(last, ast.Expr) and not (before and before.end_lineno == last.lineno):
        place = last.lineno - 1
    added = hidden.split("\n")
    inside = False
    for line in lines[:place]:
        if markers.begin_test_delimeter in line:
            inside = True
        elif markers.end_test_delimeter in line:
            inside = False
    if not inside:
        begin, end = markers.begin_test_delimeter, markers.end_test_delimeter
        added = [f"### {begin}", *added, f"### {end}"]
    return "\n".join([*lines[:place], *added, *lines[place:]])


class MergeOverlay(NbGraderPreprocessor):
    """Add the overlay's hidden tests: first in `GenerateAssignment.preprocessors`."""

    folder = Unicode("", help="The overlay's folder; empty for none.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Merge into `nb` what belongs to its cells."""
        if not self.folder:
            return nb, resources
        root, name = self.config.CourseDirectory.root, resources["nbgrader"]["assignment"]
        found = read(Path(self.folder), Path(root), name)
        merged = merge_all(nb, found, self.config)
        if merged:
            self.log.info("Merged private hidden tests into %s.", ", ".join(merged))
        return nb, resources


def merge_all(nb: NotebookNode, found: dict[str, str], config: Config) -> list[str]:
    """Merge tests into a notebook's cells, in place; the grade ids of these cells."""
    markers = ClearHiddenTests(config=Config(ClearHiddenTests=config.ClearHiddenTests))
    merged = []
    for cell in nb.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in found and _is_test(cell):
            cell.source = merge(cell.source, found[name], markers)
            merged.append(name)
    return merged


def check(course: Path, name: str, timeout: int = 120) -> list[str]:
    """Run an assignment's source, which has the right answers, with the overlay merged.

    Args:
        course: The course's root.
        name: The assignment.
        timeout: The most that one cell may take, in seconds.

    Returns:
        The grade ids of the cells that have private tests. They all pass.

    Raises:
        AssignmentError: If there is no such assignment.
        OverlayError: If the overlay can't be merged, or the solution fails it.
    """
    source = assignments.source(course, name)
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    if not config.MergeOverlay.folder:
        return []
    found = read(Path(config.MergeOverlay.folder), course, name)
    merged = []
    for path in sorted(source.glob("*.ipynb")):
        notebook = nbformat.from_dict(notebooks.read(path))
        merged += merge_all(notebook, found, config)
        client = NotebookClient(
            notebook,
            timeout=timeout,
            kernel_name="python3",
            config=config,
            resources={"metadata": {"path": str(source)}},
        )
        try:
            client.execute()
        except CellExecutionError as error:
            why = f"{error.ename}: {error.evalue}".splitlines()[0]
            raise OverlayError(f"The solution in {path} fails with the overlay: {why}") from error
        except (CellTimeoutError, DeadKernelError) as error:
            why = str(error).splitlines()[0]
            raise OverlayError(f"The solution in {path} can't be run: {why}") from error
    return merged


def main(arguments: list[str] | None = None) -> int:
    """Check an assignment's overlay; 1 if it can't be merged or the solution fails it."""
    parser = argparse.ArgumentParser(
        prog="nnbook-class overlay",
        description="Run your private hidden tests against an assignment's own solution.",
    )
    parser.add_argument("assignment")
    parser.add_argument(
        "--course", type=Path, default=Path(), help="the folder of nbgrader_config.py; default: ."
    )
    options = parser.parse_args(arguments)
    if not (options.course / "nbgrader_config.py").is_file():
        parser.error(f"there is no nbgrader_config.py in {options.course.resolve()}.")
    try:
        merged = check(options.course.resolve(), options.assignment)
    except (AssignmentError, OverlayError, notebooks.NotebookError) as error:
        print(f"nnbook-class overlay: {error}", file=sys.stderr)
        return 1
    if merged:
        print(f"The solution passes the private tests of {', '.join(merged)}.")
    else:
        print(f"There are no private tests of {options.assignment}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
