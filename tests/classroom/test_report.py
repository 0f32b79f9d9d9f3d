"""The report of a class of 40, made straight in the gradebook: right numbers, and no secrets."""

import html
import json
import os
import random
import re
import shutil
import statistics
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import matplotlib
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.api import Gradebook

from classroom import report
from classroom.assignments import AssignmentError
from classroom.report import (
    Question,
    commonest,
    discrimination,
    gather,
    main,
    page,
    same_answers,
    upper_less_lower,
)

ROOT = Path(__file__).resolve().parents[2]
# Grade id, heading, points, difficulty (the ability that half of the class needs).
TESTS = (
    ("test-gate", "1. Gates (2 points)", 2, 0.15),
    ("test-fit", "2. Fit a perceptron (5 points)", 5, 0.5),
    ("test-loss", "3. The loss (3 points)", 3, 0.7),
    ("test-shape", "4. Shapes", 3, 0.4),
    ("test-random", "5. A question that <b>anybody</b> guesses", 2, None),
)
FIRST = "Ada Ben Cleo Dan Eva Finn Gwen Hugo Iris Jan Kai Lea Max Nina Otto Pia Quinn Rosa Sven Tia"


def marks(grade_id, grade=False, solution=False, points=0):
    """A cell's metadata."""
    data = {"grade_id": grade_id, "grade": grade, "solution": solution, "points": points}
    return {"nbgrader": data | {"schema_version": 3, "locked": grade and not solution}}


def answered(answers, errors, why):
    """A graded notebook."""
    cells = []
    for name, heading, points, _ in TESTS:
        cells.append(new_markdown_cell(f"## {heading}"))
        code = answers.get(name, "def f(x):\n    ...")
        cells.append(new_code_cell(code, metadata=marks(f"answer-{name}", solution=True)))
        test = new_code_cell("assert f(1)", metadata=marks(name, grade=True, points=points))
        if name in errors:
            kind, text = errors[name]
            test.outputs = [new_output("error", ename=kind, evalue=text, traceback=[])]
        cells.append(test)
    cells.append(new_markdown_cell("## 6. Why?"))
    cells.append(new_markdown_cell(why, metadata=marks("why", True, True, 4)))
    return new_notebook(cells=cells)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course whose 40 students have been graded in `tiny`, most of them; 2 more did nothing."""
    root = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    (root / "exercises" / "tiny").mkdir(parents=True)
    nbformat.write(answered({}, {}, "Because."), root / "exercises" / "tiny" / "tiny.ipynb")
    (root / "class" / "grading" / "tiny").mkdir(parents=True)
    chance = random.Random(7)
    path = root / "class" / "gradebook.db"
    with Gradebook(f"sqlite:///{path}", "nnbook") as book:
        for name in ("tiny", "before"):
            book.add_assignment(name, duedate="2030-01-02 12:00:00")
            book.add_notebook(name, name)
        book.add_grade_cell("all", "before", "before", max_score=10, cell_type="code")
        for name, _, points, _ in TESTS:
            answer = f"answer-{name}"
            stub = "def f(x):\n    ..."
            book.add_solution_cell(answer, "tiny", "tiny")
            book.add_source_cell(answer, "tiny", "tiny", cell_type="code", source=stub)
            book.add_grade_cell(name, "tiny", "tiny", max_score=points, cell_type="code")
            book.add_source_cell(name, "tiny", "tiny", cell_type="code", locked=True)
        book.add_grade_cell("why", "tiny", "tiny", max_score=4, cell_type="markdown")
        book.add_solution_cell("why", "tiny", "tiny")
        book.add_source_cell("why", "tiny", "tiny", cell_type="markdown", source="Because.")
        for number in range(42):
            first, last = FIRST.split()[number % 20], ("Adams", "Brown", "Zhou <i>")[number // 20]
            student = f"{first.lower()}{number:02}"
            book.add_student(student, first_name=first, last_name=last)
            if number >= 40:
                continue
            ability = chance.betavariate(3, 2)
            earlier = book.add_submission("before", student)
            (before,) = earlier.notebooks[0].grades
            before.auto_score = 10 if number == 5 else 10 * ability
            before.needs_manual_grade = False
            hour = 15 if number in (3, 4) else 9
            late = book.add_submission("tiny", student, timestamp=f"2030-01-02 {hour}:30:00")
            grades = {grade.name: grade for grade in late.notebooks[0].grades}
            errors, answers = {}, {}
            for name, _, points, needed in TESTS:
                answers[name] = f"def f(x):\n    return x + {number}"
                right = chance.random() < 0.5 if needed is None else ability > needed
                if number == 5:
                    right = False
                if number == 6:
                    continue  # could not be graded
                grades[name].needs_manual_grade = False  # as nbgrader sets it
                grades[name].auto_score = points if right else 0
                if not right:
                    text = f"expected {number}.5, got {number * 7}, as in x = -{number}e-3"
                    errors[name] = {
                        0: ("AssertionError", f"wrong sign: {text}"),
                        1: (
                            "TypeError",
                            "unsupported operand type(s)\nfor <script>alert(1)</script>",
                        ),
                    }.get(
                        number % 3, ("AssertionError", "\n\x1b[31mNot equal to tolerance\x1b[0m\n")
                    )
            if number in (8, 9):
                errors["test-fit"] = ("OSError", f"no file /home/{student}/secret.csv")
                grades["test-fit"].auto_score = 0
                answers = {n: f"def f(x):  # {student}\n  return (x*2)" for n in answers}
            if number in (10, 11, 12):
                answers = {
                    "test-gate": "def f(x):\n    return x"
                }  # one answer, which proves nothing
            grades["why"].needs_manual_grade = number % 4 == 0
            grades["why"].manual_score = None if number % 4 == 0 else round(4 * ability)
            folder = root / "class" / "autograded" / student / "tiny"
            folder.mkdir(parents=True)
            nbformat.write(answered(answers, errors, f"I am {student}"), folder / "tiny.ipynb")
            if number == 7:
                why = "the kernel was killed in this cell"
                (root / "class" / "grading" / "tiny" / f"{student}.json").write_text(
                    json.dumps({"status": "graded", "why": why})
                )
        book.db.commit()
    return SimpleNamespace(root=root, gradebook=path)


@pytest.fixture(scope="module")
def result(course):
    return gather(course.root, "tiny")


def question(result, name):
    return next(each for each in result.questions if each.name == name)


def test_the_questions_are_in_order_with_their_headings(result):
    assert [(each.name, each.title, each.points) for each in result.questions] == [
        ("test-gate", "1. Gates", 2),
        ("test-fit", "2. Fit a perceptron", 5),
        ("test-loss", "3. The loss", 3),
        ("test-shape", "4. Shapes", 3),
        ("test-random", "5. A question that <b>anybody</b> guesses", 2),
        ("why", "6. Why?", 4),
    ]


def test_shares_are_the_gradebooks(course, result):
    with Gradebook(f"sqlite:///{course.gradebook}", "nnbook") as book:
        for submission in book.assignment_submissions("tiny"):
            for grade in submission.notebooks[0].grades:
                share = question(result, grade.name).shares.get(submission.student_id)
                graded = grade.auto_score is not None or grade.manual_score is not None
                assert share == (grade.score / grade.max_score if graded else None)
            if not submission.needs_manual_grade and submission.student_id != "gwen06":
                total = result.totals()[submission.student_id]
                assert total == pytest.approx(submission.score / submission.max_score)


def test_who_needs_a_look_and_why(result):
    looks = result.looks
    tests = "test-gate, test-fit, test-loss, test-shape, test-random"
    assert looks[report.FAILED] == [("gwen06", tests)]
    assert looks[report.ENDED] == [("hugo07", "the kernel was killed in this cell")]
    assert looks[report.LATE] == [("dan03", "by 3:30:00"), ("eva04", "by 3:30:00")]
    assert looks[report.MISSING] == [("ada40", ""), ("ben41", "")]
    assert [student for student, _ in looks[report.MANUAL]] == sorted(
        f"{FIRST.split()[n % 20].lower()}{n:02}" for n in range(0, 40, 4)
    )
    assert looks[report.SAME] == [("iris08", "as jan09"), ("jan09", "as iris08")]
    with_others = {"finn05": r"\d+% here, 100% in the others"}
    assert set(with_others) <= set(dict(looks[report.BELOW]))
    for student, detail in looks[report.BELOW]:
        assert re.fullmatch(with_others.get(student, r"\d+% here, \d+% in the others"), detail)
    assert looks[report.ALTERED] == []


def test_a_question_at_random_tells_nothing_apart(result):
    found = {each.name: discrimination(each, result.questions) for each in result.questions}
    assert found["test-random"] < 0.2 < min(found["test-fit"], found["test-shape"])
    totals = result.totals()
    ends = {each.name: upper_less_lower(each, totals) for each in result.questions}
    assert ends["test-random"] < ends["test-fit"]


def made(shares, points=1.0, name="q"):
    students = [f"s{n}" for n in range(len(shares))]
    return Question(name, name, points, False, dict(zip(students, shares, strict=True)))


def test_discrimination_is_the_point_biserial_correlation():
    """By its own formula, (M1 - M0) / s * sqrt(p (1 - p)), s over the whole class."""
    item = made([1, 1, 1, 0, 0, 0, 1, 0])
    other = made([0.9, 0.7, 0.8, 0.4, 0.1, 0.6, 0.5, 0.2], points=10)
    rest = [10 * share for share in other.shares.values()]
    right = [r for r, share in zip(rest, item.shares.values(), strict=True) if share]
    wrong = [r for r, share in zip(rest, item.shares.values(), strict=True) if not share]
    p = len(right) / len(rest)
    expected = statistics.fmean(right) - statistics.fmean(wrong)
    expected *= (p * (1 - p)) ** 0.5 / statistics.pstdev(rest)
    assert discrimination(item, [item, other]) == pytest.approx(expected)


def test_upper_less_lower_compares_27_percent():
    item = made([0, 0, 0, 1, 0, 1, 0, 1, 1, 0.5, 1])
    totals = {student: n / 10 for n, student in enumerate(item.shares)}
    assert upper_less_lower(item, totals) == pytest.approx((1 + 0.5 + 1) / 3)


@pytest.mark.parametrize("shares", [[1, 0, 1, 0], [1, 1, 1, 1, 1], []])
def test_too_few_or_all_alike_is_no_number(shares):
    item = made(shares)
    other = made([n / 10 for n in range(len(shares))])
    assert discrimination(item, [item, other]) is None
    if len(shares) < 5:
        assert upper_less_lower(item, other.shares) is None


def test_messages_that_differ_in_numbers_are_one():
    item = made([0] * 6)
    item.failures = {
        "a": "AssertionError: got 1.5", "b": "AssertionError: got 2", "c": "AssertionError: got 2",
        "d": "Error: 7", "e": "Error: 7", "f": "NameError",
    }  # fmt: skip
    assert commonest(item) == [("AssertionError: got …", 3), ("Error: 7", 2), ("NameError", 1)]
    assert commonest(item, least=2, most=1) == [("AssertionError: got …", 3)]


def test_a_message_is_the_first_line_that_says_something(result):
    failures = question(result, "test-loss").failures
    assert "AssertionError: Not equal to tolerance" in failures.values()
    assert "TypeError: unsupported operand type(s)" in failures.values()


def test_same_answers_leave_out_what_everybody_writes():
    everybody = {f"s{n}": {"a": "1", "b": "2"} for n in range(6)}
    assert same_answers(everybody) == []
    two = {f"s{n}": {"a": str(n), "b": "2"} for n in range(6)} | {"t": {"a": "5", "b": "2"}}
    assert same_answers(two) == [["s5", "t"]]
    assert same_answers({"s": {"a": "1"}, "t": {"a": "1"}}) == []


class Tags(HTMLParser):
    """The tags of a page, and whether each is closed."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("anonymous", [False, True])
def test_the_page_stands_alone(result, anonymous):
    text = page(result, anonymous)
    found = Tags(text)
    assert found.open == []
    tags = [tag for tag, _ in found.tags]
    assert tags.count("svg") == 2
    assert {"script", "link", "img", "iframe", "b"}.isdisjoint(set(tags) - {"b"})
    for _, attributes in found.tags:
        for name in ("src", "href", "xlink:href"):
            assert attributes.get(name, "#").startswith("#")
    assert "<script>" not in text and "<b>anybody</b>" not in text
    assert "&lt;b&gt;anybody" in text
    assert "default-src 'none'" in text


def test_pictures_come_first_and_say_what_they_show(result):
    text = page(result)
    assert text.index("<svg") < text.index("<table")
    labels = [tag[1]["aria-label"] for tag in Tags(text).tags if tag[0] == "svg"]
    counts = [int(n) for n in re.findall(r"to \d+ percent (\d+)", labels[0])]
    assert sum(counts) == len(result.totals()) == 40
    median = statistics.median(result.totals().values())
    assert labels[0].endswith(f"the median is {100 * median:.0f} percent")
    share = statistics.fmean(question(result, "test-fit").shares.values())
    assert f"2. Fit a perceptron: mean share {share:.0%}, discrimination " in labels[1]


def test_no_color_of_a_picture_is_fixed(result):
    """Light or dark, the page's own colors are used."""
    for figure in re.findall(r"<svg.*?</svg>", page(result), flags=re.DOTALL):
        assert not re.findall(r"#[0-9a-fA-F]{6}\b", figure)
        assert "var(--ink)" in figure and "var(--bar)" in figure


def test_two_pages_are_the_same(course, result):
    assert page(result) == page(gather(course.root, "tiny"))


def test_a_style_that_somebody_set_changes_nothing(result):
    plain = page(result)
    with matplotlib.rc_context({"axes.edgecolor": "#123456", "lines.linewidth": 9}):
        assert page(result) == plain


def test_the_anonymous_page_names_nobody(course, result):
    text = page(result, anonymous=True)
    for student, name in result.names.items():
        assert student not in text
        assert name.split()[0] not in re.sub(r"<[^>]*>", " ", text).split()
    assert "secret.csv" in page(result) and "secret.csv" not in text
    found = [failure for each in result.questions for failure in commonest(each, most=99)]
    shown = {message for message, count in found if count >= 3}
    rare = {message for message, _ in found} - shown
    assert shown and rare
    assert not [message for message in rare if html.escape(message) in text]


def test_a_small_class_has_no_anonymous_page(result):
    few = report.Results("tiny", result.names, [made([1, 0, 1, 0])], ["s0", "s1", "s2", "s3"], {})
    with pytest.raises(AssignmentError, match="needs at least 5 graded .* 'tiny' has 4"):
        page(few, anonymous=True)


def test_before_anything_is_graded(course):
    """Nobody has handed in, and the source may be gone."""
    with Gradebook(f"sqlite:///{course.gradebook}", "nnbook") as book:
        book.add_assignment("later")
    text = page(gather(course.root, "later"))
    assert "Nothing is graded yet." in text and "Nothing handed in (42)" in text
    (course.root / "class" / "submitted" / "ada00" / "later").mkdir(parents=True)
    result = gather(course.root, "later")
    assert result.handed_in == ["ada00"]
    assert result.looks[report.FAILED] == [("ada00", "collected")]
    assert "Nothing handed in (41)" in page(result)


def test_a_heading_may_hold_any_latex(result):
    titles = (r"The loss $\tfrac12 x$", r"Weights $\bm{w}$", "$$x$$", "5 $")
    text = report.difficulty([Question(title, title, 1.0, False) for title in titles])
    for title in titles:
        assert f">{title}</text>" in text


def test_damaged_files_are_left_out_and_named(course, tmp_path, caplog):
    root = tmp_path / "course"
    shutil.copytree(course.root, root)
    graded, records = root / "class/autograded", root / "class/grading/tiny"
    (graded / "ada00/tiny/tiny.ipynb").write_text("{")
    (graded / "ben01/tiny/tiny.ipynb").write_text("[]")
    (records / "ada00.json").write_text("")
    (records / "ben01.json").write_text("[]")
    (root / "class/receipts.csv").write_text("a,b\n1,2\n")
    assert main(["tiny", "--course", str(root)]) == 0
    said = [record.getMessage() for record in caplog.records]
    parts = ["ada00/tiny/tiny", "ada00.json", "ben01/tiny/tiny", "ben01.json", "receipts.csv"]
    for line, part in zip(said, parts, strict=True):
        assert line.startswith("Left out: ") and part in line
    assert "hugo07" in (root / "class/report-tiny.html").read_text(encoding="utf-8")


def test_what_cannot_be_read_or_written_is_one_sentence(course, tmp_path, capsys):
    assert main(["tiny", "--course", str(course.root), "--to", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said == f"nnbook-class report: {tmp_path} can't be written: Is a directory.\n"
    assert list(tmp_path.iterdir()) == []
    shutil.copy(course.root / "nbgrader_config.py", tmp_path)
    (tmp_path / "class").mkdir()
    (tmp_path / "class/gradebook.db").write_bytes(b"not a database" * 99)
    assert main(["tiny", "--course", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        f"nnbook-class report: The gradebook of {tmp_path} can't be read: file is not a database.\n"
    )


def test_the_command(course, capsys, tmp_path):
    assert main(["tiny", "--course", str(course.root)]) == 0
    made = course.root / "class" / "report-tiny.html"
    assert capsys.readouterr().out == f"The report is in {made}\n"
    assert made.stat().st_mode & 0o777 == 0o600
    assert "dan03" in made.read_text(encoding="utf-8")
    target = tmp_path / "shared.html"
    arguments = ["tiny", "--anonymous", "--to", str(target), "--course", str(course.root)]
    assert main(arguments) == 0
    assert "dan03" not in target.read_text(encoding="utf-8")
    assert main(["tinny", "--course", str(course.root)]) == 1
    said = capsys.readouterr().err
    assert said == (
        "nnbook-class report: The gradebook has no assignment 'tinny'; did you mean 'tiny'?\n"
    )
    with pytest.raises(SystemExit):
        main(["tiny", "--course", os.devnull])


@pytest.mark.parametrize("source", ["-" * 20_000 + "1", "(" * 500 + ")" * 500, "a = = b", "\0"])
def test_an_answer_that_python_cannot_read_stops_no_report(source):
    assert report._plain(source).replace(" ", "") == source.replace(" ", "")
