"""The bank of faulty and dishonest submissions in `tests/submissions/`, and honest ones among them.

Each file is one submission to the assignment below. It begins with a docstring that says what it
is, then may say:

- `GETS = {"test-double": 0.0}`: the tests that don't get their full points, and what they get.
- `LOOK = ["test-double"]`: the tests that get nothing until a person has looked.
- `ENDED = "exit code 0"`: words from the line in which the instructor reads why it was ended.

Then come its cells. `# %% double` begins what stands in the answer `double`; `# %% before double`
begins a cell of the student's own. Answers that aren't given are right.

The damaged files of `test_sanitize.py` are part of the same batch.
"""

import ast
import csv
import html
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook

from tests.classroom.conftest import Course, marked, solved, tiny
from tests.classroom.test_sanitize import FAULTS, FULL, NOTHING

BANK = Path(__file__).resolve().parents[1] / "submissions"
POINTS = FULL | {"test-scale": 5.0, "test-numbers": 4.0}
SECRET = "double(21) == 42"
UNANSWERED = ("untouched", "not_json", "empty_file", "json_but_no_notebook")
LIMITS = (
    "--Execute.timeout=10",
    "--WarmExecute.notebook_timeout=60",
    f"--WarmExecute.memory={1 << 30}",
    f"--WarmExecute.output={1 << 20}",
    f"--WarmExecute.files={16 << 20}",
    "--WarmExecute.processes=48",
)

TEST_SCALE = """\
x = np.array([1.0, 2.0, 6.0])
before = x.copy()
np.testing.assert_allclose(scale(x), [-2.0, -1.0, 3.0])
### BEGIN HIDDEN TESTS
y = np.random.default_rng(3).normal(size=9)
expected = y - y.mean()
np.testing.assert_allclose(scale(y), expected)
### END HIDDEN TESTS
assert np.array_equal(x, before), "scale changes the caller's x"
"""
TEST_NUMBERS = "float(sum(mine == prime for mine, prime in zip(numbers, (2, 3, 5, 7))))"


def source() -> NotebookNode:
    """The tiny assignment, and two questions more: with NumPy, and for partial credit."""
    notebook = tiny()
    answer, test = {"solution": True}, {"grade": True, "locked": True}
    notebook.cells[1].source = "import math\n\nimport matplotlib.pyplot as plt\nimport numpy as np"
    notebook.cells[6:6] = [
        marked(
            new_code_cell("def scale(x):\n" + solved("    return x - x.mean()")), "scale", **answer
        ),
        marked(new_code_cell(TEST_SCALE), "test-scale", points=5, **test),
        marked(new_code_cell(solved("numbers = [2, 3, 5, 7]")), "numbers", **answer),
        marked(new_code_cell(TEST_NUMBERS), "test-numbers", points=4, **test),
    ]
    return notebook


class BankCourse(Course):
    """A course with that assignment."""

    RIGHT = Course.RIGHT | {
        "scale": "def scale(x):\n    return x - np.mean(x)",
        "numbers": "numbers = [2, 3, 5, 7]",
    }


@dataclass(frozen=True)
class Submission:
    """One file of the bank."""

    cells: list[tuple[str, str]]
    gets: dict[str, float] = field(default_factory=dict)
    look: list[str] = field(default_factory=list)
    ended: str = ""

    @property
    def expected(self) -> dict[str, float | None]:
        return POINTS | self.gets | dict.fromkeys(self.look, 0.0)


def read(path: Path) -> Submission:
    """Read one file of the bank."""
    head, *sections = re.split(r"^# %% ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    tree = ast.parse(head)
    assert ast.get_docstring(tree), f"{path} doesn't say what it is"
    said = {
        node.targets[0].id.lower(): ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
    }
    cells = [section.partition("\n")[::2] for section in sections]
    return Submission([(title.strip(), body.strip("\n")) for title, body in cells], **said)


def hand_in(course: Course, submission: Submission) -> NotebookNode:
    """The student version with a submission's cells in it."""
    notebook = course.answered(**course.RIGHT)
    for title, body in submission.cells:
        body = body.replace("@COURSE@", str(course.folder))
        where, _, name = title.rpartition(" ")
        (place,) = [
            number
            for number, cell in enumerate(notebook.cells)
            if cell.metadata.get("nbgrader", {}).get("grade_id") == name
        ]
        if not where:
            notebook.cells[place].source = body
        else:
            notebook.cells.insert(place + (where == "after"), new_code_cell(body))
    return notebook


SUBMISSIONS = {path.stem: read(path) for path in sorted(BANK.glob("*.ipy"))}
FILES: dict[str, tuple[Callable[[Course], bytes | NotebookNode], dict[str, float | None]]] = {
    name: (
        damage,
        points | dict.fromkeys(("test-scale", "test-numbers"), 0.0)
        if name in UNANSWERED
        else POINTS | points,
    )
    for name, (damage, points) in FAULTS.items()
    if name != "endless_loop"  # as fault_endless
}


def file(**expected: float | None) -> Callable[[Callable], Callable]:
    """Register a damaged file, with the points that differ from full marks."""

    def register(damage: Callable) -> Callable:
        FILES[damage.__name__] = (damage, POINTS | expected)
        return damage

    return register


NO_POINTS = NOTHING | {"test-scale": 0.0, "test-numbers": 0.0}


@file(**NO_POINTS)
def truncated(course):
    data = nbformat.writes(course.answered(**course.RIGHT)).encode()
    return data[: len(data) // 2]


@file(**NO_POINTS)
def a_picture(course):
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


@file(**NO_POINTS | {"why": None, "show": None})
def no_cells(course):
    return b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


@file()
def unknown_kernel(course):
    notebook = course.answered(**course.RIGHT)
    notebook.metadata["kernelspec"] = {"name": "julia-1.10", "display_name": "Julia"}
    return notebook


@file(**{"test-scale": 0.0})
def outputs_that_look_graded(course):
    notebook = course.answered(**course.RIGHT | {"scale": "pass"})
    data = {"text/plain": "5.0"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("execute_result", data=data)]
            cell.metadata["tags"] = ["skip-execution", "raises-exception", "nbgrader-score-5"]
            cell.metadata["execution"] = {"score": 5.0}
    return notebook


def _moved_to_the_end(notebook: NotebookNode, name: str, leave: bool) -> None:
    """A locked cell, or a copy of it."""
    (cell,) = (c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)
    if not leave:
        notebook.cells.remove(cell)
    notebook.cells.append(nbformat.from_dict({**cell, "id": "moved"}))


@file(**{"test-scale": 0.0})
def set_up_at_the_end_and_tools_of_ones_own_before(course):
    """The tests' tools would be the student's, if nobody knew which names are the tests'."""
    notebook = course.answered(**course.RIGHT | {"scale": "def scale(x):\n    return 0"})
    tools = "class np:\n    array = random = testing = staticmethod(print)"
    notebook.cells.insert(0, new_code_cell(tools, id="tools"))
    _moved_to_the_end(notebook, "setup", leave=False)
    return notebook


@file()
def a_copy_of_the_set_up_at_the_end(course):
    notebook = course.answered(**course.RIGHT)
    _moved_to_the_end(notebook, "setup", leave=True)
    return notebook


@file()
def a_kernel_without_a_name(course):
    notebook = course.answered(**course.RIGHT)
    notebook.metadata |= {"kernelspec": {}, "language_info": {"name": 3}}
    return notebook


def grade(course: Course, *arguments: str):
    return course.python("-m", "classroom.grade", "tiny", *LIMITS, *arguments)


@pytest.fixture(scope="module")
def course(tmp_path_factory, needs_sandbox):
    made = BankCourse(tmp_path_factory.mktemp("bank"))
    nbformat.write(source(), made.folder / "exercises" / "tiny" / "tiny.ipynb")
    made.nbgrader("generate_assignment", "tiny")
    return made


@pytest.fixture(scope="module")
def graded(course):
    """The whole bank in one batch: the command's end, and the points."""
    for name, submission in SUBMISSIONS.items():
        course.submit(name, hand_in(course, submission))
    for name, (damage, _) in FILES.items():
        course.submit(name, damage(course))
    course.submit("zoe", course.answered(**course.RIGHT))
    submitted = course.folder / "class" / "submitted"
    # A module of the submission's own under a library's name is nobody's library.
    shadow = submitted / "honest_loops" / "tiny" / "numpy"
    shadow.mkdir()
    (shadow / "__init__.py").write_text("raise SystemExit")
    before = {path: path.read_bytes() for path in submitted.rglob("*.*")}
    done = grade(course)
    assert {path: path.read_bytes() for path in submitted.rglob("*.*")} == before
    return done, course.points()


def test_the_batch_goes_to_its_end(graded):
    done, points = graded
    assert done.returncode == 0, done.stderr[-3000:]
    assert "failed:" not in done.stdout
    assert points["zoe"] == POINTS


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_no_undeserved_point_and_no_honest_one_lost(graded, name):
    assert graded[1][name] == SUBMISSIONS[name].expected


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_costs_its_own_points_only(graded, name):
    assert graded[1][name] == FILES[name][1]


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_the_instructor_reads_one_line_about_each(graded, name):
    lines = [line for line in graded[0].stdout.splitlines() if line.startswith(f"    {name}: ")]
    submission = SUBMISSIONS[name]
    assert len(lines) == bool(submission.look) + bool(submission.ended)
    if submission.look:
        assert lines[-1] == f"    {name}: {', '.join(submission.look)}"
    if submission.ended:
        assert submission.ended in lines[0]


def test_what_is_in_doubt_waits_for_a_person(graded, course):
    with Gradebook(f"sqlite:///{course.folder}/class/gradebook.db") as gradebook:
        waiting = {
            name: [
                grade.name
                for grade in gradebook.find_submission_notebook("tiny", "tiny", name).grades
                if grade.needs_manual_grade and grade.name.startswith("test")
            ]
            for name in SUBMISSIONS
        }
    assert {name: sorted(tests) for name, tests in waiting.items()} == {
        name: sorted(submission.look) for name, submission in SUBMISSIONS.items()
    }
    record = json.loads((course.folder / "class/grading/tiny/cheat_always_equal.json").read_text())
    assert "can't be compared" in record["doubts"]["tiny"]["test-double"]


def page(course: Course, name: str) -> str:
    """The feedback of one student, as text."""
    course.nbgrader("generate_feedback", "tiny", "--student", name)
    return html.unescape(re.sub(r"<[^>]*>", "", course.feedback(name)))


def test_a_student_reads_what_happened(graded, course):
    doubted = page(course, "cheat_patched_assert_allclose")
    assert "This test passed beside your code, but not when it was run apart from it" in doubted
    assert "Score: 0.0 / 5.0" in doubted
    ended = page(course, "fault_exits")
    assert "the notebook's process ended in this cell (with the exit code 0)" in ended
    assert "This cell did not run" in ended
    assert "could not be read as a notebook" in page(course, "truncated")


def test_hidden_tests_that_are_printed_as_they_are_stay_hidden(graded, course):
    said = page(course, "cheat_spies")
    assert SECRET not in said
    assert SECRET[::-1] in said  # in disguise they get through, as the guide says


def test_nothing_was_written_outside(graded, course):
    assert not list(course.folder.rglob("mark.txt"))
    assert (
        "written by a cheat"
        not in (course.folder / "class/submitted/zoe/tiny/tiny.ipynb").read_text()
    )


def test_no_score_of_a_former_submission_stays(graded, course):
    folder = course.folder / "class/submitted/stale"
    course.submit("stale", course.answered(**course.RIGHT))
    grade(course, "--student", "stale")
    assert course.points()["stale"] == POINTS
    shutil.rmtree(folder)
    course.submit("stale", hand_in(course, SUBMISSIONS["fault_exits"]))
    obstacle = course.folder / "class/autograded.partial"
    shutil.rmtree(obstacle, ignore_errors=True)
    obstacle.write_text("A file where a folder should be, as when a disk fails.")
    failed = grade(course, "--student", "stale")
    obstacle.unlink()
    assert failed.returncode == 1
    assert "failed:             1\n    stale: " in failed.stdout
    assert course.points()["stale"] == dict.fromkeys(POINTS)
    assert not (course.folder / "class/autograded/stale/tiny").exists()
    done = grade(course, "--student", "stale")
    assert done.returncode == 0, done.stderr
    assert course.points()["stale"] == SUBMISSIONS["fault_exits"].expected


def test_the_export_has_everybody(graded, course):
    course.nbgrader("export")
    with (course.folder / "class" / "grades.csv").open(newline="") as text:
        rows = {row["student_id"]: row for row in csv.DictReader(text)}
    assert set(rows) >= {*SUBMISSIONS, *FILES, "zoe"}
    assert rows["cheat_always_equal"]["status"] == "needs manual grade"
