"""What a student gets holds no solution, no hidden test and no marker, however it is spelt."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from classroom import assignments, notebooks

ROOT = Path(__file__).resolve().parents[2]

SOLUTION = """\
def double(x):
    ### BEGIN SOLUTION
    return x + x
    ### END SOLUTION
"""
TESTS = """\
assert double(2) == 4, "double(2) is 4"
### BEGIN HIDDEN TESTS
assert double(-3) == -6
### END HIDDEN TESTS
"""


def grader(grade_id, points=0, grade=False, solution=False, task=False):
    return {
        "nbgrader": {
            "grade_id": grade_id, "grade": grade, "solution": solution, "task": task,
            "locked": grade and not solution, "points": points, "schema_version": 3,
        }
    }  # fmt: skip


@pytest.fixture
def course(tmp_path):
    """A course of one assignment, `tiny`; call it with other sources for its two cells."""
    root = tmp_path / "course"

    def make(solution=SOLUTION, tests=TESTS):
        (root / "exercises" / "tiny").mkdir(parents=True)
        shutil.copy(ROOT / "nbgrader_config.py", root)
        cells = [
            new_markdown_cell("# Doubling\n\n## 1. Twice (2 points)", id="prompt"),
            new_code_cell(solution, id="double", metadata=grader("double", solution=True)),
            new_code_cell(tests, id="tests", metadata=grader("double-test", 2, grade=True)),
            new_markdown_cell("Why?", id="why", metadata=grader("why", 1, True, True)),
        ]
        notebook = new_notebook(cells=cells)
        notebook.metadata["kernelspec"] = {
            "name": "python3", "display_name": "Python 3", "language": "python",
        }  # fmt: skip
        nbformat.write(notebook, root / "exercises" / "tiny" / "tiny.ipynb")
        (root / "exercises" / "tiny" / "data.csv").write_text("1,2\n")
        return root

    return make


def test_names_are_the_folders_with_a_notebook(course):
    root = course()
    (root / "exercises" / "empty").mkdir()
    (root / "exercises" / "tiny.md").write_text("a page of the book")
    assert assignments.names(root) == ["tiny"]


def test_an_unknown_assignment_is_refused_with_the_nearest(course, tmp_path):
    with pytest.raises(assignments.AssignmentError, match=r"'tinny'.*did you mean 'tiny'"):
        assignments.student_version(course(), "tinny", tmp_path / "release")
    assert not (tmp_path / "release").exists()


def test_the_student_version_has_stubs_and_no_secrets(course, tmp_path):
    root = course()
    folder = assignments.student_version(root, "tiny", tmp_path / "release")
    assert folder == tmp_path / "release" / "tiny"
    assert sorted(path.name for path in folder.iterdir()) == ["data.csv", "tiny.ipynb"]
    text = (folder / "tiny.ipynb").read_text()
    assert "YOUR CODE HERE" in text and "double(2) is 4" in text
    for secret in ("return x + x", "double(-3)", "SOLUTION", "HIDDEN"):
        assert secret not in text


def test_making_it_leaves_the_gradebook_and_the_release_alone(course, tmp_path):
    root = course()
    assignments.student_version(root, "tiny", tmp_path / "release")
    assert not (root / "class" / "gradebook.db").exists()
    assert not (root / "_build").exists()


@pytest.mark.parametrize(
    "marker",
    [
        "### BEGIN HIDDEN TEST",
        "### BEGIN HIDEN TESTS",
        "### begin hidden tests",
        "### BEGINHIDDEN TESTS",
        "### HIDDEN TESTS",
        "# Begin-Hidden-Tests",
    ],
)
def test_a_misspelt_marker_ships_nothing(course, tmp_path, marker):
    end = "### END HIDDEN TESTS"
    root = course(tests=f"assert double(2) == 4\n{marker}\nassert double(-3) == -6\n{end}\n")
    with pytest.raises(assignments.AssignmentError) as caught:
        assignments.student_version(root, "tiny", tmp_path / "release")
    assert "'tiny'" in str(caught.value) and repr(marker) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not list((tmp_path / "release").rglob("*.ipynb"))


def test_nbgraders_own_command_fails_on_a_misspelt_marker(course):
    root = course(tests=TESTS.replace("BEGIN HIDDEN TESTS", "BEGIN HIDDEN TEST"))
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", "tiny"],
        cwd=root,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "BEGIN HIDDEN TEST" in done.stderr
    assert not list((root / "_build").rglob("*.ipynb"))


def test_a_solution_in_a_cell_that_is_no_solution_cell_ships_nothing(course, tmp_path):
    root = course(tests="### BEGIN SOLUTION\nhelper = 1\n### END SOLUTION\n" + TESTS)
    with pytest.raises(assignments.AssignmentError, match="'tiny'.*non-solution cell"):
        assignments.student_version(root, "tiny", tmp_path / "release")


def notebook_of(*sources):
    cells = [new_code_cell(source, id=f"c{i}") for i, source in enumerate(sources)]
    return new_notebook(cells=cells)


def test_leaks_finds_a_copied_solution_line():
    original = notebook_of(SOLUTION, TESTS)
    assert assignments.leaks(notebook_of("def double(x):\n    ..."), original) == []
    (found,) = assignments.leaks(notebook_of("# hint: write\nreturn x + x"), original)
    assert "return x + x" in found


def test_leaks_lets_pass_what_the_source_shows_openly():
    original = notebook_of(SOLUTION, "return x + x  # shown in the text, too\nreturn x + x")
    assert assignments.leaks(notebook_of("return x + x"), original) == []


def test_leaks_finds_an_output():
    notebook = notebook_of("1 + 1")
    notebook.cells[0].outputs = [nbformat.v4.new_output("stream", text="2")]
    assert "output" in assignments.leaks(notebook)[0]


@pytest.mark.parametrize(
    "line",
    ["# the hidden layer", "### Hints", "# YOUR CODE HERE", "x = begin", "## Test yourself"],
)
def test_ordinary_lines_are_no_markers(line):
    assert assignments.leaks(notebook_of(line)) == []


def test_the_zip_is_the_same_twice_and_says_how_to_start(course, tmp_path):
    folder = assignments.student_version(course(), "tiny", tmp_path / "release")
    first = assignments.write_zip(folder, tmp_path / "a" / "tiny.zip").read_bytes()
    os.utime(folder / "tiny.ipynb", (0, 0))
    second = assignments.write_zip(folder, tmp_path / "b" / "tiny.zip").read_bytes()
    assert first == second
    with zipfile.ZipFile(tmp_path / "a" / "tiny.zip") as archive:
        assert archive.namelist() == ["tiny/README.txt", "tiny/data.csv", "tiny/tiny.ipynb"]
        readme = archive.read("tiny/README.txt").decode()
    assert len(readme.splitlines()) == 3 and "tiny.ipynb" in readme


def test_questions_are_read_from_the_notebook(course):
    notebook = notebooks.read(course() / "exercises" / "tiny" / "tiny.ipynb")
    assert assignments.questions(notebook) == [
        ("double-test", "1. Twice (2 points)", 2.0, False),
        ("why", "1. Twice (2 points)", 1.0, True),
    ]
