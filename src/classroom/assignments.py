"""From an assignment's source to what a student gets, with nothing in it that shouldn't be.

nbgrader makes the student version; this module refuses one that still bears a solution, a
hidden test, or a marker, and packs it as a zip. A misspelt marker (`### BEGIN HIDDEN TEST`)
makes nbgrader ship the test and exit 0, so `RefuseLeaks` stands last in the course's
`GenerateAssignment.preprocessors` and fails the command instead.
"""

import difflib
import logging
import re
import zipfile
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode
from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor, SaveCells
from nbgrader.utils import capture_log
from traitlets.config import PyFileConfigLoader

from classroom import notebooks

MARKERS = tuple(
    f"{edge} {what}"
    for what in ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")
    for edge in ("BEGIN", "END")
)

README = """\
1. Install the course once: `python -m pip install .` in the course's folder.
2. Answer: `jupyter lab {name}.ipynb`, and fill in every YOUR CODE HERE and YOUR ANSWER HERE.
3. Check: `nbgrader validate {name}.ipynb`, then hand in {name}.ipynb under this very name.
"""


class AssignmentError(Exception):
    """An assignment that can't be found, made or shipped; the message says which and why."""


class Question(NamedTuple):
    """One graded cell: nbgrader's id, the heading it stands under, its points, who grades it."""

    grade_id: str
    heading: str
    points: float
    manual: bool


def names(course: Path) -> list[str]:
    """The course's assignments: the folders in `exercises/` that hold a notebook, sorted."""
    return sorted({path.parent.name for path in (Path(course) / "exercises").glob("*/*.ipynb")})


def source(course: Path, name: str) -> Path:
    """The folder that an assignment is written in.

    Raises:
        AssignmentError: If the course has no such assignment; names the nearest one.
    """
    known = names(course)
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known) or 'none'}."
        raise AssignmentError(f"There is no assignment {name!r} in {course}/exercises; {hint}")
    return Path(course) / "exercises" / name


def _looks_like_marker(line: str) -> bool:
    words = re.sub(r"[^A-Z]+", " ", line.upper()).strip()
    return any(
        marker in line or difflib.SequenceMatcher(None, words, marker).ratio() >= 0.78
        for marker in MARKERS
    )


def _lines(cell: NotebookNode) -> tuple[set[str], set[str]]:
    """A cell's lines outside and inside markers, however those are spelt: (public, secret)."""
    public, secret, inside = set(), set(), False
    for line in map(str.strip, cell.source.splitlines()):
        if _looks_like_marker(line):
            inside = "END" not in line.upper()
        elif len(line) > 3:
            (secret if inside else public).add(line)
    return public, secret


def leaks(shipped: NotebookNode, original: NotebookNode | None = None) -> list[str]:
    """What a notebook that students get still says of solutions, hidden tests and markers.

    Args:
        shipped: The notebook as students get it.
        original: The notebook that it was made from. If given, no line that stands between two
            markers there, and nowhere else, may stand in `shipped`.

    Returns:
        One sentence for each trace; none if the notebook may be shipped.
    """
    found = []
    secret: set[str] = set()
    if original is not None:
        lines = [_lines(cell) for cell in original.cells]
        secret = set().union(*(inside for _, inside in lines))
        secret -= set().union(*(outside for outside, _ in lines))
    for cell in shipped.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", cell.get("id", "?"))
        for line in cell.source.splitlines():
            if _looks_like_marker(line):
                found.append(f"cell {grade_id!r} bears the marker {line.strip()!r}.")
            elif line.strip() in secret:
                found.append(f"cell {grade_id!r} bears {line.strip()!r}, which isn't for students.")
        if cell.cell_type == "code" and cell.outputs:
            found.append(f"cell {grade_id!r} bears an output.")
    return found


class RefuseLeaks(NbGraderPreprocessor):
    """Fail `nbgrader generate_assignment` when a marker is left, rather than ship what it marks."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        found = leaks(nb)
        if found:
            raise NbGraderException("The student version would ship what it must not: " + found[0])
        return nb, resources


def student_version(course: Path, name: str, target: Path) -> Path:
    """Make an assignment's student version, as `nbgrader generate_assignment` makes it.

    The course's gradebook isn't touched, so that building the book leaves a running class alone.

    Args:
        course: The course's root: the folder of `nbgrader_config.py`.
        name: The assignment.
        target: Where to write; the student version is `target/name`.

    Returns:
        The folder `target/name`.

    Raises:
        AssignmentError: If there is no such assignment, nbgrader can't make the student version,
            or a trace of a solution or of a hidden test is left in it.
    """
    course, target = Path(course).resolve(), Path(target).resolve()
    folder = source(course, name)
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    config.CourseDirectory.release_directory = str(target)
    config.CourseDirectory.assignment_id = name
    api = NbGraderAPI(config=config)
    converter = GenerateAssignment(
        coursedir=api.coursedir, parent=api, no_database=True, force=True
    )
    converter.preprocessors = [pp for pp in converter.preprocessors if pp is not SaveCells]
    converter.log = logging.Logger(__name__)  # to nowhere but where capture_log listens
    done = capture_log(converter)
    if not done["success"]:
        # nbgrader's own error refers to the traceback that it has logged: its last line says why.
        said = [line.strip() for line in (done.get("log", "") + done["error"]).splitlines()]
        reasons = [line for line in said if re.match(r"[\w.]*(Error|Exception): ", line)]
        reason = (reasons or said)[0].partition(": ")[2]
        raise AssignmentError(f"nbgrader made no student version of {name!r}: {reason}")
    for path in sorted((target / name).glob("*.ipynb")):
        found = leaks(notebooks.read(path), notebooks.read(folder / path.name))
        if found:
            raise AssignmentError(f"{path.name} of {name!r} can't be shipped: {found[0]}")
    return target / name


def write_zip(folder: Path, target: Path) -> Path:
    """Pack a student version for download, the same bytes each time.

    Args:
        folder: What `student_version` made.
        target: The zip to write. It holds one folder, named like `folder`, with a README.txt.

    Returns:
        The zip's path.
    """
    folder, target = Path(folder), Path(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    members = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    members["README.txt"] = README.format(name=folder.name).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members):
            # The zip format's first day: a real one would change the bytes at each build.
            entry = zipfile.ZipInfo(f"{folder.name}/{name}", date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, members[name])
    return target


def questions(notebook: NotebookNode) -> list[Question]:
    """The graded cells of an assignment's source, in the notebook's order.

    Args:
        notebook: The assignment's source (or its student version).

    Returns:
        A `Question` for each cell that gives points, with the last heading above it.
    """
    heading, found = "", []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            titles = re.findall(r"^#{1,6}\s+(.+?)\s*$", cell.source, flags=re.MULTILINE)
            heading = titles[-1] if titles else heading
        data = cell.metadata.get("nbgrader", {})
        if data.get("grade") or data.get("task"):
            manual = bool(data.get("solution") or data.get("task"))
            found.append(Question(data["grade_id"], heading, float(data["points"]), manual))
    return found
