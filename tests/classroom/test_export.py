"""`nbgrader export`: nbgrader's columns, one row for everybody, nothing a spreadsheet runs."""

import csv
import errno
import os
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin
from traitlets.config import Config

from classroom.export import COLUMNS, CanvasExport, GradesExport, MoodleExport, safe


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory):
    """A gradebook with an assignment that four students are in four different states of."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}") as book:
        book.add_assignment("tiny", duedate="2030-01-01")
        book.add_notebook("tiny", "tiny")
        book.add_source_cell("test", "tiny", "tiny", cell_type="code")
        book.add_source_cell("why", "tiny", "tiny", cell_type="markdown")
        book.add_grade_cell("test", "tiny", "tiny", max_score=3, cell_type="code")
        book.add_grade_cell("why", "tiny", "tiny", max_score=2, cell_type="markdown")
        book.add_solution_cell("why", "tiny", "tiny")
        book.add_student(
            "ada", first_name="Jane", last_name="Doe, Jr.", email="=1+1", lms_user_id="77"
        )
        for name, test, why in (("ada", 3, 2), ("ben", 1, None), ("cleo", None, None)):
            book.update_or_create_student(name)
            submission = book.add_submission("tiny", name, timestamp="2029-12-31 10:00:00")
            for grade in submission.notebooks[0].grades:
                grade.auto_score = test if grade.name == "test" else None
                grade.manual_score = why if grade.name == "why" else None
                grade.needs_manual_grade = grade.name == "why" and why is None
        book.add_student("dan", last_name='O"Neill\nx', first_name="@dan")
        book.db.commit()
        yield book


def export(gradebook: Gradebook, target: Path, **options: object) -> list[dict[str, str]]:
    GradesExport(to=str(target), **options).export(gradebook)
    with target.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_columns_are_nbgraders_and_the_status(gradebook, tmp_path):
    CsvExportPlugin(to=str(tmp_path / "theirs.csv")).export(gradebook)
    theirs = (tmp_path / "theirs.csv").read_text().splitlines()[0].split(",")
    assert list(COLUMNS) == [*theirs, "status"]
    assert list(export(gradebook, tmp_path / "ours.csv")[0]) == list(COLUMNS)


def test_everybody_is_there_with_a_status(gradebook, tmp_path):
    rows = {row["student_id"]: row for row in export(gradebook, tmp_path / "a.csv")}
    assert {name: (row["score"], row["status"]) for name, row in rows.items()} == {
        "ada": ("5.0", "graded"),
        "ben": ("1.0", "needs manual grade"),
        "cleo": ("0.0", "not graded"),
        "dan": ("0.0", "missing"),
    }
    assert {row["max_score"] for row in rows.values()} == {"5.0"}
    assert rows["ada"]["timestamp"] == "2029-12-31 10:00:00"
    assert rows["dan"]["timestamp"] == ""


def test_who_is_collected_but_not_in_the_gradebook_is_not_missing(gradebook, tmp_path):
    (tmp_path / "submitted" / "dan" / "tiny").mkdir(parents=True)
    config = Config(CourseDirectory={"root": str(tmp_path)})
    (row,) = export(gradebook, tmp_path / "a.csv", student=["dan"], config=config)
    assert (row["score"], row["status"]) == ("0.0", "not graded")


def test_text_is_quoted_and_is_no_formula(gradebook, tmp_path):
    rows = {row["student_id"]: row for row in export(gradebook, tmp_path / "a.csv")}
    assert rows["ada"]["last_name"] == "Doe, Jr."
    assert rows["ada"]["email"] == "'=1+1"
    assert rows["dan"]["last_name"] == 'O"Neill\nx'
    assert rows["dan"]["first_name"] == "'@dan"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_safe_marks_each_beginning_of_a_formula(start):
    assert safe(f"{start}1") == f"'{start}1"
    assert safe(f"1{start}") == f"1{start}"


def test_safe_leaves_numbers_and_nothing():
    assert safe(-1.5) == -1.5
    assert safe(None) == ""
    assert safe("-") == "-"


def test_students_and_assignments_are_selected(gradebook, tmp_path):
    rows = export(gradebook, tmp_path / "a.csv", student=["dan", "ada"], assignment=["tiny"])
    assert [row["student_id"] for row in rows] == ["ada", "dan"]


def test_an_unknown_name_is_one_sentence(gradebook, tmp_path):
    with pytest.raises(SystemExit, match="^nbgrader export: the gradebook has no eve, tinny.$"):
        export(gradebook, tmp_path / "a.csv", student=["eve"], assignment=["tinny"])
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_one_sentence(gradebook, tmp_path):
    with pytest.raises(SystemExit, match="there is no folder .*nowhere to write to"):
        export(gradebook, tmp_path / "nowhere" / "a.csv")


def test_the_file_appears_whole_or_not_at_all(gradebook, tmp_path, monkeypatch):
    target = tmp_path / "grades.csv"
    target.write_text("the last export")
    monkeypatch.setattr("classroom.export.safe", lambda value: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(gradebook, target)
    assert [path.name for path in tmp_path.iterdir()] == ["grades.csv"]
    assert target.read_text() == "the last export"


def test_a_full_disk_is_one_sentence_and_leaves_the_last_export(gradebook, tmp_path, monkeypatch):
    target = tmp_path / "grades.csv"
    target.write_text("the last export")

    def full(source: str, target: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("classroom.export.os.replace", full)
    with pytest.raises(SystemExit, match=r"grades.csv can't be written: No space left on device.$"):
        export(gradebook, target)
    assert [path.name for path in tmp_path.iterdir()] == ["grades.csv"]
    assert target.read_text() == "the last export"


def test_only_its_owner_may_read_it(gradebook, tmp_path):
    export(gradebook, tmp_path / "grades.csv")
    assert os.stat(tmp_path / "grades.csv").st_mode & 0o777 == 0o600


def platform(plugin, gradebook, target: Path, **options: object) -> list[list[str]]:
    plugin(to=str(target), **options).export(gradebook)
    with target.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


@pytest.fixture
def late(gradebook):
    """Ada's submission has cost her a point."""
    submission = gradebook.find_submission("tiny", "ada")
    submission.notebooks[0].late_submission_penalty = 1
    gradebook.db.commit()
    yield
    submission.notebooks[0].late_submission_penalty = None
    gradebook.db.commit()


def test_canvas_gets_final_grades_under_its_own_headers(gradebook, late, tmp_path, caplog):
    rows = platform(CanvasExport, gradebook, tmp_path / "a.csv", columns={"tiny": "Tiny (4711)"})
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Tiny (4711)"],
        ["    Points Possible", "", "", "", "", "5.0"],
        ["ben", "", "", "ben", "", ""],
        ["cleo", "", "", "cleo", "", ""],
        ["Doe, Jr., Jane", "77", "", "ada", "", "4.0"],
        ['O"Neill\nx, @dan', "", "", "dan", "", ""],
    ]
    warnings = [each.getMessage() for each in caplog.records if each.levelname == "WARNING"]
    assert warnings == [
        "tiny: 1 left empty: missing.",
        "tiny: 1 left empty: needs manual grade.",
        "tiny: 1 left empty: not graded.",
    ]


def test_canvas_knows_the_header_for_its_own(gradebook, tmp_path):
    """What Canvas's importer asks of the first rows."""
    header, points, *_ = platform(CanvasExport, gradebook, tmp_path / "a.csv")
    assert "Student" in header[0] and "ID" in header[1] and "Section" in header[4]
    assert (header[2], header[3]) == ("SIS User ID", "SIS Login ID")
    assert "Points Possible" in points[0]


def test_moodle_gets_a_grade_and_a_feedback(gradebook, late, tmp_path):
    rows = platform(MoodleExport, gradebook, tmp_path / "a.csv", student=["ada", "dan"])
    who = ["ID number", "Email address", "First name", "Last name"]
    assert rows == [
        [*who, "tiny", "tiny (feedback)"],
        ["ada", "'=1+1", "Jane", "Doe, Jr.", "4.0", "test 3/3, why 2/2; late: -1"],
        ["dan", "", "'@dan", 'O"Neill\nx', "-", ""],
    ]


def test_nbgrader_finds_the_platforms_exports_by_their_names(course):
    course.nbgrader("db", "student", "add", "ada", "--lms-user-id=5")
    target = course.folder / "canvas.csv"
    course.nbgrader("export", "--exporter=classroom.export.CanvasExport", f"--to={target}")
    assert target.read_text().splitlines() == [
        "Student,ID,SIS User ID,SIS Login ID,Section,tiny",
        "    Points Possible,,,,,10.0",
        "ada,5,,ada,,",
    ]


def test_a_damaged_gradebook_is_one_sentence(course, gradebook, tmp_path):
    path = course.folder / "class" / "gradebook.db"
    before = path.read_bytes()
    path.write_bytes(b"not a database" * 99)
    done = course.run("export", f"--to={tmp_path / 'grades.csv'}")
    path.write_bytes(before)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1] == (
        "nbgrader export: the gradebook can't be read: file is not a database."
    )
