"""Grades as CSV, for `nbgrader export`: for yourself, for Moodle and for Canvas.

nbgrader's own plugin doesn't quote (`Doe, Jane` shifts a row's columns), passes `=1+1` through to
the spreadsheet as a formula, and gives a student who handed in nothing the same 0.0 as one whose
answers were all wrong. `GradesExport` has the same columns, and `status` after them. Two others,
`nbgrader export --exporter=classroom.export.MoodleExport` and `...CanvasExport`, write what these
platforms' gradebooks import.
"""

import csv
import io
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student, SubmittedAssignment
from nbgrader.apps.exportapp import ExportApp
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import ExportPlugin
from sqlalchemy.exc import DBAPIError
from traitlets import Dict, Unicode

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
    "status",
)


def status(submission: SubmittedAssignment) -> str:
    """How far a submission has been graded.

    Args:
        submission: A submission, as the gradebook has it.

    Returns:
        "graded"; "needs manual grade" if a person has yet to grade an answer; or "not graded"
        if a test has no result, since `nbgrader autograde` wasn't run or failed.
    """
    waiting = False
    for notebook in submission.notebooks:
        by_hand = {cell.name for cell in notebook.notebook.solution_cells}
        by_hand |= {cell.name for cell in notebook.notebook.task_cells}
        for grade in notebook.grades:
            ungraded = grade.auto_score is None and grade.manual_score is None
            if ungraded and grade.name not in by_hand:
                return "not graded"
            waiting = waiting or grade.needs_manual_grade
    return "needs manual grade" if waiting else "graded"


def safe(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula.

    Args:
        value: What the gradebook holds; None is an empty cell.

    Returns:
        Numbers as they are, other values as text. Text that begins with one of `= + - @`, a tab
        or a line break gets an apostrophe before it; a mere `-` doesn't.

    Source:
        OWASP, "CSV Injection".
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = str(value)
    formula = text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) and text != "-"
    return f"'{text}" if formula else text


def is_collected(coursedir: CourseDirectory, assignment: str, student: str) -> bool:
    """Whether a submission was collected, graded or not: a gradebook knows none before."""
    return Path(coursedir.format_path(coursedir.submitted_directory, student, assignment)).is_dir()


def row(
    gradebook: Gradebook,
    assignment: Assignment,
    student: Student,
    coursedir: CourseDirectory,
) -> dict[str, Any]:
    """One student's result in one assignment, by column; "missing" if nothing was handed in."""
    cells: dict[str, Any] = {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "student_id": student.id,
        "last_name": student.last_name,
        "first_name": student.first_name,
        "email": student.email,
        "max_score": assignment.max_score,
    }
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        cells |= {"raw_score": 0.0, "late_submission_penalty": 0.0, "score": 0.0}
        collected = is_collected(coursedir, assignment.name, student.id)
        cells["status"] = "not graded" if collected else "missing"
    else:
        penalty = submission.late_submission_penalty or 0.0
        cells["timestamp"] = submission.timestamp
        cells["raw_score"] = submission.score
        cells["late_submission_penalty"] = penalty
        cells["score"] = max(0.0, submission.score - penalty)
        cells["status"] = status(submission)
    return cells


def write_private(target: Path, text: str) -> None:
    """Write a file that appears whole or not at all, and that only its owner may read."""
    handle, scratch = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(scratch, target)
    except BaseException:
        os.unlink(scratch)
        raise


@contextmanager
def _readable() -> Iterator[None]:
    """End with one sentence if the gradebook can't be read."""
    try:
        yield
    except DBAPIError as error:
        raise SystemExit(f"nbgrader export: the gradebook can't be read: {error.orig}.") from error


class TableExport(ExportPlugin):
    """What the exports share: `--to`, `--assignment` and `--student`, as nbgrader's manual says.

    The file appears whole or not at all, and only its owner may read it.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if isinstance(self.parent, ExportApp):
            # Which opens the gradebook next, and says in 50 lines that it is damaged.
            with _readable(), Gradebook(self.coursedir.db_url, self.coursedir.course_id):
                pass

    @property
    def coursedir(self) -> CourseDirectory:
        """The command's, or that of the configuration."""
        return getattr(self.parent, "coursedir", None) or CourseDirectory(config=self.config)

    def table(
        self, gradebook: Gradebook, assignments: list[Assignment], students: list[Student]
    ) -> list[list[Any]]:
        """The rows, the header first."""
        raise NotImplementedError

    def export(self, gradebook: Gradebook) -> None:
        """Write the file; `nbgrader export` calls this."""
        target = Path(self.to or "grades.csv").absolute()
        if not target.parent.is_dir():
            raise SystemExit(f"nbgrader export: there is no folder {target.parent} to write to.")
        with _readable():
            rows = self._selected(gradebook)
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([safe(cell) for cell in r] for r in rows)
        try:
            write_private(target, text.getvalue())
        except OSError as error:
            raise SystemExit(
                f"nbgrader export: {target} can't be written: {error.strerror}."
            ) from error
        self.log.info("Exported %d rows to %s", len(rows) - 1, target)

    def _selected(self, gradebook: Gradebook) -> list[list[Any]]:
        """The rows of the students and assignments that the options name."""
        students = {str(name) for name in self.student}
        assignments = {str(name) for name in self.assignment}
        unknown = students - {student.id for student in gradebook.students}
        unknown |= assignments - {assignment.name for assignment in gradebook.assignments}
        if unknown:
            raise SystemExit(f"nbgrader export: the gradebook has no {', '.join(sorted(unknown))}.")
        return self.table(
            gradebook,
            [each for each in gradebook.assignments if not assignments or each.name in assignments],
            [each for each in gradebook.students if not students or each.id in students],
        )


class GradesExport(TableExport):
    """The class's grades: a row for each assignment and student of the gradebook."""

    def table(
        self, gradebook: Gradebook, assignments: list[Assignment], students: list[Student]
    ) -> list[list[Any]]:
        """nbgrader's columns, and `status`."""
        rows = [
            row(gradebook, each, student, self.coursedir)
            for each in assignments
            for student in students
        ]
        return [list(COLUMNS), *([cells.get(name) for name in COLUMNS] for cells in rows)]


class PlatformExport(TableExport):
    """What the exports for learning platforms share: a row for each student, final grades only.

    A grade that isn't final would look like one, and a missing submission like a wrong one. Their
    cells stay empty, and a warning counts them.
    """

    columns = Dict(
        key_trait=Unicode(),
        value_trait=Unicode(),
        help="By assignment, what the platform calls its column, as 'Perceptron (4711)'.",
    ).tag(config=True)

    def results(
        self, gradebook: Gradebook, assignments: list[Assignment], students: list[Student]
    ) -> dict[tuple[str, str], dict[str, Any]]:
        """The final results, as `row` gives them, by assignment and student."""
        found, left_out = {}, Counter()
        for assignment in assignments:
            for student in students:
                cells = row(gradebook, assignment, student, self.coursedir)
                if cells["status"] == "graded":
                    # As many digits as Moodle keeps.
                    score = round(cells["score"], 5)
                    found[assignment.name, student.id] = cells | {"score": score}
                else:
                    left_out[assignment.name, cells["status"]] += 1
        for (name, why), count in sorted(left_out.items()):
            self.log.warning("%s: %d left empty: %s.", name, count, why)
        return found


class CanvasExport(PlatformExport):
    """What Canvas's gradebook imports ("Import", in its gradebook).

    Canvas finds a student by `ID`, here the roster's `lms_user_id`, or else by `SIS Login ID`, here
    the roster's id. It finds an assignment by its title and number, which `columns` tells; a title
    that it doesn't know becomes a new assignment.

    Source:
        Canvas LMS, lib/gradebook_importer.rb.
    """

    def table(
        self, gradebook: Gradebook, assignments: list[Assignment], students: list[Student]
    ) -> list[list[Any]]:
        """Canvas's five columns about a student, a column for each assignment, points possible."""
        results = self.results(gradebook, assignments, students)
        titles = [self.columns.get(each.name, each.name) for each in assignments]
        rows = [
            ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *titles],
            ["    Points Possible", "", "", "", "", *(each.max_score for each in assignments)],
        ]
        for student in students:
            name = ", ".join(filter(None, (student.last_name, student.first_name)))
            scores = [results.get((each.name, student.id), {}).get("score") for each in assignments]
            number = student.lms_user_id
            rows.append([name or student.id, number, "", student.id, "", *scores])
        return rows


class MoodleExport(PlatformExport):
    """What Moodle's gradebook imports ("Import", "CSV file", in its grades).

    Moodle asks what each column is. Map from "Email address" to "Email address" (or from "ID
    number", which has the roster's ids, to what these are in Moodle), then each assignment's column
    to its grade, and the one after it to its feedback: both, since Moodle deletes a grade of which
    only the feedback is imported.

    Source:
        Moodle, grade/import/csv/classes/load_data.php; docs.moodle.org, "Grade import".
    """

    def table(
        self, gradebook: Gradebook, assignments: list[Assignment], students: list[Student]
    ) -> list[list[Any]]:
        """Who it is, and for each assignment a grade and a feedback."""
        results = self.results(gradebook, assignments, students)
        header = ["ID number", "Email address", "First name", "Last name"]
        for each in assignments:
            title = self.columns.get(each.name, each.name)
            header += [title, f"{title} (feedback)"]
        rows = [header]
        for student in students:
            cells = [student.id, student.email, student.first_name, student.last_name]
            for each in assignments:
                result = results.get((each.name, student.id))
                if result is None:
                    cells += ["-", ""]  # Moodle's sign for no grade
                else:
                    submission = gradebook.find_submission(each.name, student.id)
                    cells += [result["score"], points(submission)]
            rows.append(cells)
        return rows


def points(submission: SubmittedAssignment) -> str:
    """A line that tells the points of each question, as "sum 2/2, mean 0/3"."""
    parts = []
    for notebook in submission.notebooks:
        order = {cell.name: place for place, cell in enumerate(notebook.notebook.source_cells)}
        parts += [
            f"{grade.name} {grade.score:g}/{grade.max_score:g}"
            for grade in sorted(notebook.grades, key=lambda grade: order.get(grade.name, -1))
            if grade.max_score
        ]
    penalty = submission.late_submission_penalty
    return ", ".join(parts) + (f"; late: -{penalty:g}" if penalty else "")
