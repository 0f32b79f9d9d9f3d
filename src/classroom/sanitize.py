"""Make a submission safe to grade, so that a damaged one costs only its own points.

nbgrader trusts a submitted notebook's own metadata. A grade id that JupyterLab's copy and paste
has doubled, or a changed schema version, ends `nbgrader autograde` for the whole class; a test
cell with the tag `skip-execution` earns full marks. So two parts of nbgrader are replaced here, as
`nbgrader_config.py` says:

- `SubmissionExporter` reads the file, in any encoding and with any damage. What isn't a notebook
  at all becomes an empty one, with a note that says why.
- `RebuildFromGradebook` comes first in `Autograde.sanitize_preprocessors`, in the place of
  `OverwriteCells`. It takes nothing from a submission but what its cells say. What is graded, for
  how many points and by which tests comes from the gradebook, where `nbgrader generate_assignment`
  has put it.

A student's own cells stay where they are, so that an answer that needs them still runs. The
submitted file itself is never changed.
"""

import ast
import json
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.inputtransformer2 import TransformerManager
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)
from nbformat.v4.rwbase import rejoin_lines
from nbgrader.api import Gradebook, Notebook
from nbgrader.nbgraderformat import SCHEMA_VERSION
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, NbGraderPreprocessor
from nbgrader.utils import is_grade, is_locked

UNREADABLE = (
    "**This file could not be read as a notebook: {reason}.** Nothing in it could be graded. "
    "The file itself is kept as it was handed in."
)
MISSING = (
    "This answer was not found in the submission. It may stand in another cell: "
    "please grade it by hand."
)
MOST_CELLS = 10_000
NEW_CELL = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


class UnreadableNotebook(ValueError):
    """A file that isn't a notebook; the message says why, without a full stop."""


def read_submission(path: Path) -> NotebookNode:
    """Read a notebook that anybody may have written.

    Args:
        path: The file. UTF-8 (with or without a byte-order mark), UTF-16 and Windows-1252 are
            read; a character that can't be written again becomes `?`.

    Returns:
        A valid notebook of format 4.5. What is malformed in it is left out.

    Raises:
        UnreadableNotebook: If the file isn't JSON, is JSON but not a notebook, or has more than
            `MOST_CELLS` cells.
    """
    data = Path(path).read_bytes()
    if not data.strip():
        raise UnreadableNotebook("it is empty")
    try:
        return _read(data)
    except RecursionError as error:
        raise UnreadableNotebook("its JSON is nested too deep") from error


def _read(data: bytes) -> NotebookNode:
    try:
        raw = json.loads(_decode(data))
        # Half of a surrogate pair is legal in JSON, but can't be written as UTF-8.
        raw = json.loads(json.dumps(raw, ensure_ascii=False).encode(errors="replace"))
    except ValueError as error:
        raise UnreadableNotebook(f"it is not JSON ({error})") from error
    if _number_of_cells(raw) > MOST_CELLS:  # which would take hours, and is nobody's work
        raise UnreadableNotebook(f"it has more than {MOST_CELLS:,} cells")
    if isinstance(raw, dict) and "worksheets" in raw:  # format 3 and older
        try:
            raw = nbformat.reads(json.dumps(raw), as_version=4)
        except RecursionError:
            raise
        except Exception as error:  # nbformat has no base class for what a damaged file raises
            raise UnreadableNotebook(f"its old format can't be converted ({error!r})") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("cells"), list):
        raise UnreadableNotebook("it is JSON, but has no list of cells")
    cells = [cell for cell in raw["cells"] if isinstance(cell, dict)]
    cells = [{"id": f"cell-{number}"} | cell for number, cell in enumerate(cells)]
    metadata = raw.get("metadata") if isinstance(raw.get("metadata"), dict) else {}
    notebook = new_notebook()
    for key in ("kernelspec", "language_info"):
        if key in metadata:
            notebook.metadata[key] = nbformat.from_dict(metadata[key])
            if not _isvalid(notebook):
                del notebook.metadata[key]
    notebook.cells = nbformat.from_dict(cells)
    if not _isvalid(notebook):  # which takes longer to tell of each cell
        notebook.cells = [_repaired(cell, f"cell-{n}") for n, cell in enumerate(cells)]
    if len({cell.id for cell in notebook.cells}) < len(cells):
        for number, cell in enumerate(notebook.cells):
            cell["id"] = f"cell-{number}"
    return rejoin_lines(notebook)


def _number_of_cells(raw: Any) -> int:
    sheets = raw.get("worksheets") if isinstance(raw, dict) else None  # format 3 and older
    parts = [raw, *(sheets if isinstance(sheets, list) else [])]
    lists = [part.get("cells") for part in parts if isinstance(part, dict)]
    return sum(len(cells) for cells in lists if isinstance(cells, list))


def _decode(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _isvalid(*what: Any) -> bool:
    try:
        return nbformat.validator.isvalid(*what)
    except RecursionError:
        raise
    except Exception:  # of an id that is a list, or a type that is a number
        return False


def _repaired(cell: dict[str, Any], spare_id: str) -> NotebookNode:
    source = cell.get("source")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    kind = cell.get("cell_type")
    repaired = NEW_CELL[kind if kind in ("code", "markdown") else "raw"](
        source if isinstance(source, str) else "", id=spare_id
    )
    for part in ("id", "metadata", "attachments", "outputs"):
        if part in cell and (part != "outputs" or kind == "code"):
            before = repaired.get(part)
            repaired[part] = nbformat.from_dict(cell[part])
            if not _isvalid(repaired, f"{repaired.cell_type}_cell", 4, 5):
                if before is None:
                    del repaired[part]
                else:
                    repaired[part] = before
    return repaired


class SubmissionExporter(NotebookExporter):
    """nbconvert's notebook exporter, which reads whatever students hand in."""

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Convert a notebook file; one that can't be read is converted as an empty notebook."""
        try:
            notebook = read_submission(Path(filename))
        except UnreadableNotebook as error:
            self.log.error("%s gets no points: %s.", filename, error)
            note = new_markdown_cell(UNREADABLE.format(reason=error), id="unreadable")
            notebook = new_notebook(cells=[note], metadata={"unreadable": True})
        resources = {} if resources is None else resources
        folder, name = Path(filename).parent, Path(filename).stem
        resources["metadata"] = {"name": name, "path": str(folder)}
        return self.from_notebook_node(notebook, resources=resources, **kw)


def keep_own_result(cell: NotebookNode) -> None:
    """Leave of the values that a test cell shows the one that it computes itself.

    nbgrader reads points from the first value that a cell shows, even if an error follows. But any
    code that the test calls can show one, through `sys.displayhook`. Only a last line that is an
    expression does so by itself, when no error came before. A value that can't be points, such
    as NaN, which nbgrader takes for all of them, becomes an error.
    """
    if not (is_grade(cell) and is_locked(cell) and cell.cell_type == "code"):
        return
    values = [output for output in cell.outputs if output.output_type == "execute_result"]
    if not values:
        return
    has_own = _ends_with_value(cell.source) and not any(
        output.output_type == "error" for output in cell.outputs
    )
    own = values[-1] if has_own else None
    cell.outputs = [each for each in cell.outputs if each is own or each not in values]
    points = cell.metadata.nbgrader.points
    try:
        value = float(own.data["text/plain"]) if own else 0.0
    except (KeyError, ValueError):
        return  # no number: nbgrader gives all points
    if not 0 <= value <= points:
        said = f"The test's value is {value:g}, and points are from 0 to {points:g}."
        error = new_output("error", ename="NoPoints", evalue=said, traceback=[f"NoPoints: {said}"])
        cell.outputs.insert(0, error)


def _ends_with_value(source: str) -> bool:
    try:
        body = ast.parse(TransformerManager().transform_cell(source)).body
    except SyntaxError:
        return False
    return bool(body) and isinstance(body[-1], ast.Expr) and not source.rstrip().endswith(";")


class KeepOwnResults(NbGraderPreprocessor):
    """After the execution: `keep_own_result` for each cell."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Look at one cell."""
        keep_own_result(cell)
        return cell, resources


class RebuildFromGradebook(NbGraderPreprocessor):
    """Give each cell of a submission the metadata, and each test the source, of the gradebook.

    Cells are recognized by grade id. Of several with one id the last that was answered counts
    (nbgrader means the last, too, but stops there); the others stay as plain cells, so the
    notebook runs as the student saw it run. A test that is missing is put back, after what
    comes before it in the assignment, and so is a locked cell that stands behind what follows it. A
    hand-graded answer that is missing goes to a person, unless nothing in the submission could be
    it.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Rebuild `nb`; nbgrader names student, assignment and gradebook in `resources`."""
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            skeleton = _skeleton(gradebook.find_notebook(names["notebook"], names["assignment"]))
        whose = f"{names['student']}/{names['assignment']}/{names['notebook']}"
        hide = [ClearHiddenTests(parent=self.parent), ClearMarkScheme(parent=self.parent)]
        released = {name: _released_source(cell, hide) for name, cell in skeleton.items()}
        chosen = self._choose(nb.cells, skeleton, released, whose)
        cells = []
        for number, cell in enumerate(nb.cells):
            name = chosen.get(number)
            if name is None:
                cell.metadata = NotebookNode()
            else:
                cell = self._merge(cell, skeleton[name], released[name], whose)
            cells.append(cell)
        unreadable = nb.metadata.pop("unreadable", False)
        for name in skeleton:
            if name not in chosen.values():
                if not unreadable:  # which has been said once
                    self.log.warning("%s: the cell %r is missing.", whose, name)
                _put_back(name, cells, skeleton, has_answers=not unreadable)
        nb.cells = cells
        return nb, resources

    def _choose(
        self,
        cells: list[NotebookNode],
        skeleton: dict[str, NotebookNode],
        released: dict[str, str],
        whose: str,
    ) -> dict[int, str]:
        """Which submitted cell, by its number, stands for which of the assignment's cells."""
        chosen: dict[str, int] = {}
        for number, cell in enumerate(cells):
            marks = cell.metadata.get("nbgrader")
            name = marks.get("grade_id") if isinstance(marks, dict) else None
            if not isinstance(name, str) or name not in skeleton:
                continue
            if name in chosen:
                self.log.warning("%s: cell %r is there more than once.", whose, name)
                if not _is_locked(skeleton[name]) and cell.source.strip() == released[name]:
                    continue  # an untouched copy of the stub is no answer
            chosen[name] = number
        # What answers and tests build on must come before them, or they'd build on something else.
        order, furthest = list(skeleton), -1
        for name in sorted(chosen, key=chosen.get):
            place, marks = order.index(name), skeleton[name].metadata.nbgrader
            if place < furthest and marks.locked and not marks.grade:
                self.log.warning("%s: the locked cell %r was moved; it is put back.", whose, name)
                del chosen[name]
            furthest = max(furthest, place)
        return {number: name for name, number in chosen.items()}

    def _merge(
        self, cell: NotebookNode, wanted: NotebookNode, released: str, whose: str
    ) -> NotebookNode:
        """The assignment's cell with the student's answer, and nothing else of the student's."""
        merged = nbformat.from_dict(wanted)
        merged["id"] = cell.id
        if not _is_locked(wanted):
            merged.source = cell.source
        elif cell.source.strip() not in (released, wanted.source.strip()):
            name = wanted.metadata.nbgrader.grade_id
            self.log.warning("%s: the locked cell %r was edited; it is restored.", whose, name)
        if cell.cell_type == merged.cell_type:
            for part in ("outputs", "attachments"):
                if part in cell:
                    merged[part] = cell[part]
        return merged


def _put_back(
    name: str, cells: list[NotebookNode], skeleton: dict[str, NotebookNode], has_answers: bool
) -> None:
    """Insert a missing cell: behind all that precedes it, right before what follows it.

    An answer with tests of its own isn't put back: its stub could replace the very answer,
    which may stand in a plain cell.
    """
    missing = nbformat.from_dict(skeleton[name])
    marks = missing.metadata.nbgrader
    if marks.solution and not marks.grade:
        return
    if marks.solution and has_answers:
        missing.source = f"# {MISSING}" if missing.cell_type == "code" else MISSING
    order = list(skeleton)
    before, after = order[: order.index(name)], order[order.index(name) + 1 :]
    place = {
        cell.metadata.nbgrader.grade_id: number
        for number, cell in enumerate(cells)
        if "nbgrader" in cell.metadata
    }
    first = 1 + max((place[other] for other in before if other in place), default=-1)
    last = [place[other] for other in after if place.get(other, -1) >= first]
    cells.insert(min(last, default=len(cells)), missing)


def _released_source(cell: NotebookNode, hide: list[NbGraderPreprocessor]) -> str:
    """What students get of a cell: the gradebook keeps the hidden tests in it."""
    cell = nbformat.from_dict(cell)
    for preprocessor in hide:
        cell, _ = preprocessor.preprocess_cell(cell, {}, 0)
    return cell.source.strip()


def _is_locked(cell: NotebookNode) -> bool:
    return bool(cell.metadata.nbgrader.locked)


def _skeleton(source: Notebook) -> dict[str, NotebookNode]:
    """An assignment's marked cells by grade id, in its order, as the gradebook has them."""
    points = {cell.name: cell.max_score for cell in [*source.grade_cells, *source.task_cells]}
    grades = {cell.name for cell in source.grade_cells}
    answers = {cell.name for cell in source.solution_cells}
    tasks = {cell.name for cell in source.task_cells}
    skeleton = {}
    for row in source.source_cells:
        marks = {
            "schema_version": SCHEMA_VERSION,
            "grade_id": row.name,
            "grade": row.name in grades,
            "solution": row.name in answers,
            "task": row.name in tasks,
            "locked": row.locked,
            "cell_type": row.cell_type,
            "checksum": row.checksum,
        }
        if row.name in points:
            marks["points"] = points[row.name]
        metadata = {"nbgrader": marks}
        if row.locked:
            metadata.update(deletable=False, editable=False)
        cell = NEW_CELL[row.cell_type](row.source or "", id=f"restored-{row.name}"[:64])
        cell["metadata"] = nbformat.from_dict(metadata)
        skeleton[row.name] = cell
    return skeleton
