"""The whole bank of answers, graded as one class by nbgrader's own autograder, cell by cell.

`tests/answers/<assignment>/messages.txt` holds what a student reads for each wrong answer. After a
change to a message, have the files written anew, and read what has changed:

    REWRITE_MESSAGES=1 make test
    git diff tests/answers
"""

import html
import os
import re
import textwrap
from pathlib import Path

import pytest

from classroom import assignments, variants

ANSWERS = Path(__file__).resolve().parents[1] / "answers"
# Errors whose words are the course's.
OURS = ("AssertionError", "GradientError", "OwnWorkError")


def test_every_cell_gets_the_points_it_must(answer, graded, source):
    cells = graded(answer.assignment)[answer.name]
    differences = []
    for question in assignments.questions(source(answer.assignment)):
        if question.grade_id not in cells:
            continue  # the mistake of another answer, handed in by the same student
        cell = cells[question.grade_id]
        if question.manual:
            # An untouched text gets 0 at once; any other waits for a person.
            untouched = answer.rest == "untouched" and question.grade_id not in answer.cells
            expected = 0 if untouched else None
        else:
            expected = answer.gets.get(question.grade_id, question.points)
        if cell.score != expected:
            differences.append(
                f"{question.grade_id}: expected {expected}, got {cell.score} of {cell.points}. "
                f"{cell.message}"
            )
    assert not differences, "\n".join([answer.name, *differences])


def test_a_text_waits_for_a_person(answer, graded, source):
    for question in assignments.questions(source(answer.assignment)):
        if question.manual and answer.rest != "untouched":
            assert graded(answer.assignment)[answer.name][question.grade_id].needs_manual_grade


def test_a_failing_test_names_the_mistake(answer, graded):
    if answer.gets and not answer.says and answer.rest != "untouched":
        pytest.fail(f"{answer.name}: SAYS nothing about the messages that its student reads.")
    for grade_id, words in answer.says.items():
        message = graded(answer.assignment)[answer.name][grade_id].message
        assert words in message, f"{grade_id} doesn't say {words!r}, but: {message}"


def test_answers_that_are_made_get_what_they_must(kind, assignment, graded, made, source):
    """Empty, unfinished, returning nothing, changing the input ... : the same for all questions."""
    bank, cells = made(assignment), graded(assignment)[f"made_{kind}"]
    full = {q.grade_id: q.points for q in assignments.questions(source(assignment)) if not q.manual}
    assert set(full) == {test for tests in bank.tests.values() for test in tests}
    got = {test: cells[test].score / points for test, points in full.items()}
    differences, hit = [], 0
    for answer, tests in bank.tests.items():
        asked = bank.asked.get(answer)
        scores = [got[test] for test in tests]
        if kind in ("empty", "stub_left"):
            loses = "all"
        elif kind == "two_done":
            loses = "nothing" if answer in bank.two else "all"
        elif asked is None or kind in variants.RIGHT:
            loses = "nothing"
        elif kind == "returns_none":
            loses = "all"
        else:  # a test must find it, and not every test need
            finds = asked["arrays"] if kind == "changes_input" else asked["more"]
            loses = "some" if finds else "nothing"
        hit += loses != "nothing"
        right = {"all": not any(scores), "nothing": all(s == 1 for s in scores)}
        if not right.get(loses, min(scores) < 1):
            said = "; ".join(cells[test].message for test in tests if cells[test].message)
            differences.append(f"{answer} must lose {loses}, but got {scores}. {said}")
    assert not differences, "\n".join(differences)
    assert hit or kind in variants.RIGHT


def test_each_message_is_the_one_that_was_read_over(assignment, graded, bank):
    """What students read, as a text to read: `messages.txt` beside the answers."""
    path = ANSWERS / assignment / "messages.txt"
    text = messages(assignment, bank(assignment), graded(assignment))
    assert "CellTimeoutError" not in text, "this machine was too busy to tell"
    if os.environ.get("REWRITE_MESSAGES"):
        path.write_text(text, encoding="utf-8")
    committed = path.read_text(encoding="utf-8") if path.exists() else ""
    assert text == committed, f"{path} is older than the messages: see the top of this file."


def test_a_message_says_what_is_likely_wrong(assignment, graded, bank):
    """More than that two numbers differ: a reason, a rule, or where to look."""
    bare = []
    for answer in bank(assignment):
        for grade_id in answer.says:
            kind, _, said = graded(assignment)[answer.name][grade_id].message.partition(": ")
            if kind not in OURS:
                continue  # Python's own words, which SAYS names
            rest = re.sub(r"(^|[.;:] |, but )?([Ee]xpected|got)\b[^.?!:;]*", "", said)
            if len(re.findall(r"[A-Za-z]{2,}", rest)) < 5:
                bare.append(f"{answer.name}, {grade_id}: {said}")
    assert not bare, "\n".join(bare)


def messages(assignment: str, answers: list, cells: dict) -> str:
    """What the wrong answers' students read; of an error that Python words, its name alone."""
    text = f"What a student reads for each wrong answer to {assignment!r}.\n"
    for answer in answers:
        if not answer.says:
            continue
        text += f"\n{answer.name}: {answer.about}\n"
        for grade_id, score in answer.gets.items():
            cell = cells[answer.name][grade_id]
            kind, _, said = cell.message.partition(": ")
            said = said if kind in OURS else kind
            text += f"  {grade_id}, {score:g} of {cell.points:g}\n"
            for line in said.splitlines():
                text += (
                    textwrap.fill(line, 96, initial_indent="    ", subsequent_indent="    ") + "\n"
                )
    return text


def test_feedback_shows_no_line_of_a_hidden_test(assignment, graded, classes, source):
    graded(assignment)
    course = classes(assignment)
    course.nbgrader("generate_feedback", assignment)
    pages = sorted(course.path("class", "feedback").glob(f"*/{assignment}/{assignment}.html"))
    handed_in = list(course.path("class", "submitted").iterdir())
    assert len(pages) == len(handed_in) > 1

    hidden, shown, inside = set(), "", False
    for cell in source(assignment).cells:
        for line in map(str.strip, cell.source.splitlines()):
            if "HIDDEN TESTS" in line:
                inside = "BEGIN" in line
            elif inside and cell.metadata.nbgrader.grade:
                hidden.add(line)
            else:
                shown += line + "\n"
    # A message is for the student; what stands in the open elsewhere is no secret.
    hidden = {line for line in hidden if len(line) > 8 and line not in shown}
    assert len(hidden) > 20
    for page in pages:
        text = html.unescape(re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8")))
        assert not [line for line in hidden if line in text], page


class TestTheBankItself:
    def test_what_it_names_is_there(self, answer, source):
        cells = [cell.metadata.get("nbgrader", {}) for cell in source(answer.assignment).cells]
        solutions = {data["grade_id"] for data in cells if data.get("solution")}
        tests = {data["grade_id"] for data in cells if data.get("grade")} - solutions
        assert set(answer.cells) <= solutions
        assert set(answer.gets) <= tests
        assert set(answer.says) <= set(answer.gets)
        assert answer.rest in ("reference", "untouched")

    def test_its_name_says_whether_it_loses_points(self, answer):
        kind = answer.name.partition("_")[0]
        assert (kind, bool(answer.gets)) in (("right", False), ("wrong", True))

    def test_every_test_cell_catches_a_mistake(self, assignment, bank, source):
        """Each test cell is failed by an answer whose other cells are right."""
        caught = {
            grade_id
            for answer in bank(assignment)
            if answer.rest == "reference"
            for grade_id in answer.gets
        }
        automatic = {q.grade_id for q in assignments.questions(source(assignment)) if not q.manual}
        assert automatic - caught == set()

    def test_every_function_is_tried_with_an_answer_that_lets_a_library_do_it(
        self, assignment, bank, made
    ):
        found = {
            grade_id
            for answer in bank(assignment)
            for grade_id, words in answer.says.items()
            if "calls " in words
        }
        for answer in made(assignment).asked:
            assert found & set(made(assignment).tests[answer]), f"{answer}: let nnbook do it."

    def test_there_are_right_answers_written_differently(self, assignment, bank):
        right = [answer.cells for answer in bank(assignment) if answer.name.startswith("right_")]
        assert len(right) >= 3
        assert len({tuple(sorted(cells.items())) for cells in right}) == len(right)
