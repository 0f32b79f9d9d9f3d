"""The bank of answers in `tests/answers/`, and a class of students who hand them in.

Each file `tests/answers/<assignment>/<name>.py` is one answer. `right_*.py` must get every
automatic point; `wrong_*.py` shows one mistake and must lose exactly the points it names. A file
begins with a docstring that says what it is, then may say:

- `GETS = {"tlu-test-values": 0}`: the test cells that don't get their full points, and what they
  get; by nbgrader's grade id. Every test cell that isn't named must get all its points.
- `SAYS = {"tlu-test-values": "use >="}`: words that the failing test's message must hold.
- `REST = "untouched"`: cells that the file doesn't answer stay as they are in the student version.
  Without it they get the reference answer, so that a mistake stands alone.

Then come the answers, each under a line `# %% <grade id of the cell>`. Under a line that ends in
`[text]` each line is a comment: prose, or code that isn't valid Python.

A student costs nbgrader seconds, so wrong answers to different cells share one: a student who makes
several mistakes. They don't meet, since no test needs the answer to another question (which
`test_versions.py` holds).

What is wrong (or right) in the same way for every question isn't written file by file:
`classroom.variants` makes it from the reference answers, and `MADE` lists the kinds. Each counts as
one more student of the same class.
"""

import ast
import functools
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from classroom import assignments, mutants, variants

ROOT = Path(__file__).resolve().parents[2]
BANK = ROOT / "tests" / "answers"
MADE = ("empty", "two_done", *variants.KINDS)


@dataclass(frozen=True)
class Answer:
    """One file of the bank."""

    assignment: str
    name: str
    cells: dict[str, str]
    gets: dict[str, float] = field(default_factory=dict)
    says: dict[str, str] = field(default_factory=dict)
    rest: str = "reference"
    about: str = ""

    @property
    def may_share(self) -> bool:
        """Whether its student may make other mistakes, too."""
        return self.name.startswith("wrong_") and self.rest == "reference"


@dataclass(frozen=True)
class Graded:
    """What nbgrader's gradebook says of one graded cell, and what the cell itself said."""

    score: float | None
    points: float
    needs_manual_grade: bool
    message: str


def read_answer(path: Path) -> Answer:
    """Read one file of the bank."""
    head, *sections = re.split(r"^# %% ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    tree = ast.parse(head)
    if not ast.get_docstring(tree):
        raise ValueError(f"{path}: begins without a docstring that says what it is.")
    said = {
        node.targets[0].id.lower(): ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
    }
    cells = {}
    for section in sections:
        title, _, body = section.partition("\n")
        grade_id, _, kind = title.strip().partition(" ")
        if kind == "[text]":
            body = re.sub(r"^# ?", "", body, flags=re.MULTILINE)
        cells[grade_id] = body.strip("\n")
    about = " ".join(ast.get_docstring(tree).split())
    return Answer(path.parent.name, path.stem, cells, about=about, **said)


@dataclass(frozen=True)
class Made:
    """The answers to an assignment that are made, and what its tests ask.

    Attributes:
        answers: By kind.
        tests: Of each answer with automatic tests, their grade ids.
        asked: Of each answer that defines a function, what `classroom.variants` saw of its calls.
        two: The two answers that "two_done" gives.
    """

    answers: dict[str, Answer]
    tests: dict[str, list[str]]
    asked: dict[str, dict]
    two: list[str]


@functools.cache
def make(assignment: str) -> Made:
    """Make the answers that every assignment has."""
    done = subprocess.run(
        [sys.executable, "-m", "classroom.variants", assignment],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    asked = json.loads(done.stdout.splitlines()[-1])
    references = {
        answer.grade_id: answer for answer in mutants.answers(read_source(assignment), assignment)
    }
    two = list(asked)[:2]
    right = reference_answers(assignment)
    cells: dict[str, dict[str, str]] = {
        "empty": {},
        "two_done": {name: right[name] for name in two},
    }
    for kind in variants.KINDS:
        cells[kind] = {
            name: variants.vary(answer.source, kind, asked.get(name, {}).get("known"))
            for name, answer in references.items()
        }
    return Made(
        {
            kind: Answer(
                assignment,
                f"made_{kind}",
                each,
                rest="untouched" if kind in ("empty", "two_done") else "reference",
            )
            for kind, each in cells.items()
        },
        {name: list(answer.tests) for name, answer in references.items()},
        asked,
        two,
    )


def read_source(assignment: str) -> NotebookNode:
    """An assignment's source, with solutions and hidden tests."""
    path = ROOT / "exercises" / assignment / f"{assignment}.ipynb"
    return nbformat.read(path, as_version=4)


def grader_data(cell: NotebookNode) -> dict:
    """A cell's nbgrader metadata, or nothing."""
    return cell.metadata.get("nbgrader", {})


def reference_answers(assignment: str) -> dict[str, str]:
    """The source of each solution cell, without its markers."""
    return {
        grader_data(cell)["grade_id"]: re.sub(
            r"^.*(BEGIN|END) SOLUTION.*\n?", "", cell.source, flags=re.MULTILINE
        )
        for cell in read_source(assignment).cells
        if grader_data(cell).get("solution")
    }


def as_students(answers: list[Answer]) -> list[list[Answer]]:
    """The answers of each student; those who share one answer different cells."""
    students: list[list[Answer]] = []
    for answer in answers:
        for student in students:
            taken = {grade_id for other in student for grade_id in other.cells}
            if all(a.may_share for a in [answer, *student]) and not taken & set(answer.cells):
                student.append(answer)
                break
        else:
            students.append([answer])
    return students


def hand_in(answers: list[Answer], student_version: NotebookNode) -> NotebookNode:
    """The student version with the answers filled in."""
    notebook = nbformat.from_dict(student_version)
    assignment, rest = answers[0].assignment, answers[0].rest
    filled = {} if rest == "untouched" else reference_answers(assignment)
    for answer in answers:
        filled |= answer.cells
    for cell in notebook.cells:
        if grader_data(cell).get("solution"):
            cell.source = filled.get(grader_data(cell)["grade_id"], cell.source)
    return notebook


class Course:
    """A copy of the course in a folder of its own, run by nbgrader's own commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copy(ROOT / "nbgrader_config.py", folder)
        shutil.copytree(ROOT / "exercises", folder / "exercises")
        drop = ("JUPYTER", "NBGRADER", "NNBOOK", "XDG")
        self.env = {key: value for key, value in os.environ.items() if not key.startswith(drop)}
        self.env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        self.env |= {"HOME": str(folder), "IPYTHONDIR": str(folder / ".ipython")}

    def nbgrader(self, *arguments: str) -> str:
        """Run an nbgrader command that must succeed; returns its log."""
        return self._run("nbgrader", *arguments)

    def grade(self, assignment: str) -> None:
        """Autograde the class, several students at a time.

        The bank's answers are the project's own, so they need no sandbox.
        """
        self._run("classroom.grade", assignment, "--no-sandbox")

    def _run(self, module: str, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stderr

    def path(self, *parts: str) -> Path:
        return self.folder.joinpath(*parts)

    def notebook(self, *parts: str) -> NotebookNode:
        return nbformat.read(self.path(*parts), as_version=4)


def grade(course: Course, assignment: str, answers: list[Answer]) -> dict[str, dict[str, Graded]]:
    """Hand in the answers, autograde all students in one run, and read the gradebook.

    Returns:
        For each answer the graded cells by grade id, without those that an answer of the same
        student names as its own mistake.
    """
    from nbgrader.api import Gradebook

    file = f"{assignment}.ipynb"
    course.nbgrader("generate_assignment", assignment)
    student_version = course.notebook("_build", "release", assignment, file)
    students = {f"student-{number}": group for number, group in enumerate(as_students(answers))}
    for student, group in students.items():
        target = course.path("class", "submitted", student, assignment, file)
        target.parent.mkdir(parents=True)
        nbformat.write(hand_in(group, student_version), target)
    course.grade(assignment)

    graded = {}
    with Gradebook(f"sqlite:///{course.path('class', 'gradebook.db')}") as gradebook:
        for student, group in students.items():
            notebook = course.notebook("class", "autograded", student, assignment, file)
            messages = {
                grader_data(cell)["grade_id"]: "\n".join(
                    f"{output.ename}: {output.evalue}"
                    for output in cell.get("outputs", [])
                    if output.output_type == "error"
                )
                for cell in notebook.cells
                if "grade_id" in grader_data(cell)
            }
            submission = gradebook.find_submission(assignment, student)
            cells = {
                entry.name: Graded(
                    entry.auto_score,
                    entry.max_score,
                    bool(entry.needs_manual_grade),
                    messages[entry.name],
                )
                for entry in submission.notebooks[0].grades
            }
            for answer in group:
                others = {name for other in group if other is not answer for name in other.gets}
                graded[answer.name] = {
                    name: cell
                    for name, cell in cells.items()
                    if name not in others - set(answer.gets)
                }
    return graded


ANSWERS = [read_answer(path) for path in sorted(BANK.glob("*/*.py"))]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes `answer` for each in the bank; `assignment`, for each in the course."""
    if "answer" in metafunc.fixturenames:
        ids = [f"{answer.assignment}-{answer.name}" for answer in ANSWERS]
        metafunc.parametrize("answer", ANSWERS, ids=ids)
    # An id begins with the assignment: tests/conftest.py sends each to one worker by it.
    if "assignment" in metafunc.fixturenames:
        metafunc.parametrize("assignment", assignments.names(ROOT), scope="session")
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", MADE)


@pytest.fixture(scope="session")
def bank() -> Callable[[str], list[Answer]]:
    """The answers to one assignment."""
    return lambda assignment: [answer for answer in ANSWERS if answer.assignment == assignment]


@pytest.fixture(scope="session")
def made() -> Callable[[str], Made]:
    """The answers to one assignment that are made, not written."""
    return make


@pytest.fixture(scope="session")
def source() -> Callable[[str], NotebookNode]:
    """An assignment's source, by name."""
    return read_source


@pytest.fixture(scope="session")
def classes(tmp_path_factory) -> Callable[[str], Course]:
    """The course in which the bank's answers to an assignment are graded."""
    return functools.cache(lambda assignment: Course(tmp_path_factory.mktemp(assignment)))


@pytest.fixture(scope="session")
def graded(classes, bank) -> Callable[[str], dict[str, dict[str, Graded]]]:
    """What each answer to an assignment got; the class is graded once."""

    def grade_all(name: str) -> dict[str, dict[str, Graded]]:
        return grade(classes(name), name, [*bank(name), *make(name).answers.values()])

    return functools.cache(grade_all)


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Course:
    """A copy of the course."""
    return Course(tmp_path_factory.mktemp("course"))
