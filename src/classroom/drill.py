"""A whole class in miniature: hand out an assignment, hand it in, grade it, give it back.

`python -m classroom.drill` plays an instructor and three students in a temporary course with a
temporary exchange: Ada answers everything, Ben the first half, Cleo nothing. Dan is on the roster
and never shows up. Every step is one of nbgrader's own commands, run as a person would run it,
and its result is checked before the next. Right answers come from the assignment's own source.

All of them are one user of this machine, so two steps differ from a class's. A student says
`nbgrader submit --student NAME`, where a class's students are told apart by their user names. And
`nbgrader collect` is told not to compare a submission's owner with that name. Each has a home
folder, with a Jupyter configuration and an nbgrader cache, as on a machine of many users.
"""

import argparse
import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from classroom import assignments, notebooks

ROSTER = {
    "ada": ("Ada", "Adams"),
    "ben": ("Ben", "Brown, Jr."),
    "cleo": ("Cleo", "Cruz"),
    "dan": ("Dan", "Diaz"),
}
STUDENTS = ("ada", "ben", "cleo")


class DrillError(Exception):
    """A step whose result isn't what it must be; the message says which and why."""


class Results(NamedTuple):
    """What the drill leaves: the class's grades, and the page that each student got back."""

    questions: list[assignments.Question]
    points: dict[str, dict[str, float | None]]  # by student, then by grade id; None: by hand
    export: dict[str, dict[str, str]]  # the exported row, by student
    feedback: dict[str, Path]


class Person:
    """Somebody who runs nbgrader: a folder to work in, and a home folder."""

    def __init__(self, name: str, home: Path, work: Path, exchange: Path) -> None:
        self.name = name
        self.work = work
        home.mkdir(parents=True, exist_ok=True)
        # What this machine's user has configured is no part of the drill.
        ours = ("JUPYTER", "IPYTHON", "NBGRADER", "NNBOOK", "XDG")
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
        # nbgrader calls alembic by its name, so the environment's programs must be on the path.
        programs = str(Path(sys.executable).parent)
        self.environment |= {
            "HOME": str(home),
            "NNBOOK_EXCHANGE": str(exchange),
            "PATH": os.pathsep.join([programs, os.environ.get("PATH", os.defpath)]),
        }

    def nbgrader(self, *arguments: str) -> str:
        """Run an nbgrader command; its output and its log. Raises DrillError if it fails."""
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=self.work,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
            raised = [line for line in lines if re.match(r"[\w.]*(Error|Exception): ", line)]
            logged = [line for line in lines if re.search(r"\| (ERROR|CRITICAL)\]", line)]
            reason = (raised or logged or lines or ["it said nothing"])[-1]
            command = " ".join(("nbgrader", *arguments))
            raise DrillError(f"{self.name}: `{command}` ended with {done.returncode}: {reason}")
        return done.stdout


def _check(condition: object, sentence: str) -> None:
    if not condition:
        raise DrillError(sentence)


def fill_in(released: NotebookNode, source: NotebookNode, wanted: Sequence[str]) -> NotebookNode:
    """Answer a student version from the assignment's source.

    Args:
        released: The student version.
        source: The assignment's source, which bears the right answers.
        wanted: The grade ids of the cells to answer; the others stay as they are.

    Returns:
        A copy of `released` with the answers in it.
    """
    answers = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in source.cells}
    filled = nbformat.from_dict(released)
    for cell in filled.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in wanted:
            cell.source = answers[grade_id].source
    return filled


def play(course: Path, name: str, folder: Path, say: Callable[[str], None] = print) -> Results:
    """Play the class.

    Args:
        course: The course's root: the folder of `nbgrader_config.py`. It is only read.
        name: The assignment.
        folder: An existing, empty folder, for everything that the class makes.
        say: Called with one line for each step.

    Returns:
        The grades and the feedback.

    Raises:
        AssignmentError: If the course has no such assignment.
        DrillError: If a step fails, or its result isn't what it must be.
    """
    course, folder = Path(course), Path(folder).resolve()
    written = assignments.source(course, name)
    root, exchange = folder / "course", folder / "exchange"
    shutil.copytree(written, root / "exercises" / name)
    shutil.copy(course / "nbgrader_config.py", root)
    exchange.mkdir()
    exchange.chmod(0o1777)
    teacher = Person("instructor", folder / "homes" / "instructor", root, exchange)
    source = {path.name: notebooks.read(path) for path in sorted(written.glob("*.ipynb"))}
    questions = [question for nb in source.values() for question in assignments.questions(nb)]

    _release(teacher, name, exchange, source, say)
    (course_folder,) = exchange.iterdir()
    students = [
        _student(student, folder / "homes" / student, exchange, course_folder.name)
        for student in STUDENTS
    ]
    answers = _hand_in(students, name, course_folder, source, say)

    roster = root / "class" / "roster.csv"
    with roster.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "first_name", "last_name"])
        writer.writerows([student, *names] for student, names in ROSTER.items())
    teacher.nbgrader("db", "student", "import", str(roster))
    say(f"instructor  db student import: {len(ROSTER)} students on the roster")

    teacher.nbgrader("collect", name, "--ExchangeCollect.check_owner=False")
    for student in students:
        for file in source:
            got = root / "class" / "submitted" / student.name / name / file
            sent = student.work / name / file
            _check(
                got.is_file() and got.read_bytes() == sent.read_bytes(),
                f"collect: {student.name}'s {file} isn't what was handed in.",
            )
    say(f"instructor  collect: {len(students)} submissions")

    teacher.nbgrader("autograde", name)
    points = _points(root, name)
    _check_points(points, questions, source, answers)
    say("instructor  autograde: full marks for ada, some for ben, none for cleo")

    feedback = _give_back(teacher, students, name, course_folder, source, say)
    export = _export(teacher, root, points, say)
    return Results(questions, points, export, feedback)


def _release(
    teacher: Person,
    name: str,
    exchange: Path,
    source: dict[str, NotebookNode],
    say: Callable[[str], None],
) -> None:
    teacher.nbgrader("generate_assignment", name)
    for file, original in source.items():
        path = teacher.work / "_build" / "release" / name / file
        found = assignments.leaks(notebooks.read(path), original)
        _check(not found, f"generate_assignment: the student version of {file} leaks: {found}")
    say(f"instructor  generate_assignment: the student version of {name}, without answers")
    teacher.nbgrader("release_assignment", name)
    released = list(exchange.glob(f"*/outbound/{name}/*.ipynb"))
    _check(len(released) == len(source), f"release_assignment: {name} isn't in the exchange.")
    _check(name in teacher.nbgrader("list"), f"list: it doesn't name {name}.")
    say(f"instructor  release_assignment, list: {name} is in the exchange")


def _student(name: str, home: Path, exchange: Path, course_id: str) -> Person:
    student = Person(name, home, home / "work", exchange)
    student.work.mkdir()
    (home / ".jupyter").mkdir()
    (home / ".jupyter" / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        f"c.CourseDirectory.course_id = {course_id!r}\n"
        f"c.Exchange.root = {str(exchange)!r}\n"
        "c.ExchangeSubmit.strict = True\n"
    )
    return student


def _hand_in(
    students: list[Person],
    name: str,
    course_folder: Path,
    source: dict[str, NotebookNode],
    say: Callable[[str], None],
) -> dict[str, list[str]]:
    """The students fetch, answer and submit; return the grade ids that each has answered."""
    cells = [
        cell.metadata.nbgrader.grade_id
        for notebook in source.values()
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    ]
    _check(len(cells) > 1, f"{name}: an assignment for the drill needs at least two answers.")
    ada, ben, cleo = students
    answers = {ada.name: cells, ben.name: cells[: len(cells) // 2], cleo.name: []}

    def hand_in(student: Person) -> None:
        _check(name in student.nbgrader("list"), f"{student.name}: list doesn't name {name}.")
        student.nbgrader("fetch_assignment", name)
        for file, original in source.items():
            path = student.work / name / file
            _check(path.is_file(), f"{student.name}: fetch_assignment brought no {file}.")
            released = notebooks.read(path)
            notebooks.write(fill_in(released, original, answers[student.name]), path)
        student.nbgrader("submit", name, "--student", student.name)
        waiting = list((course_folder / "inbound").glob(f"{student.name}+{name}+*"))
        _check(len(waiting) == 1, f"{student.name}: submit left {len(waiting)} submissions.")

    with ThreadPoolExecutor() as pool:
        list(pool.map(hand_in, students))
    for student in students:
        count = len(answers[student.name])
        say(f"{student.name:<11} list, fetch_assignment, {count} of {len(cells)} answers, submit")
    for file in source:
        said = ada.nbgrader("validate", str(Path(name) / file))
        failed = re.findall(r"The following cell failed:\s+(.*)", said)
        _check("Success!" in said, f"{ada.name}: validate of {file} fails in the cells {failed}")
    say(f"{ada.name:<11} validate: the tests that she can see pass")
    return answers


def _points(root: Path, name: str) -> dict[str, dict[str, float | None]]:
    with Gradebook(f"sqlite:///{root}/class/gradebook.db") as gradebook:
        return {
            submission.student.id: {
                grade.name: None if grade.needs_manual_grade else grade.score
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(name)
        }


def _check_points(
    points: dict[str, dict[str, float | None]],
    questions: list[assignments.Question],
    source: dict[str, NotebookNode],
    answers: dict[str, list[str]],
) -> None:
    """Full marks up to the first cell that isn't answered, none for who answered nothing."""
    most = {question.grade_id: question.points for question in questions if not question.manual}
    for student, answered in answers.items():
        got = points.get(student, {})
        complete = True
        for notebook in source.values():
            for cell in notebook.cells:
                marks = cell.metadata.get("nbgrader", {})
                if marks.get("solution") and marks.grade_id not in answered:
                    complete = False
                grade_id = marks.get("grade_id")
                if grade_id in most and complete:
                    _check(
                        got.get(grade_id) == most[grade_id],
                        f"autograde: {student} answered {grade_id!r} right, and got "
                        f"{got.get(grade_id)} of {most[grade_id]} points.",
                    )
                elif grade_id in most and not answered:
                    _check(
                        got.get(grade_id) == 0,
                        f"autograde: {student} left {grade_id!r} empty, and got "
                        f"{got.get(grade_id)} points.",
                    )
    totals = [sum(filter(None, points[student].values())) for student in STUDENTS]
    _check(
        totals[0] > totals[1] > totals[2] == 0,
        f"autograde: right, half right and empty got {totals} points.",
    )


def _give_back(
    teacher: Person,
    students: list[Person],
    name: str,
    course_folder: Path,
    source: dict[str, NotebookNode],
    say: Callable[[str], None],
) -> dict[str, Path]:
    teacher.nbgrader("generate_feedback", name)
    pages = {
        (student.name, file): (
            teacher.work / "class" / "feedback" / student.name / name / file
        ).with_suffix(".html")
        for student in students
        for file in source
    }
    for (student, file), page in pages.items():
        _check(page.is_file(), f"generate_feedback: {student} has no page for {file}.")
    say(f"instructor  generate_feedback: {len(pages)} pages")
    teacher.nbgrader("release_feedback", name)
    released = list((course_folder / "feedback").glob("*.html"))
    _check(
        len(released) == len(pages),
        f"release_feedback: {len(released)} of {len(pages)} pages are in the exchange.",
    )
    say(f"instructor  release_feedback: {len(released)} pages are in the exchange")
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda student: student.nbgrader("fetch_feedback", name), students))
    fetched = {}
    for student in students:
        for file in source:
            stem = Path(file).stem
            found = list((student.work / name / "feedback").glob(f"*/{stem}.html"))
            own = pages[student.name, file].read_bytes()
            _check(
                len(found) == 1 and found[0].read_bytes() == own,
                f"{student.name}: fetch_feedback didn't bring the student's own page for {file}.",
            )
            fetched[student.name] = found[0]
        say(f"{student.name:<11} fetch_feedback: the student's own page")
    return fetched


def _export(
    teacher: Person,
    root: Path,
    points: dict[str, dict[str, float | None]],
    say: Callable[[str], None],
) -> dict[str, dict[str, str]]:
    teacher.nbgrader("export")
    with (root / "class" / "grades.csv").open(newline="", encoding="utf-8") as file:
        export = {row["student_id"]: row for row in csv.DictReader(file)}
    _check(set(export) == set(ROSTER), f"export: it has {sorted(export)}, not the whole roster.")
    for student, row in export.items():
        total = sum(filter(None, points.get(student, {}).values()))
        _check(
            float(row["score"]) == total
            and (row["status"] == "missing") == (student not in points),
            f"export: {student} has {row['score']} points ({row['status']}), not {total}.",
        )
        _check(
            (row["first_name"], row["last_name"]) == ROSTER[student],
            f"export: {student}'s name became {row['first_name']!r}, {row['last_name']!r}.",
        )
    say(f"instructor  export: {len(export)} rows, who handed in nothing included")
    return export


def table(results: Results) -> str:
    """The class's grades: a row for each question, a column for each student.

    Args:
        results: What `play` returned.

    Returns:
        Lines of text. "by hand" is an answer that waits for a person, "-" one not handed in.
    """

    def shown(points: float | None) -> str:
        return "by hand" if points is None else f"{points:g}"

    rows = [["", "max", *results.export]]
    for question in results.questions:
        row = [question.grade_id, shown(question.points)]
        for student in results.export:
            got = results.points.get(student)
            row.append("-" if got is None else shown(got[question.grade_id]))
        rows.append(row)
    most = sum(question.points for question in results.questions)
    totals = [
        "missing" if row["status"] == "missing" else shown(float(row["score"]))
        for row in results.export.values()
    ]
    rows.append(["total", shown(most), *totals])
    first, *others = (max(map(len, column)) for column in zip(*rows, strict=True))
    return "\n".join(
        "  ".join([row[0].ljust(first), *map(str.rjust, row[1:], others)]).rstrip() for row in rows
    )


def main(arguments: list[str] | None = None) -> int:
    """Play the class and print its grades; 1 if a step fails, 2 if it can't begin."""
    parser = argparse.ArgumentParser(
        prog="python -m classroom.drill",
        description="Play a whole class: release, fetch, submit, collect, grade, give back.",
    )
    parser.add_argument("assignment", nargs="?", default="perceptron", help="default: perceptron")
    parser.add_argument(
        "--course", type=Path, default=Path(), help="the folder of nbgrader_config.py; default: ."
    )
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep all files there; new, or empty"
    )
    options = parser.parse_args(arguments)
    if not (options.course / "nbgrader_config.py").is_file():
        parser.error(f"there is no nbgrader_config.py in {options.course.resolve()}.")
    keep = options.keep
    if keep is not None and keep.exists() and not (keep.is_dir() and not any(keep.iterdir())):
        parser.error(f"--keep: {keep} exists and isn't an empty folder.")
    try:
        assignments.source(options.course, options.assignment)
        with tempfile.TemporaryDirectory(prefix="nnbook-class-") as scratch:
            folder = keep or Path(scratch)
            folder.mkdir(parents=True, exist_ok=True)
            results = play(options.course, options.assignment, folder)
            print(f"\n{table(results)}\n")
            if keep is None:
                print("All of it was temporary, and is gone; --keep FOLDER keeps the files.")
            else:
                print(f"Kept in {folder}. Feedback, to open in a browser:")
                for page in results.feedback.values():
                    print(f"  {page}")
    except (assignments.AssignmentError, notebooks.NotebookError, DrillError, OSError) as error:
        kept = f" The files so far are in {keep}." if keep is not None and keep.exists() else ""
        print(f"class drill: {error}{kept}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
