"""A damaged submission costs its own points only: every fault is graded beside honest work."""

import csv
import json
import re
from collections.abc import Callable
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from classroom.sanitize import MISSING, UnreadableNotebook, read_submission

# What ipykernel's own kernel prints, once in some thousand times, as it ends: one of its threads
# writes to a socket that another has closed (ipykernel pull request 1518 mended the same at
# another place). Nothing is lost by it, and nothing of it is nbgrader's.
KERNEL_ENDS = re.compile(
    r"^.*Uncaught exception in zmqstream callback\nTraceback .*\n(?:[ ].*\n)+"
    r"zmq\.error\.ZMQError: Socket operation on non-socket\n",
    re.MULTILINE,
)

# Points by cell. None waits for a person, as both hand-graded answers do once they are answered.
FULL = {"test-double": 2.0, "test-triple": 3.0, "why": None, "show": None}
NOTHING = dict.fromkeys(FULL, 0.0)
FAULTS: dict[str, tuple[Callable[[Any], NotebookNode | bytes], dict[str, float | None]]] = {}


def fault(**expected: float | None) -> Callable[[Callable], Callable]:
    """Register a damaged submission, with the points that differ from full marks."""

    def register(damage: Callable) -> Callable:
        FAULTS[damage.__name__] = (damage, FULL | expected)
        return damage

    return register


def cell(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    (found,) = [
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    ]
    return found


def right(course: Any, **other: str) -> NotebookNode:
    return course.answered(**course.RIGHT | other)


def without(notebook: NotebookNode, *names: str) -> NotebookNode:
    notebook.cells = [
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") not in names
    ]
    return notebook


def with_copy(notebook: NotebookNode, grade_id: str, source: str | None = None) -> NotebookNode:
    """Copy a cell and paste it below, as JupyterLab does: the metadata comes along."""
    original = cell(notebook, grade_id)
    copy = nbformat.from_dict(original)
    copy["id"] = f"copy-of-{grade_id}"
    copy.source = original.source if source is None else source
    notebook.cells.insert(notebook.cells.index(original) + 1, copy)
    return notebook


@fault()
def honest(course):
    return right(course)


@fault(**{"test-double": 0.0, "test-triple": 0.0, "why": 0.0, "show": 0.0})
def untouched(course):
    return course.answered()


@fault()
def deleted_test_cells(course):
    return without(right(course), "test-double", "test-triple", "setup")


@fault(**{"test-double": 0.0})
def wrong_and_test_cell_deleted(course):
    return without(right(course, double="def double(x):\n    return 2"), "test-double")


@fault()
def manual_cells_deleted(course):
    return without(right(course), "why", "show")


@fault(**{"test-double": 0.0})
def answer_deleted(course):
    return without(right(course), "double")


@fault(**{"test-double": 0.0})
def edited_test_cell(course):
    notebook = right(course, double="def double(x):\n    return 2")
    cell(notebook, "test-double").source = "pass"
    return notebook


@fault()
def points_changed(course):
    notebook = right(course)
    cell(notebook, "test-double").metadata.nbgrader.points = 1000
    return notebook


@fault()
def grade_ids_renamed(course):
    notebook = right(course)
    for name in ("test-double", "triple", "why"):
        cell(notebook, name).metadata.nbgrader.grade_id = f"my-{name}"
    return notebook


@fault()
def metadata_stripped(course):
    notebook = right(course)
    for each in notebook.cells:
        each.metadata = {}
    return notebook


@fault()
def metadata_is_nonsense(course):
    notebook = right(course)
    double, test, why = (cell(notebook, name) for name in ("double", "test-double", "why"))
    double.metadata = {"nbgrader": {"grade_id": 7, "points": "many"}}
    test.metadata = {"nbgrader": [1, 2]}
    why.metadata = {"nbgrader": {"grade_id": "why"}}
    return notebook


@fault()
def flags_flipped(course):
    notebook = right(course)
    for name in ("test-double", "test-triple", "why"):
        marks = cell(notebook, name).metadata.nbgrader
        marks.grade, marks.locked, marks.solution = not marks.grade, False, not marks.solution
    return notebook


@fault()
def manual_code_cell_is_no_solution(course):
    notebook = right(course)
    cell(notebook, "show").metadata.nbgrader.solution = False
    return notebook


@fault()
def cell_types_changed(course):
    notebook = right(course)
    for name, kind in (("double", "markdown"), ("test-double", "raw"), ("why", "code")):
        each = cell(notebook, name)
        each.cell_type = kind
        each.pop("outputs", None)
        each.pop("execution_count", None)
        if kind == "code":
            each.outputs, each.execution_count = [], None
    return notebook


@fault()
def schema_too_new(course):
    notebook = right(course)
    cell(notebook, "double").metadata.nbgrader.schema_version = 99
    return notebook


@fault()
def schema_too_old(course):
    notebook = right(course)
    cell(notebook, "test-double").metadata.nbgrader.schema_version = 1
    return notebook


@fault()
def cells_pasted(course):
    notebook = right(course)
    for name in ("double", "test-double", "why", "show", "setup"):
        with_copy(notebook, name)
    return notebook


@fault()
def untouched_copy_below_the_answer(course):
    stub = cell(course.answered(), "why").source
    return with_copy(right(course), "why", stub)


@fault(**{"test-double": 0.0})
def skipped_by_a_tag(course):
    notebook = right(course, double="def double(x):\n    return 2")
    cell(notebook, "test-double").metadata["tags"] = ["skip-execution"]
    return notebook


@fault()
def helper_in_a_cell_of_its_own(course):
    notebook = right(course, double="def double(x):\n    return x * two")
    notebook.cells.insert(1, new_code_cell("two = 2", id="mine"))
    return notebook


@fault()
def warns_on_stderr(course):
    return right(
        course,
        double="import warnings\ndef double(x):\n    warnings.warn('slow')\n    return x + x",
    )


@fault(**{"test-triple": 0.0})
def syntax_error(course):
    return right(course, triple="def triple(x) return 3 * x")


@fault(**{"test-double": 0.0})
def endless_loop(course):
    return right(course, double="def double(x):\n    while True:\n        pass")


@fault()
def byte_order_mark(course):
    return b"\xef\xbb\xbf" + nbformat.writes(right(course)).encode()


@fault()
def utf_16(course):
    return nbformat.writes(right(course)).encode("utf-16")


@fault()
def windows_1252(course):
    return nbformat.writes(right(course, why="déjà vu")).encode("cp1252")


@fault()
def half_a_surrogate_pair(course):
    return nbformat.writes(right(course, why="HERE")).replace("HERE", r"\ud83d").encode()


@fault()
def malformed_cells(course):
    notebook = json.loads(nbformat.writes(right(course)))
    notebook["cells"][1:1] = [None, 3, {}, {"cell_type": "code", "source": None, "outputs": 4}]
    notebook["metadata"] = "none"
    return json.dumps(notebook).encode()


@fault()
def ids_and_types_of_cells_are_lists(course):
    notebook = json.loads(nbformat.writes(right(course)))
    notebook["cells"][0]["id"] = []
    notebook["cells"].insert(1, {"cell_type": [], "id": {}, "metadata": {}, "source": "x = 1"})
    return json.dumps(notebook).encode()


@fault(**NOTHING)
def not_json(course):
    return b"{this is not JSON"


@fault(**NOTHING)
def empty_file(course):
    return b""


@fault(**NOTHING)
def json_but_no_notebook(course):
    return b'{"cells": 3}'


COMMANDS = {
    "autograde": ("nbgrader", "autograde", "tiny"),
    "grade": ("classroom.grade", "tiny", "--no-sandbox"),
}


@pytest.fixture(scope="module", params=COMMANDS)
def command(request):
    """nbgrader's way to grade a class, and the quick one."""
    return request.param


@pytest.fixture(scope="module")
def course(command, make_course):
    """A course for each of the commands."""
    return make_course()


@pytest.fixture(scope="module")
def graded(course, command):
    """All faults in one batch; the log of the command and the points."""
    for name, (damage, _) in FAULTS.items():
        course.submit(name, damage(course))
    course.submit("zoe", right(course))
    before = {path: path.read_bytes() for path in (course.folder / "class/submitted").rglob("*.*")}
    done = course.python("-m", *COMMANDS[command], "--Execute.timeout=10")
    assert all(path.read_bytes() == data for path, data in before.items())
    return done, course.points()


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_costs_its_own_points_only(graded, name):
    _, points = graded
    assert points[name] == FAULTS[name][1]


def test_the_honest_student_behind_them_all_is_graded(graded):
    done, points = graded
    assert points["zoe"] == FULL
    assert done.returncode == 0, done.stderr


def test_an_unreadable_file_is_one_line_in_the_log(graded):
    log = graded[0].stderr.splitlines()
    for name, reason in (
        ("not_json", "it is not JSON (Expecting property name enclosed in double quotes: line 1"),
        ("empty_file", "it is empty"),
        ("json_but_no_notebook", "it is JSON, but has no list of cells"),
    ):
        (line,) = [line for line in log if f"/{name}/" in line and "INFO" not in line]
        assert "tiny.ipynb gets no points: " + reason in line


def test_the_log_says_what_was_changed_and_is_quiet_otherwise(graded):
    log = KERNEL_ENDS.sub("", graded[0].stderr)
    assert "checksum" not in log
    assert "SAWarning" not in log
    assert "without encryption" not in log
    assert "Traceback" not in log
    lines = [line for line in log.splitlines() if "WARNING" in line or "ERROR" in line]
    assert not [line for line in lines if "zoe" in line or "honest" in line]
    (edited,) = [line for line in lines if "edited_test_cell" in line]
    assert edited.endswith(
        "App | WARNING] edited_test_cell/tiny/tiny: "
        "the locked cell 'test-double' was edited; it is restored."
    )


def test_a_student_reads_why_nothing_was_graded(graded, course):
    first = course.autograded("not_json").cells[0]
    assert "could not be read as a notebook: it is not JSON" in first.source


def test_a_missing_manual_answer_goes_to_a_person(graded, course):
    notebook = course.autograded("manual_cells_deleted")
    assert cell(notebook, "why").source == MISSING
    assert cell(notebook, "show").source == f"# {MISSING}"


def test_the_last_copy_that_was_answered_counts_and_the_others_stay(graded, course):
    notebook = course.autograded("untouched_copy_below_the_answer")
    assert cell(notebook, "why").source == course.RIGHT["why"]
    stubs = [c for c in notebook.cells if c.source == "YOUR ANSWER HERE"]
    assert [c.metadata for c in stubs] == [{}]


def test_the_tests_come_from_the_gradebook(graded, course):
    notebook = course.autograded("wrong_and_test_cell_deleted")
    restored = cell(notebook, "test-double")
    assert "double(21) == 42" in restored.source
    names = [c.metadata.get("nbgrader", {}).get("grade_id") for c in notebook.cells]
    assert names[2:5] == ["double", "test-double", "triple"]


def test_grading_again_without_force_changes_nothing(graded, course):
    before = graded[1]
    log = course.nbgrader("autograde", "tiny")
    assert "Skipping existing assignment" in log
    assert course.points() == before


def test_a_killed_kernel_costs_its_own_points_only(graded, course):
    course.submit("killer", right(course, double="import os\nos._exit(1)"))
    course.submit("later", right(course))
    done = course.run("autograde", "tiny")
    assert done.returncode == 1
    assert "error processing assignment 'tiny' for student 'killer'" in done.stderr
    assert course.points()["killer"] == dict.fromkeys(FULL)
    assert course.points()["later"] == FULL
    course.nbgrader("export")
    with (course.folder / "class" / "grades.csv").open(newline="") as file:
        statuses = {row["student_id"]: row["status"] for row in csv.DictReader(file)}
    assert statuses["killer"] == "not graded"
    assert statuses["later"] == "needs manual grade"
    assert statuses["untouched"] == "graded"


def test_no_execute_grades_the_outputs_that_were_submitted(graded, course):
    notebook = right(course)
    failed = nbformat.v4.new_output("error", ename="AssertionError", evalue="", traceback=["no"])
    cell(notebook, "test-triple").outputs = [failed]
    course.submit("stored", notebook)
    course.nbgrader("autograde", "tiny", "--student", "stored", "--no-execute")
    assert course.points()["stored"] == FULL | {"test-triple": 0.0}


MANY = b",".join([b"{}"] * 10_001)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b" \n", "it is empty"),
        (b"[" * 100_000, "its JSON is nested too deep"),
        (b"{", "it is not JSON"),
        (b"[]", "it is JSON, but has no list of cells"),
        (b'{"worksheets": 1, "nbformat": 3}', "its old format can't be converted"),
        (b'{"cells": [%s]}' % MANY, "it has more than 10,000 cells"),
        (b'{"worksheets": [{}, {"cells": [%s]}]}' % MANY, "it has more than 10,000 cells"),
    ],
)
def test_read_submission_says_why_it_cannot(tmp_path, content, reason):
    path = tmp_path / "a.ipynb"
    path.write_bytes(content)
    with pytest.raises(UnreadableNotebook, match="^" + reason.replace("(", r"\(")):
        read_submission(path)


def test_read_submission_converts_an_old_notebook(tmp_path):
    code = {"cell_type": "code", "input": ["x = 1"], "language": "python", "outputs": []}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [code]}]}
    path = tmp_path / "old.ipynb"
    path.write_text(json.dumps(old))
    notebook = read_submission(path)
    nbformat.validate(notebook)
    assert [(c.cell_type, c.source) for c in notebook.cells] == [("code", "x = 1")]


def test_read_submission_keeps_a_sound_notebook_as_it_is(tmp_path, course):
    notebook = right(course)
    notebook.cells[2].outputs = [nbformat.v4.new_output("stream", text="hello\n")]
    notebook.cells[0]["attachments"] = {"a.png": {"image/png": "aGk="}}
    path = tmp_path / "sound.ipynb"
    nbformat.write(notebook, path)
    assert read_submission(path) == nbformat.read(path, as_version=4)


def test_read_submission_gives_doubled_cell_ids_new_ones(tmp_path, course):
    notebook = right(course)
    notebook.cells.append(nbformat.from_dict(notebook.cells[0]))
    path = tmp_path / "twice.ipynb"
    path.write_text(nbformat.v4.writes(notebook))
    read = read_submission(path)
    nbformat.validate(read)
    assert len({c.id for c in read.cells}) == len(read.cells)
