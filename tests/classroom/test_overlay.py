"""Private hidden tests: merged where they belong, graded, and shown to no student."""

import html
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from classroom import assignments
from classroom.overlay import OverlayError, check, main, merge, read

SECRET = "assert double(1000) == 2000, 'wrong for a large number'"
MARKED = f"### BEGIN HIDDEN TESTS\n{SECRET}\n### END HIDDEN TESTS"


@pytest.fixture(scope="module")
def course(make_course):
    """A class graded with an overlay, two of whom get the public tests right."""
    made = make_course()
    overlay = made.folder / "class" / "overlay" / "tiny"
    overlay.mkdir(parents=True)
    (overlay / "test-double.py").write_text(f"{SECRET}\n")
    made.nbgrader("generate_assignment", "tiny", "--force")
    made.submit("right", made.answered(**made.RIGHT))
    fitted = "def double(x):\n    return {1: 2, 21: 42}.get(x)"
    made.submit("fitted", made.answered(**made.RIGHT | {"double": fitted}))
    made.nbgrader("autograde", "tiny")
    made.nbgrader("generate_feedback", "tiny")
    made.nbgrader("generate_solution", "tiny")
    return made


def test_it_is_graded(course):
    points = course.points()
    assert (points["right"]["test-double"], points["fitted"]["test-double"]) == (2, 0)
    assert points["right"]["test-triple"] == points["fitted"]["test-triple"] == 3


def test_the_graded_notebook_has_it(course):
    """The gradebook's test cell, with the course's own hidden test and the private one."""
    (test,) = [c for c in course.autograded("fitted").cells if SECRET in c.source]
    assert test.source.count("### BEGIN HIDDEN TESTS") == 2
    assert "double(21)" in test.source


def test_nothing_of_it_reaches_a_student(course):
    for path in (
        course.folder / "_build" / "release" / "tiny" / "tiny.ipynb",
        course.folder / "solutions" / "tiny" / "tiny.ipynb",
    ):
        text = path.read_text(encoding="utf-8")
        assert "1000" not in text and "large number" not in text
    for student in ("right", "fitted"):
        page = html.unescape(re.sub(r"<[^>]*>", "", course.feedback(student)))
        assert "double(1000)" not in page and "== 2000" not in page
    # The message is for the student: it says what is wrong, and isn't the test.
    assert "AssertionError: wrong for a large number" in page


def test_the_source_is_left_as_it_was(course):
    text = (course.folder / "exercises" / "tiny" / "tiny.ipynb").read_text(encoding="utf-8")
    assert "1000" not in text


def test_the_zip_for_download_has_nothing_of_it(course, tmp_path):
    folder = assignments.student_version(course.folder, "tiny", tmp_path)
    assert "1000" not in (folder / "tiny.ipynb").read_text(encoding="utf-8")


def test_the_solution_is_held_to_it(course, capsys, monkeypatch):
    assert check(course.folder, "tiny") == ["test-double"]
    monkeypatch.setenv("NNBOOK_OVERLAY", "class/wrong")
    wrong = course.folder / "class" / "wrong" / "tiny"
    wrong.mkdir(parents=True)
    (wrong / "test-triple.py").write_text("assert triple(1) == 4, 'three is no four'")
    assert main(["tiny", "--course", str(course.folder)]) == 1
    said = capsys.readouterr().err
    assert said.endswith("tiny.ipynb fails with the overlay: AssertionError: three is no four\n")
    assert said.count("\n") == 1


def test_generate_assignment_says_what_is_wrong(course, monkeypatch):
    overlay = course.folder / "class" / "misspelt" / "tiny"
    overlay.mkdir(parents=True)
    (overlay / "test-dubble.py").write_text(SECRET)
    monkeypatch.setitem(course.env, "NNBOOK_OVERLAY", str(overlay.parent))
    done = course.run("generate_assignment", "tiny", "--force")
    assert done.returncode == 1
    assert "'tiny' has no such test cell; did you mean 'test-double'?" in done.stderr
    assert not list((course.folder / "_build" / "release" / "tiny").glob("*.ipynb"))


@pytest.fixture
def root(tmp_path):
    """A course of two assignments, and an overlay."""
    cells = [
        new_code_cell("x = 1", metadata={"nbgrader": {"grade_id": "answer", "solution": True}}),
        new_code_cell("x", metadata={"nbgrader": {"grade_id": "test-one", "grade": True}}),
    ]
    for name in ("tiny", "other"):
        (tmp_path / "exercises" / name).mkdir(parents=True)
        nbformat.write(new_notebook(cells=cells), tmp_path / "exercises" / name / f"{name}.ipynb")
    (tmp_path / "overlay" / "tiny").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("tiny/test-on.py", "1", "'tiny' has no such test cell; did you mean 'test-one'?"),
        ("tiny/zzz.py", "1", "'tiny' has no such test cell; there are test-one."),
        ("tiny/answer.py", "1", "'tiny' has no such test cell; there are test-one."),
        ("tiny/test-one.txt", "1", "expected a Python file, named after a test cell."),
        ("tiny/test-one.py", "x = 1\nif x", "line 2 isn't Python (expected ':')."),
        ("tiny/test-one.py", "# BEGIN HIDDEN TEST\n1", "it needs no marker"),
        ("tinny/test-one.py", "1", "there is no such assignment; did you mean 'tiny'?"),
    ],
)
def test_bad_input_is_one_sentence(root, file, text, sentence):
    path = root / "overlay" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    with pytest.raises(OverlayError) as raised:
        read(root / "overlay", root, "tiny")
    assert sentence in str(raised.value) and str(root / "overlay" / file.split("/")[0]) in str(
        raised.value
    )
    assert "\n" not in str(raised.value)


def test_an_overlay_that_is_not_there_is_an_error(root):
    with pytest.raises(OverlayError, match="nothing is no folder: make it, or unset"):
        read(root / "nothing", root, "tiny")


def test_an_assignment_may_have_none(root):
    (root / "overlay" / "tiny" / "test-one.py").write_text("\nassert x\n\n")
    assert read(root / "overlay", root, "other") == {}
    assert read(root / "overlay", root, "tiny") == {"test-one": "assert x"}


@pytest.mark.parametrize(
    ("source", "merged"),
    [
        ("assert a", f"assert a\n{MARKED}"),
        ("", f"\n{MARKED}"),
        ("%matplotlib inline\nf()", f"%matplotlib inline\nf()\n{MARKED}"),
        ("x = 1\nround(\n    x)", f"x = 1\n{MARKED}\nround(\n    x)"),
        ("x = 1; x", f"x = 1; x\n{MARKED}"),
        (
            "### BEGIN HIDDEN TESTS\nx = 1\nx / 2\n### END HIDDEN TESTS",
            f"### BEGIN HIDDEN TESTS\nx = 1\n{SECRET}\nx / 2\n### END HIDDEN TESTS",
        ),
        (
            "### BEGIN HIDDEN TESTS\nx = 1\n### END HIDDEN TESTS\nx",
            f"### BEGIN HIDDEN TESTS\nx = 1\n### END HIDDEN TESTS\n{MARKED}\nx",
        ),
    ],
)
def test_tests_come_last_but_before_the_value_that_is_the_points(source, merged):
    assert merge(source, SECRET) == merged
