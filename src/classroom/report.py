"""How an assignment went, on one page: `nnbook-class report ASSIGNMENT [--anonymous] [--to FILE]`.

Pictures first: the class's points, and how hard each question is and how well it tells apart. Then
the commonest failure messages of each question, and who needs a look. The page is one file that
needs no network and runs no script. With `--anonymous` it has neither names nor ids, and no message
that fewer than three students share.

Nothing is run: the points come from the gradebook, the messages from the graded notebooks. A file
that is damaged is left out, which a line on standard error says.
"""

import argparse
import ast
import difflib
import html
import io
import json
import logging
import math
import re
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib
import matplotlib.style
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import DBAPIError
from traitlets.config import PyFileConfigLoader

from classroom import assignments, notebooks
from classroom.assignments import AssignmentError
from classroom.collect import Refused, altered
from classroom.export import is_collected, write_private

# A message that fewer share might tell who wrote the code; so might a class that is smaller.
SHARED_BY, SMALLEST_CLASS = 3, 5
# How far below a student's other assignments is far, as a part of all points.
FAR_BELOW = 0.3
# The part of the class at each end that "upper less lower" compares (Kelley, 1939).
ENDS = 0.27

log = logging.getLogger(__name__)


# --- What the class did -----------------------------------------------------------------------


@dataclass
class Question:
    """A graded cell.

    Attributes:
        name: Its grade id.
        title: The heading that it stands under, or its grade id.
        points: The most that it gives.
        by_hand: Whether a person grades it.
        shares: By student, the part of the points that were given; only what has been graded.
        failures: By student, the message of a test that failed.
    """

    name: str
    title: str
    points: float
    by_hand: bool
    shares: dict[str, float] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)


@dataclass
class Results:
    """What a class did in an assignment.

    Attributes:
        assignment: Its name.
        names: The roster: full names by student.
        questions: In the assignment's order.
        handed_in: Who handed something in.
        looks: Why somebody needs a look: by reason, pairs of a student and a detail.
    """

    assignment: str
    names: dict[str, str]
    questions: list[Question]
    handed_in: list[str]
    looks: dict[str, list[tuple[str, str]]]

    def totals(self) -> dict[str, float]:
        """By student, the part of the points graded so far that were given."""
        found = {}
        for student in self.handed_in:
            graded = [each for each in self.questions if student in each.shares]
            most = sum(each.points for each in graded)
            if most:
                got = sum(each.shares[student] * each.points for each in graded)
                found[student] = got / most
        return found


FAILED = "Not graded"
ENDED = "Ended before the last cell"
ALTERED = "Changed after it was collected"
BELOW = "Far below their other assignments"
SAME = "The same code"
LATE = "Late"
MANUAL = "Waiting for a grade by hand"
MISSING = "Nothing handed in"
LOOKS = {
    FAILED: "A test has no result. Grade again, and read the log.",
    ENDED: "The code ended its own process, or took too long; what ran before is graded.",
    ALTERED: "A file in class/submitted isn't what its receipt says.",
    BELOW: f"{FAR_BELOW:.0%} of the points or more below the mean of the others.",
    SAME: "In all answers, but for comments and layout. It proves nothing by itself.",
    LATE: "After the due date.",
    MANUAL: "In Formgrader.",
    MISSING: "On the roster, without a submission.",
}


def gather(course: Path, name: str) -> Results:
    """Read what a class did in an assignment.

    Args:
        course: The course's root: the folder of `nbgrader_config.py`.
        name: The assignment.

    Raises:
        AssignmentError: If the gradebook has no such assignment; names the nearest one.
    """
    course = Path(course).resolve()
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    coursedir = CourseDirectory(config=config)
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            assignment = gradebook.find_assignment(name)
        except MissingEntry:
            known = [each.name for each in gradebook.assignments]
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}."
            raise AssignmentError(f"The gradebook has no assignment {name!r}; {hint}") from None
        names = {
            student.id: " ".join(filter(None, (student.first_name, student.last_name)))
            for student in gradebook.students
        }
        questions = _questions(assignment, course)
        stubs = {
            cell.name: cell.source or ""
            for notebook in assignment.notebooks
            for cell in notebook.source_cells
            if not cell.locked
        }
        looks: dict[str, list[tuple[str, str]]] = {reason: [] for reason in LOOKS}
        submissions = sorted(
            gradebook.assignment_submissions(name), key=lambda each: each.student_id
        )
        handed_in = [submission.student_id for submission in submissions]
        _read_grades(gradebook, assignment, questions, looks)
        waiting = sorted(set(names) - set(handed_in))
        waiting = [student for student in waiting if is_collected(coursedir, name, student)]
        looks[FAILED] += [(student, "collected") for student in waiting]
        handed_in = sorted([*handed_in, *waiting])
        for submission in submissions:
            if submission.total_seconds_late > 0:
                late = timedelta(seconds=round(submission.total_seconds_late))
                looks[LATE].append((submission.student_id, f"by {late}"))
        result = Results(name, names, list(questions.values()), handed_in, looks)
        _compare(result, _others(gradebook, name))
    answers = _read_notebooks(coursedir, result, stubs)
    for students in same_answers(answers):
        for student in students:
            others = [other for other in students if other != student]
            looks[SAME].append((student, f"as {', '.join(others)}"))
    try:
        for student, files in sorted(altered(coursedir, name).items()):
            looks[ALTERED].append((student, ", ".join(files)))
    except Refused as reason:
        log.warning("Left out: %s.", reason)
    looks[MISSING] += [(student, "") for student in sorted(set(names) - set(handed_in))]
    return result


def _questions(assignment: Assignment, course: Path) -> dict[str, Question]:
    """The questions by grade id, in the notebooks' order, with the source's headings."""
    headings = {}
    try:
        for path in sorted(assignments.source(course, assignment.name).glob("*.ipynb")):
            for question in assignments.questions(notebooks.read(path)):
                headings[question.grade_id] = question.heading
    except (AssignmentError, notebooks.NotebookError):
        pass  # a gradebook may outlive its source; the questions then go by their ids
    found = {}
    for notebook in sorted(assignment.notebooks, key=lambda each: each.name):
        order = {cell.name: place for place, cell in enumerate(notebook.source_cells)}
        by_hand = {cell.name for cell in [*notebook.solution_cells, *notebook.task_cells]}
        cells = [*notebook.grade_cells, *notebook.task_cells]
        for cell in sorted(cells, key=lambda each: order.get(each.name, -1)):
            if cell.max_score:
                title = re.sub(r"\s*\([^()]*points?\)$", "", headings.get(cell.name, ""))
                found[cell.name] = Question(
                    cell.name, title or cell.name, cell.max_score, cell.name in by_hand
                )
    titles = Counter(question.title for question in found.values())
    for question in found.values():
        if titles[question.title] > 1 and question.title != question.name:
            question.title += f": {question.name}"
    return found


def _read_grades(
    gradebook: Gradebook,
    assignment: Assignment,
    questions: dict[str, Question],
    looks: dict[str, list[tuple[str, str]]],
) -> None:
    """Fill in the shares, with one query for the whole class."""
    rows = (
        gradebook.db.query(
            SubmittedAssignment.student_id,
            BaseCell.name,
            Grade.score,
            Grade.auto_score,
            Grade.manual_score,
            Grade.needs_manual_grade,
        )
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .filter(SubmittedAssignment.assignment_id == assignment.id)
        .order_by(SubmittedAssignment.student_id)
    )
    without: dict[str, list[str]] = defaultdict(list)
    waiting: dict[str, list[str]] = defaultdict(list)
    for student, name, score, auto, manual, needs_manual in rows:
        question = questions.get(name)
        if question is None:
            continue
        if auto is None and manual is None and not question.by_hand:
            without[student].append(name)
        elif needs_manual:
            waiting[student].append(name)
        elif auto is not None or manual is not None:
            question.shares[student] = score / question.points
    looks[FAILED] += [(student, ", ".join(cells)) for student, cells in without.items()]
    looks[MANUAL] += [(student, ", ".join(cells)) for student, cells in waiting.items()]


def _others(gradebook: Gradebook, name: str) -> dict[str, float]:
    """By student, the mean share of points in the other assignments that are graded."""
    shares: dict[str, list[float]] = defaultdict(list)
    for assignment in gradebook.assignments:
        if assignment.name != name and assignment.max_score:
            rows = gradebook.db.query(SubmittedAssignment.student_id, SubmittedAssignment.score)
            rows = rows.filter(
                SubmittedAssignment.assignment_id == assignment.id,
                ~SubmittedAssignment.needs_manual_grade,
            )
            for student, score in rows:
                shares[student].append(score / assignment.max_score)
    return {student: statistics.fmean(values) for student, values in shares.items()}


def _compare(result: Results, others: dict[str, float]) -> None:
    for student, share in sorted(result.totals().items()):
        if student in others and others[student] - share >= FAR_BELOW:
            detail = f"{share:.0%} here, {others[student]:.0%} in the others"
            result.looks[BELOW].append((student, detail))


def _read_notebooks(
    coursedir: CourseDirectory, result: Results, stubs: dict[str, str]
) -> dict[str, dict[str, str]]:
    """Fill in the failures from the graded notebooks; return the code, by student and cell."""
    questions = {question.name: question for question in result.questions}
    answers: dict[str, dict[str, str]] = {}
    for student in result.handed_in:
        folder = Path(
            coursedir.format_path(coursedir.autograded_directory, student, result.assignment)
        )
        answers[student] = {}
        for path in sorted(folder.glob("*.ipynb")):
            try:
                cells = notebooks.read(path).cells
            except notebooks.NotebookError as error:
                log.warning("Left out: %s", error)
                continue
            for cell in cells:
                marks = cell.metadata.get("nbgrader", {})
                name, text = marks.get("grade_id"), cell.source
                answer = marks.get("solution") and cell.cell_type == "code"
                if answer and _plain(text) != _plain(stubs.get(name, "")):
                    answers[student][name] = _plain(text)
                if name in questions and not questions[name].by_hand:
                    message = _failure(cell.get("outputs", []))
                    if message:
                        questions[name].failures[student] = message
        record = Path(coursedir.root, coursedir.autograded_directory).with_name("grading")
        record = record / result.assignment / f"{student}.json"
        try:
            noted = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
            if noted.get("why"):
                result.looks[ENDED].append((student, noted["why"]))
        except (ValueError, AttributeError) as error:
            log.warning("Left out: %s isn't a record of grading (%s).", record, error)
    return answers


def _failure(outputs: Iterable[dict[str, Any]]) -> str:
    """The first line of a cell's error, with its kind; "" if there is none."""
    for output in outputs:
        if output.get("output_type") == "error":
            said = re.sub(r"\x1b\[[0-9;]*m", "", str(output.get("evalue", "")))
            lines = [line.strip() for line in said.splitlines() if line.strip()]
            return ": ".join([str(output.get("ename", "error")), *lines[:1]])
    return ""


def _plain(source: str) -> str:
    """A source without comments and layout."""
    try:
        return ast.unparse(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # the last of the parser's
        return " ".join(source.split())


def same_answers(answers: dict[str, dict[str, str]]) -> list[list[str]]:
    """Groups of students whose answers are all the same.

    Args:
        answers: By student, then by grade id, the code that isn't the stub, without comments and
            layout.

    Returns:
        Sorted groups of two or more. Who answered fewer than two cells is in none, nor are answers
        that a third of the class or more share: these are what the task asks for.
    """
    groups: dict[tuple, list[str]] = defaultdict(list)
    for student, cells in sorted(answers.items()):
        if len(cells) >= 2:
            groups[tuple(sorted(cells.items()))].append(student)
    most = max(3, len(answers) / 3)
    return sorted(group for group in groups.values() if 2 <= len(group) < most)


# --- Statistics -------------------------------------------------------------------------------


def discrimination(question: Question, questions: Sequence[Question]) -> float | None:
    """How well a question tells strong students from weak ones: the item-rest correlation.

    Args:
        question: The question.
        questions: All of them.

    Returns:
        The correlation of the share of its points with the points in all other questions, from -1
        to 1. For a question that is right or wrong it is the point-biserial correlation. None if
        fewer than five were graded, or all got the same.

    Source:
        F. Lord and M. Novick, Statistical Theories of Mental Test Scores, 1968, chapter 15.
    """
    students = sorted(question.shares)
    rest = [
        sum(
            other.points * other.shares.get(student, 0.0)
            for other in questions
            if other is not question
        )
        for student in students
    ]
    share = [question.shares[student] for student in students]
    if len(students) < SMALLEST_CLASS or len(set(share)) == 1 or len(set(rest)) == 1:
        return None
    return statistics.correlation(share, rest)


def upper_less_lower(question: Question, totals: dict[str, float]) -> float | None:
    """The mean share of the strongest 27% less that of the weakest.

    Args:
        question: The question.
        totals: By student, the share of all points.

    Returns:
        From -1 to 1; None if fewer than five were graded.

    Source:
        T. Kelley, The selection of upper and lower groups for the validation of test items, 1939.
    """
    students = sorted(question.shares, key=lambda student: (totals[student], student))
    if len(students) < SMALLEST_CLASS:
        return None
    count = max(1, round(ENDS * len(students)))
    lower, upper = students[:count], students[-count:]
    return statistics.fmean(question.shares[each] for each in upper) - statistics.fmean(
        question.shares[each] for each in lower
    )


class Failure(NamedTuple):
    """A failure message and how many students got it."""

    message: str
    count: int


def commonest(question: Question, least: int = 1, most: int = 5) -> list[Failure]:
    """The commonest messages of a question's test; messages that differ only in numbers are one.

    Args:
        question: The question.
        least: How many students must share a message.
        most: How many messages to return.

    Returns:
        The commonest first. Where numbers differ, "…" stands for each.
    """
    kinds: dict[str, list[str]] = defaultdict(list)
    for _, message in sorted(question.failures.items()):
        kinds[re.sub(r"\d+(\.\d+)?(e[+-]?\d+)?", "…", message)].append(message)
    found = [
        Failure(messages[0] if len(set(messages)) == 1 else kind, len(messages))
        for kind, messages in kinds.items()
        if len(messages) >= least
    ]
    return sorted(found, key=lambda each: (-each.count, each.message))[:most]


# --- Pictures ---------------------------------------------------------------------------------

# Each stands for a color of the page, which is another in the dark.
INK, SOFT, BAR, MARK = "#010101", "#020202", "#030303", "#040404"
_VARIABLES = {INK: "--ink", SOFT: "--soft", BAR: "--bar", MARK: "--mark"}


def _svg(figure: Figure, label: str) -> str:
    """A figure as SVG for a page, in the page's own letters and colors."""
    data = io.StringIO()
    FigureCanvasSVG(figure)
    style = {"svg.fonttype": "none", "svg.hashsalt": label}
    with matplotlib.rc_context(style):
        figure.savefig(data, format="svg", transparent=True, metadata={"Date": None})
    text = data.getvalue()
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r' id="[a-z]+[a-z0-9]*_\d+"', "", text[text.index("<svg") :])
    for color, variable in _VARIABLES.items():
        text = text.replace(color, f"var({variable})")
    return text.replace("<svg ", f'<svg role="img" aria-label="{html.escape(label)}" ', 1)


def _axes(figure: Figure, *position: int, **options: Any) -> Any:
    axes = figure.add_subplot(*position, **options)
    axes.tick_params(colors=INK, labelsize=10, length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(SOFT)
    return axes


@matplotlib.style.context("default")
def distribution(totals: Sequence[float]) -> str:
    """The class's points: a bar for each tenth, with the median."""
    counts = [0] * 10
    for share in totals:
        counts[min(9, max(0, int(share * 10 + 1e-9)))] += 1
    figure = Figure(figsize=(5.2, 2.6), layout="constrained")
    axes = _axes(figure, 1, 1, 1)
    bars = axes.bar(range(5, 100, 10), counts, width=9, color=BAR)
    axes.bar_label(bars, [str(n) if n else "" for n in counts], color=INK, fontsize=10, padding=1)
    middle = 100 * statistics.median(totals)
    axes.axvline(middle, color=MARK, linestyle="--", linewidth=1.5)
    left = middle > 60
    axes.annotate(
        f"median {middle:.0f}%",
        (middle, 1),
        xycoords=("data", "axes fraction"),
        xytext=(-4 if left else 4, -1),
        textcoords="offset points",
        ha="right" if left else "left",
        va="top",
        color=MARK,
        fontsize=10,
    )
    axes.set_ylim(0, 1.3 * max(counts))
    axes.set_yticks([])
    axes.set_xticks(range(0, 101, 20), [f"{n}%" for n in range(0, 101, 20)])
    axes.set_xlabel("part of the points", color=INK, fontsize=10)
    label = f"Distribution of points of {len(totals)} students, in tenths: " + ", ".join(
        f"{10 * n} to {10 * n + 10} percent {count}" for n, count in enumerate(counts)
    )
    return _svg(figure, f"{label}; the median is {middle:.0f} percent")


@matplotlib.style.context("default")
def difficulty(questions: Sequence[Question]) -> str:
    """Each question: the mean share of its points, and how well it tells apart."""
    figure = Figure(figsize=(5.2, 0.9 + 0.34 * len(questions)), layout="constrained")
    places = range(len(questions), 0, -1)
    shares = [100 * statistics.fmean(q.shares.values()) if q.shares else 0.0 for q in questions]
    left = _axes(figure, 1, 2, 1)
    bars = left.barh(places, shares, height=0.62, color=BAR)
    told = [
        f"{share:.0f}%" if q.shares else "–" for share, q in zip(shares, questions, strict=True)
    ]
    left.bar_label(bars, told, color=INK, fontsize=10, padding=3)
    titles = [q.title if len(q.title) <= 30 else f"{q.title[:29]}…" for q in questions]
    left.set_yticks(places, titles, parse_math=False)  # it knows little of LaTeX
    left.set_xlim(0, 125)
    left.set_xticks([0, 50, 100], ["0%", "50%", "100%"])
    left.set_title("mean share", color=INK, fontsize=10)
    right = _axes(figure, 1, 2, 2, sharey=left)
    right.tick_params(labelleft=False)
    right.axvline(0, color=SOFT, linewidth=1)
    right.axvline(0.2, color=SOFT, linewidth=1, linestyle="--")
    values = [discrimination(q, questions) for q in questions]
    for place, value in zip(places, values, strict=True):
        if value is not None:
            right.plot([0, value], [place, place], color=MARK, linewidth=1.5)
            right.plot(value, place, color=MARK, marker="o" if value >= 0.2 else "X", markersize=7)
    right.set_xlim(min(-0.3, *(v for v in values if v is not None), 0) - 0.05, 1.05)
    right.set_xticks([0, 0.5, 1])
    right.set_title("tells apart", color=INK, fontsize=10)
    left.set_ylim(0.4, len(questions) + 0.6)
    parts = [
        f"{q.title}: mean share {share}, discrimination {_number(value)}"
        for q, share, value in zip(questions, told, values, strict=True)
    ]
    return _svg(figure, "Questions. " + "; ".join(parts))


# --- The page ---------------------------------------------------------------------------------

STYLE = """
:root { color-scheme: light dark; --page: #fff; --ink: #1f2328; --soft: #8a9199; --bar: #2f6fb0;
  --mark: #a8400a; --line: #d8dce0; --tint: #2f6fb022; }
@media (prefers-color-scheme: dark) { :root { --page: #14181d; --ink: #e4e7ea; --soft: #8b949e;
  --bar: #5b9bd9; --mark: #f0a06a; --line: #343b43; --tint: #5b9bd933; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 4rem; background: var(--page);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 0.3rem; }
p { margin: 0.4rem 0; } .soft { color: var(--soft); } small { font-size: 0.875rem; }
.facts { display: flex; flex-wrap: wrap; gap: 0.3rem 2rem; margin: 1rem 0; padding: 0;
  list-style: none; }
.facts b { font-size: 1.4rem; font-weight: 600; margin-right: 0.3rem; }
svg { display: block; width: 100%; max-width: 40rem; height: auto; }
svg text { font-family: system-ui, sans-serif !important; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { text-align: left; padding: 0.25rem 0.6rem 0.25rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; } th { font-weight: 600; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code { font: 0.85rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
.of { display: block;
  background: linear-gradient(var(--tint), var(--tint)) no-repeat 0 / var(--part) 100%; }
summary { cursor: pointer; font-weight: 600; } details { margin: 0.8rem 0; }
"""


def _number(value: float | None) -> str:
    return "–" if value is None or math.isnan(value) else f"{value:.2f}".replace("-", "−")


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int]) -> str:
    """A table of cells that are HTML already."""

    def cell(tag: str, place: int, text: str) -> str:
        return f"<{tag} class=n>{text}</{tag}>" if place in numbers else f"<{tag}>{text}</{tag}>"

    lines = ["<div class=wide><table><thead><tr>"]
    lines += [cell("th", place, text) for place, text in enumerate(header)]
    lines.append("</tr></thead><tbody>")
    for row in rows:
        cells = "".join(cell("td", place, text) for place, text in enumerate(row))
        lines.append(f"<tr>{cells}</tr>")
    return "".join([*lines, "</tbody></table></div>"])


def page(result: Results, anonymous: bool = False, made: datetime | None = None) -> str:
    """The report as one HTML page.

    Args:
        result: What `gather` found.
        anonymous: Whether to leave out names, ids, and messages that few students share.
        made: The time that the page says it was made at, if any.

    Raises:
        AssignmentError: If `anonymous`, and so few are graded that a number would tell a name.
    """
    esc, totals = html.escape, result.totals()
    if anonymous and len(totals) < SMALLEST_CLASS:
        raise AssignmentError(
            f"An anonymous report needs at least {SMALLEST_CLASS} graded submissions, "
            f"and {result.assignment!r} has {len(totals)}."
        )
    title = f"How {result.assignment} went"
    facts = [
        (str(len(result.handed_in)), f"of {len(result.names)} handed in"),
        (str(len(result.looks[FAILED])), "not graded"),
        (str(len(result.looks[MANUAL])), "waiting for a grade by hand"),
    ]
    if totals:
        facts.insert(1, (f"{statistics.median(totals.values()):.0%}", "median"))
    parts = [
        "<!doctype html><html lang=en><head><meta charset=utf-8>",
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name=viewport content="width=device-width, initial-scale=1">',
        f"<title>{esc(title)}</title><style>{STYLE}</style></head><body><main>",
        f"<h1>{esc(title)}</h1>",
    ]
    if made:
        parts.append(f"<p class=soft><small>{made:%Y-%m-%d %H:%M} UTC</small></p>")
    parts += ["<ul class=facts>", *(f"<li><b>{n}</b>{what}</li>" for n, what in facts), "</ul>"]
    if totals:
        parts += ["<h2>Points</h2>", distribution(sorted(totals.values()))]
        parts += ["<h2>Questions</h2>", difficulty(result.questions), _explained(result, totals)]
        parts.append(_failures(result, anonymous))
    else:
        parts.append("<p>Nothing is graded yet.</p>")
    parts += [_looks(result, anonymous), "</main></body></html>\n"]
    return "".join(parts)


def _explained(result: Results, totals: dict[str, float]) -> str:
    rows = []
    for question in result.questions:
        share = statistics.fmean(question.shares.values()) if question.shares else None
        rows.append(
            [
                html.escape(question.title) + (" <i>by hand</i>" if question.by_hand else ""),
                f"{question.points:g}",
                str(len(question.shares)),
                "–" if share is None else f"{share:.0%}",
                _number(discrimination(question, result.questions)),
                _number(upper_less_lower(question, totals)),
            ]
        )
    header = ["question", "points", "graded", "mean", "tells apart", "upper − lower"]
    return (
        "<p><small>“Tells apart” is the correlation of a question’s points with the points in all "
        "others. Below 0.2 (the broken line, and a cross) look at the question: it may be too "
        "easy, too hard, or wrong. “Upper − lower” is the mean of the strongest 27% less that of "
        "the weakest. In a small class both are rough.</small></p>"
    ) + _table(header, rows, numbers=range(1, 6))


def _failures(result: Results, anonymous: bool) -> str:
    parts = ["<h2>Commonest failures</h2>"]
    for question in result.questions:
        found = commonest(question, least=SHARED_BY if anonymous else 1)
        if found:
            graded = len(question.shares) or 1
            rows = [
                (
                    f'<span class=of style="--part:{min(1, each.count / graded):.0%}">'
                    f"<code>{html.escape(each.message)}</code></span>",
                    str(each.count),
                )
                for each in found
            ]
            parts.append(f"<h3>{html.escape(question.title)}</h3>")
            parts.append(_table(["message", "students"], rows, numbers=[1]))
    if len(parts) == 1:
        parts.append("<p>None.</p>")
    elif anonymous:
        parts.append(
            f"<p><small>Messages that fewer than {SHARED_BY} students share are left out."
            "</small></p>"
        )
    return "".join(parts)


def _looks(result: Results, anonymous: bool) -> str:
    parts = ["<h2>Who needs a look</h2>"]
    reasons = {reason: those for reason, those in result.looks.items() if those}
    if not reasons:
        return "".join([*parts, "<p>Nobody.</p>"])
    if anonymous:
        rows = [
            (f"{reason}<br><small class=soft>{html.escape(LOOKS[reason])}</small>", str(len(those)))
            for reason, those in reasons.items()
        ]
        return "".join([*parts, _table(["why", "students"], rows, numbers=[1])])
    for reason, those in reasons.items():
        opened = "" if reason in (MANUAL, MISSING) and len(those) > 10 else " open"
        rows = [
            [html.escape(text) for text in (student, result.names.get(student, ""), detail)]
            for student, detail in those
        ]
        parts.append(
            f"<details{opened}><summary>{reason} ({len(those)})</summary>"
            f"<p class=soft><small>{html.escape(LOOKS[reason])}</small></p>"
            + _table(["id", "name", "detail"], rows, numbers=[])
            + "</details>"
        )
    return "".join(parts)


def main(arguments: list[str] | None = None) -> int:
    """Write the report; 1 if that fails."""
    parser = argparse.ArgumentParser(
        prog="nnbook-class report", description="Draw how an assignment went, on one HTML page."
    )
    parser.add_argument("assignment")
    parser.add_argument("--anonymous", action="store_true", help="without names and ids")
    parser.add_argument(
        "--to", type=Path, metavar="FILE", help="default: class/report-ASSIGNMENT.html"
    )
    parser.add_argument(
        "--course", type=Path, default=Path(), help="the folder of nbgrader_config.py; default: ."
    )
    options = parser.parse_args(arguments)
    if not (options.course / "nbgrader_config.py").is_file():
        parser.error(f"there is no nbgrader_config.py in {options.course.resolve()}.")
    end = "-anonymous" if options.anonymous else ""
    target = options.to or options.course / "class" / f"report-{options.assignment}{end}.html"
    if not target.absolute().parent.is_dir():
        parser.error(f"--to: there is no folder {target.absolute().parent} to write to.")
    logging.basicConfig(format="%(message)s")
    try:
        result = gather(options.course, options.assignment)
        text = page(result, options.anonymous, datetime.now(UTC))
    except (AssignmentError, DBAPIError) as error:
        if isinstance(error, DBAPIError):
            error = f"The gradebook of {options.course.resolve()} can't be read: {error.orig}."
        print(f"nnbook-class report: {error}", file=sys.stderr)
        return 1
    try:
        write_private(target, text)
    except OSError as error:
        print(f"nnbook-class report: {target} can't be written: {error.strerror}.", file=sys.stderr)
        return 1
    print(f"The report is in {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
