"""The check command, `nbgrader validate`, its button in JupyterLab and the autograder agree."""

from types import SimpleNamespace

import nbformat
import pytest
from nbgrader.server_extensions.validate_assignment.handlers import ValidateAssignmentHandler
from nbgrader.utils import compute_checksum

from classroom import check

RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "triple": "def triple(x):\n    return 3 * x",
    "why": "Since it is so.",
    "show": "print(3.14)",
}
NOISY = "import warnings\n\ndef double(x):\n    warnings.warn('so what')\n    return 2 * x"
# By student: the answers, and the visible tests that fail.
STUDENTS = {
    "noisy": (RIGHT | {"double": NOISY}, []),
    "wrong": (RIGHT | {"double": "def double(x):\n    return x + '1'"}, ["test-double"]),
    "open": (
        RIGHT | {"double": "def double(x):\n    raise NotImplementedError()"},
        ["test-double"],
    ),
    "silent": ({"double": RIGHT["double"], "triple": RIGHT["triple"]}, ["why", "show"]),
    "fitted": (RIGHT | {"double": "def double(x):\n    return 2"}, []),
}


@pytest.fixture(scope="module")
def course(make_course):
    course = make_course()
    course.nbgrader("generate_assignment", "tiny")
    for student, (answers, _) in STUDENTS.items():
        course.submit(student, course.answered(**answers))
    course.nbgrader("autograde", "tiny")
    return course


def path_of(course, student):
    return course.folder / "class" / "submitted" / student / "tiny" / "tiny.ipynb"


def failing(student):
    return STUDENTS[student][1]


def test_the_autograder_gives_points_for_what_passes(course):
    for student, cells in course.points().items():
        lost = {test for test in ("test-double", "test-triple") if cells[test] == 0}
        # What no visible test finds, a hidden one does.
        visible = {test for test in failing(student) if test.startswith("test-")}
        assert lost == visible | ({"test-double"} if student == "fitted" else set())


@pytest.mark.parametrize("student", STUDENTS)
def test_validate_and_its_button_agree(course, student, monkeypatch):
    path = path_of(course, student)
    done = course.run("validate", str(path))
    assert ("Success! Your notebook passes all the tests." in done.stdout) == (not failing(student))

    monkeypatch.chdir(course.folder)
    handler = object.__new__(ValidateAssignmentHandler)
    handler.application = SimpleNamespace(settings={"root_dir": str(course.folder)})
    answer = handler.validate_notebook(str(path.relative_to(course.folder)))
    assert answer["success"], answer["value"]
    sources = {cell.source: cell.id for cell in nbformat.read(path, as_version=4).cells}
    failed = [sources[each["source"]] for each in answer["value"].get("failed", [])]
    assert failed == failing(student)
    assert done.stdout.count("The following cell failed") == len(failing(student))


@pytest.mark.parametrize("student", STUDENTS)
def test_the_check_command_agrees_and_its_exit_code_is_honest(course, student, capsys):
    before = path_of(course, student).read_bytes()
    code = check.main([str(path_of(course, student))])
    assert code == (1 if failing(student) else 0)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines if line.startswith("FAIL")] == failing(student)
    marked = sum(line.startswith(("pass", "wait")) for line in lines)
    assert marked == 4 - len(failing(student))
    assert path_of(course, student).read_bytes() == before


def test_it_says_what_a_failing_test_says(course, capsys):
    check.main([str(path_of(course, student)) for student in ("wrong", "open")])
    failed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("FAIL")]
    assert failed[0].startswith("FAIL  test-double (2)  TypeError: unsupported operand")
    assert failed[1] == "FAIL  test-double (2)  Not answered yet."


def test_a_changed_test_is_no_test(course, tmp_path, capsys):
    notebook = course.answered(**RIGHT | {"test-triple": "assert True"})
    nbformat.write(notebook, tmp_path / "tiny.ipynb")
    assert check.main([str(tmp_path / "tiny.ipynb")]) == 1
    assert "This test was changed" in capsys.readouterr().out


def test_a_kernel_of_ones_own_and_line_ends_of_windows_are_no_mistake(course, tmp_path, capsys):
    notebook = course.answered(**RIGHT)
    notebook.metadata.kernelspec.name = "my-venv"
    for cell in notebook.cells:
        if cell.id == "test-triple":
            cell.source += "\nassert triple(0) == 0"
            cell.metadata.nbgrader.checksum = compute_checksum(cell)
        cell.source = cell.source.replace("\n", "\r\n")
    nbformat.write(notebook, tmp_path / "tiny.ipynb")
    assert check.main([str(tmp_path / "tiny.ipynb")]) == 0, capsys.readouterr()


def test_what_is_no_notebook_has_an_exit_code_of_its_own(tmp_path, capsys):
    (tmp_path / "text.ipynb").write_text("hello")
    assert check.main([str(tmp_path / "text.ipynb"), str(tmp_path / "none.ipynb")]) == 2
    said = capsys.readouterr().err
    assert "isn't a notebook" in said and "there is no such notebook" in said


def test_a_kernel_that_dies_is_no_pass(course, tmp_path, capsys):
    notebook = course.answered(**RIGHT | {"double": "import os\nos._exit(1)"})
    nbformat.write(notebook, tmp_path / "tiny.ipynb")
    assert check.main([str(tmp_path / "tiny.ipynb")]) != 0
    out, err = capsys.readouterr()
    assert "kernel" in out + err
