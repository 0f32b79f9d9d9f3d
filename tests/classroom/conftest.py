"""A tiny course for the tests of grading, in a folder of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from classroom import sandbox
from tests.conftest import cannot_run

ROOT = Path(__file__).resolve().parents[2]


def marked(cell: NotebookNode, grade_id: str, **marks: object) -> NotebookNode:
    """A cell with nbgrader's metadata."""
    data = {"schema_version": 3, "grade_id": grade_id, "task": False}
    data |= {"grade": False, "solution": False, "locked": False} | marks
    cell.metadata["nbgrader"] = data
    cell["id"] = grade_id
    return cell


def solved(body: str) -> str:
    return f"### BEGIN SOLUTION\n{body}\n### END SOLUTION"


def tiny() -> NotebookNode:
    """The assignment's source: two functions with tests, two answers that a person grades."""
    answer, test = {"solution": True}, {"grade": True, "locked": True}
    by_hand = {"solution": True, "grade": True}
    hidden = "### BEGIN HIDDEN TESTS\nassert double(21) == 42, 'wrong for 21'\n### END HIDDEN TESTS"
    cells = [
        new_markdown_cell("# Tiny\n\nLet $y = 2x$.", id="intro"),
        marked(new_code_cell("import math"), "setup", locked=True),
        marked(new_code_cell("def double(x):\n" + solved("    return 2 * x")), "double", **answer),
        marked(new_code_cell(f"assert double(1) == 2\n{hidden}"), "test-double", points=2, **test),
        marked(new_code_cell("def triple(x):\n" + solved("    return 3 * x")), "triple", **answer),
        marked(new_code_cell("assert triple(2) == 6"), "test-triple", points=3, **test),
        marked(new_markdown_cell(solved("Because.")), "why", points=4, **by_hand),
        marked(new_code_cell(solved("print(math.pi)")), "show", points=1, **by_hand),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return new_notebook(
        cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}}
    )


class Course:
    """A course with the project's `nbgrader_config.py` and one assignment, "tiny"."""

    RIGHT = {
        "double": "def double(x):\n    return x + x",
        "triple": "def triple(x):\n    return x + x + x",
        "why": "Since it is so.",
        "show": "print(3.14)",
    }

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "exercises" / "tiny").mkdir(parents=True)
        shutil.copy(ROOT / "nbgrader_config.py", folder)
        nbformat.write(tiny(), folder / "exercises" / "tiny" / "tiny.ipynb")
        foreign = ("JUPYTER", "NBGRADER", "NNBOOK", "XDG")
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
        self.env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        self.env["HOME"] = str(folder / "home")
        (folder / "home").mkdir()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run an nbgrader command; its log is in stderr."""
        return self.python("-m", "nbgrader", *arguments)

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the course's folder."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )

    def nbgrader(self, *arguments: str) -> str:
        """Run an nbgrader command that must succeed; its log."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stderr

    def answered(self, **answers: str) -> NotebookNode:
        """The student version with answers in it, by grade id."""
        notebook = nbformat.read(self.folder / "_build/release/tiny/tiny.ipynb", as_version=4)
        for cell in notebook.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = answers.get(grade_id, cell.source)
        return notebook

    def submit(self, student: str, content: NotebookNode | bytes) -> None:
        """Put a submission where `nbgrader collect` puts it."""
        folder = self.folder / "class" / "submitted" / student / "tiny"
        folder.mkdir(parents=True)
        if not isinstance(content, bytes):
            # Not nbformat.writes, which repairs: what is damaged must stay so.
            content = nbformat.v4.writes(content).encode()
        (folder / "tiny.ipynb").write_bytes(content)
        (folder / "timestamp.txt").write_text("2030-01-02 03:04:05.000000 UTC")
        (folder / "submission_secret.txt").write_text(f"the secret of {student}")

    def points(self) -> dict[str, dict[str, float | None]]:
        """What the gradebook says, by student and cell; None is a cell without any score."""
        with Gradebook(f"sqlite:///{self.folder}/class/gradebook.db") as gradebook:
            return {
                submission.student.id: {
                    grade.name: None
                    if grade.auto_score is None and grade.manual_score is None
                    else grade.score
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                }
                for submission in gradebook.assignment_submissions("tiny")
            }

    def autograded(self, student: str) -> NotebookNode:
        """A student's notebook after `nbgrader autograde`."""
        path = self.folder / "class" / "autograded" / student / "tiny" / "tiny.ipynb"
        return nbformat.read(path, as_version=4)

    def feedback(self, student: str) -> str:
        """The page that a student gets."""
        path = self.folder / "class" / "feedback" / student / "tiny" / "tiny.html"
        return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def needs_sandbox() -> None:
    """For tests of the sandbox: skipped where there is none, except in CI, where they must run."""
    try:
        sandbox.check()
    except sandbox.NoSandbox as error:
        cannot_run(str(error))


@pytest.fixture(scope="session")
def make_course(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Course]:
    """Makes a course whose assignment has been generated."""

    def make() -> Course:
        made = Course(tmp_path_factory.mktemp("course"))
        made.nbgrader("generate_assignment", "tiny")
        return made

    return make


@pytest.fixture(scope="module")
def course(make_course: Callable[[], Course]) -> Course:
    """A course whose assignment has been generated."""
    return make_course()
