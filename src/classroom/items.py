"""What each graded cell of each assignment is worth, and what it catches: the `{items}` directive.

    ```{items}
    ```

shows a table for each assignment, a row for each graded cell. The book writes it anew each time it
is built: points and checks come from `exercises/`, wrong answers from `tests/answers/`, and mutants
from `guides/mutants.csv`.
"""

import ast
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from classroom import assignments, notebooks, scores

_HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS", re.DOTALL)


class Item(NamedTuple):
    """A graded cell.

    Attributes:
        heading: The heading that it stands under.
        grade_id: nbgrader's id.
        points: What it gives.
        manual: Whether a person grades it.
        visible: Statements that check something, in the student version.
        hidden: The same, in the hidden tests.
        answers: Wrong answers in the bank that lose points here.
        caught: Mutants of the reference answer that lose points here.
        mutants: Mutants of the reference answer that are wrong.
    """

    heading: str
    grade_id: str
    points: float
    manual: bool
    visible: int
    hidden: int
    answers: int
    caught: int
    mutants: int


def items(course: Path, assignment: str) -> list[Item]:
    """The graded cells of an assignment, in the notebook's order.

    Args:
        course: The course's root.
        assignment: The assignment's name.
    """
    wrong = wrong_answers(course, assignment)
    ran = {row.test: row for row in scores.read(course) if row.assignment == assignment}
    found = []
    for path in sorted(assignments.source(course, assignment).glob("*.ipynb")):
        notebook = notebooks.read(path)
        cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
        for question in assignments.questions(notebook):
            visible = hidden = 0
            if not question.manual:
                source = cells[question.grade_id].source
                visible = _checks(_HIDDEN.sub("", source))
                hidden = _checks(source) - visible
            row = ran.get(question.grade_id)
            found.append(
                Item(
                    re.sub(r"\s*\([\d.]+ points?\)$", "", question.heading),
                    question.grade_id,
                    question.points,
                    question.manual,
                    visible,
                    hidden,
                    wrong[question.grade_id],
                    row.caught if row else 0,
                    row.mutants - row.equivalent if row else 0,
                )
            )
    return found


def wrong_answers(course: Path, assignment: str) -> Counter[str]:
    """How many answers of the bank lose points in each graded cell.

    Args:
        course: The course's root.
        assignment: The assignment's name.
    """
    found: Counter[str] = Counter()
    for path in sorted((course / "tests" / "answers" / assignment).glob("*.py")):
        head = path.read_text(encoding="utf-8").partition("\n# %% ")[0]
        for node in ast.parse(head).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "GETS":
                found.update(ast.literal_eval(node.value).keys())
    return found


def _checks(source: str) -> int:
    return sum(isinstance(node, ast.Assert | ast.Raise) for node in ast.walk(ast.parse(source)))


class Items(SphinxDirective):
    """``{items}``: a table for each assignment."""

    def run(self) -> list[nodes.Node]:
        """Read the assignments, the bank and the last mutation run."""
        self.env.note_reread()  # an assignment or an answer may have come or gone
        course = Path(self.env.srcdir)
        try:
            return [
                _table(name, items(course, name), scores.read(course))
                for name in assignments.names(course)
            ]
        except (assignments.AssignmentError, notebooks.NotebookError) as error:
            raise self.error(str(error)) from error


def _table(name: str, found: list[Item], ran: list[scores.Row]) -> nodes.Node:
    score = scores.score(row for row in ran if row.assignment == name)
    rows = [("Question", "Graded cell", "Points", "Checks", "Wrong answers", "Mutants")]
    for item in found:
        checks = f"{item.visible} + {item.hidden}"
        caught = f"{item.caught} of {item.mutants}"
        judged = ("by hand", "", "") if item.manual else (checks, str(item.answers), caught)
        rows.append((item.heading, item.grade_id, f"{item.points:g}", *judged))
    group = nodes.tgroup(cols=6)
    group += [nodes.colspec(colwidth=width) for width in (30, 30, 8, 10, 10, 12)]
    head, body = nodes.thead(), nodes.tbody()
    for i, row in enumerate(rows):
        texts = [nodes.paragraph(text=text) for text in row]
        if i:
            texts[1] = nodes.paragraph("", "", nodes.literal(text=row[1]))
        line = nodes.row("", *(nodes.entry("", text) for text in texts))
        (body if i else head).append(line)
    group += [head, body]
    total = sum(item.points for item in found)
    title = f"{name}: {total:g} points; {score:.1%} of the wrong mutants lose some"
    return nodes.table("", nodes.title(text=title), group, classes=["items"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive with Sphinx."""
    app.add_directive("items", Items)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
