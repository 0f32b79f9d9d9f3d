"""Grades as CSV, for `nbgrader export`.

nbgrader's own plugin doesn't quote (`Doe, Jane` shifts a row's columns), passes `=1+1` through to
the spreadsheet as a formula, and gives a student who handed in nothing the same 0.0 as one whose
answers were all wrong. This one has the same columns, and `status` after them.
"""

import csv
import os
import tempfile
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student, SubmittedAssignment
from nbgrader.plugins import ExportPlugin

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
        or a line break gets an apostrophe before it.

    Source:
        OWASP, "CSV Injection".
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def row(gradebook: Gradebook, assignment: Assignment, student: Student) -> dict[str, Any]:
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
        cells["status"] = "missing"
    else:
        penalty = submission.late_submission_penalty or 0.0
        cells["timestamp"] = submission.timestamp
        cells["raw_score"] = submission.score
        cells["late_submission_penalty"] = penalty
        cells["score"] = max(0.0, submission.score - penalty)
        cells["status"] = status(submission)
    return cells


class GradesExport(ExportPlugin):
    """Write the class's grades as CSV: a row for each assignment and student of the gradebook.

    The file appears whole or not at all, and only its owner may read it. `--to`, `--assignment`
    and `--student` work as nbgrader's manual says.
    """

    def export(self, gradebook: Gradebook) -> None:
        """Write the file; `nbgrader export` calls this."""
        target = Path(self.to or "grades.csv").absolute()
        if not target.parent.is_dir():
            raise SystemExit(f"nbgrader export: there is no folder {target.parent} to write to.")
        students = {str(name) for name in self.student}
        assignments = {str(name) for name in self.assignment}
        unknown = students - {student.id for student in gradebook.students}
        unknown |= assignments - {assignment.name for assignment in gradebook.assignments}
        if unknown:
            raise SystemExit(f"nbgrader export: the gradebook has no {', '.join(sorted(unknown))}.")
        rows = [
            row(gradebook, assignment, student)
            for assignment in gradebook.assignments
            if not assignments or assignment.name in assignments
            for student in gradebook.students
            if not students or student.id in students
        ]
        handle, scratch = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows({key: safe(value) for key, value in r.items()} for r in rows)
            os.replace(scratch, target)
        except BaseException:
            os.unlink(scratch)
            raise
        self.log.info("Exported %d rows to %s", len(rows), target)
