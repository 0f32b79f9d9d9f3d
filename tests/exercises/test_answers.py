"""The whole bank of answers, graded as one class by nbgrader's own autograder, cell by cell."""

import html
import re

import pytest

from classroom import assignments


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

    def test_there_are_right_answers_written_differently(self, assignment, bank):
        right = [answer.cells for answer in bank(assignment) if answer.name.startswith("right_")]
        assert len(right) >= 3
        assert len({tuple(sorted(cells.items())) for cells in right}) == len(right)
