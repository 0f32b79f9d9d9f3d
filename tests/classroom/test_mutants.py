"""Wrong answers made by a machine: which there are, how they are judged, the committed table."""

import os
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from classroom import assignments, mutants, mutations, notebooks

ROOT = Path(__file__).resolve().parents[2]
KNOWN = mutants.read(ROOT)
ASSIGNMENTS = assignments.names(ROOT)


def changed(body: str, head: str = "def f(x, y):") -> list[str]:
    """The bodies of a small answer's mutants."""
    made = mutations.mutants(f"{head}\n    {body}")
    return [mutant.source.split("\n", 1)[1].strip() for mutant in made]


class TestMutations:
    @pytest.mark.parametrize(
        ("right", "wrong"),
        [
            ("return x + y", "return x - y"),
            ("return x + y", "return x"),
            ("return x / y", "return y / x"),
            ("return x @ y", "return y @ x"),
            ("return -x", "return x"),
            ("return x >= 0", "return x > 0"),
            ("return x[1:]", "return x[2:]"),
            ("return x[:y]", "return x[:y + 1]"),
            ("return 0.5 * x", "return 1.0 * x"),
            ("return x.sum(axis=1)", "return x.sum(axis=0)"),
            ("return x.sum(axis=1)", "return x.sum()"),
            ("return x.max(axis=1, keepdims=True)", "return x.max(axis=1)"),
            ("return x.max()", "return x.min()"),
            ("return np.sin(x)", "return np.cos(x)"),
            ("return np.sum(x)", "return np.mean(x)"),
            ("return x.copy()", "return x"),
            ("return np.array(x)", "return x"),
            ("return x.T", "return x"),
            ("return x, y", "return (y, x)"),
            ("return x", "return"),
            ("return x", "return y"),
            ("x = x - y", "x -= y"),
            ("x += y", "x = y"),
            ("x.sort()", "pass"),
            ("return list(range(x))", "return list(range(x - 1))"),
            ("return f(x, y)", "return f(y, x)"),
            ("raise ValueError('so')", "pass"),
        ],
    )
    def test_the_mistakes_that_people_make_are_among_them(self, right, wrong):
        assert wrong in changed(right)

    def test_how_an_error_is_worded_is_no_matter(self):
        assert changed("raise ValueError(x + 'so')") == ["pass"]

    def test_each_is_another_program_with_another_name(self):
        source = (
            "def f(x):\n    a = 2 * x + 1\n    a = a + 1\n    return a[x, 1] - np.max(a, axis=1)"
        )
        made = mutations.mutants(source)
        assert len(made) > 20
        assert len({m.source for m in made}) == len({m.name for m in made}) == len(made)
        for mutant in made:
            compile(mutant.source, mutant.name, "exec")
            assert mutant.source != source

    def test_only_what_stands_between_the_markers_is_changed(self):
        source = (
            "def f(x=1):\n    '''1'''\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION"
        )
        made = mutations.mutants(source)
        assert made and all(m.source.startswith('def f(x=1):\n    """1"""') for m in made)


def notebook(*cells: tuple[str, str, dict]) -> nbformat.NotebookNode:
    made = new_notebook()
    for grade_id, source, marks in cells:
        cell = new_code_cell(source, id=grade_id)
        cell.metadata["nbgrader"] = {
            "grade_id": grade_id,
            "grade": False,
            "solution": False,
        } | marks
        made.cells.append(cell)
    return made


ANSWER, TEST = {"solution": True}, {"grade": True, "points": 1}
SMALL = notebook(
    ("setup", "import math", {}),
    ("slow", "table = [math.sqrt(n) for n in range(9)]\nraise RuntimeError('not needed')", {}),
    ("two", "TWO = 2", {}),
    (
        "half",
        "def half(x):\n    ### BEGIN SOLUTION\n    return x / TWO\n    ### END SOLUTION",
        ANSWER,
    ),
    ("half-test", "assert half(0) == 0\nassert half(3) >= 0", TEST),
    ("half-test-b", "assert half(8) == 4", TEST),
    (
        "last",
        "def last(x):\n    ### BEGIN SOLUTION\n    while x > 9:\n        x -= 10\n"
        "    return x\n    ### END SOLUTION",
        ANSWER,
    ),
    ("last-test", "assert [last(n) for n in (9, 10, 12, 38)] == [9, 0, 2, 8]", TEST),
)
WEAK = notebook(
    (
        "weak",
        "def weak(x):\n    ### BEGIN SOLUTION\n    return x + 1\n    ### END SOLUTION",
        ANSWER,
    ),
    ("weak-test", "assert weak(3) > 0", TEST),
)


class TestAnswers:
    def test_the_cells_above_that_are_needed_come_along(self):
        half, last = mutants.answers(SMALL, "small")
        assert half.context == ("TWO = 2",)
        assert list(half.tests) == ["half-test", "half-test-b"]
        assert last.context == ()

    def test_the_fingerprint_is_that_of_all_that_runs(self):
        half = mutants.answers(SMALL, "small")[0]
        for field, value in (("source", "x"), ("context", ()), ("tests", {})):
            other = mutants.Answer(**{**half.__dict__, field: value})
            assert other.fingerprint != half.fingerprint


@pytest.fixture(scope="class")
def course(tmp_path_factory):
    """A course of two assignments, where all mutants have run."""
    folder = tmp_path_factory.mktemp("course")
    for name, content in (("small", SMALL), ("weak", WEAK)):
        path = folder / "exercises" / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(content, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        before = os.environ.copy()
        assert mutants.main([]) == 1
        assert os.environ.copy() == before
    return folder


class TestARun:
    def test_it_finds_what_the_tests_miss(self, course):
        rows = {(row.answer, row.test): row for row in mutants.read(course)}
        half = len(mutations.mutants(SMALL.cells[3].source))
        assert rows["half", ""].mutants == rows["half", ""].caught == half
        assert 0 < rows["half", "half-test"].caught < rows["half", "half-test-b"].caught
        # Among these are some that never end.
        assert rows["last", ""].caught == rows["last", ""].mutants
        assert {each.assignment for each in mutants.survivors(course)} == {"weak"}
        assert "off by one: 1 -> 2" in {each.mutant for each in mutants.survivors(course)}

    def test_a_survivor_with_a_reason_isnt_held_against_the_tests(
        self, course, monkeypatch, capsys
    ):
        monkeypatch.chdir(course)
        explained = [
            each._replace(verdict=mutants.EQUIVALENT, reason="It is known.")
            for each in mutants.survivors(course)
        ]
        mutants.write(course / mutants.SURVIVORS, mutants.Survivor, explained)
        before = (course / mutants.SURVIVORS).read_bytes()
        others = [row for row in mutants.read(course) if row.assignment == "small"]
        assert mutants.main(["weak", "--workers", "1"]) == 0
        assert "weak                 100.0%" in capsys.readouterr().out
        assert (course / mutants.SURVIVORS).read_bytes() == before
        assert [row for row in mutants.read(course) if row.assignment == "small"] == others

    def test_a_reference_that_fails_is_no_reference(self, course, monkeypatch, capsys):
        broken = nbformat.from_dict(WEAK)
        broken.cells[-1].source = "assert weak(3) > 99"
        nbformat.write(broken, course / "exercises" / "weak" / "weak.ipynb")
        monkeypatch.chdir(course)
        assert mutants.main(["weak"]) == 1
        assert "'weak' of 'weak' fails weak-test" in capsys.readouterr().err

    def test_an_unknown_assignment_is_named(self, course, monkeypatch, capsys):
        monkeypatch.chdir(course)
        assert mutants.main(["smal"]) == 1
        assert "did you mean 'small'?" in capsys.readouterr().err


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
class TestTheCommittedTable:
    def test_it_is_that_of_the_committed_exercises(self, assignment):
        path = ROOT / "exercises" / assignment / f"{assignment}.ipynb"
        expected = {
            (answer.grade_id, test, answer.fingerprint)
            for answer in mutants.answers(notebooks.read(path), assignment)
            for test in ("", *answer.tests)
        }
        found = {(r.answer, r.test, r.fingerprint) for r in KNOWN if r.assignment == assignment}
        assert found == expected, f"Run `nnbook-class mutants {assignment}` and commit the tables."

    def test_enough_mutants_lose_points(self, assignment):
        rows = [row for row in KNOWN if row.assignment == assignment]
        assert sum(row.mutants for row in rows if not row.test) > 100
        assert mutants.score(rows) >= mutants.ENOUGH

    def test_every_survivor_is_explained(self, assignment):
        left = {}
        for each in mutants.survivors(ROOT):
            if each.assignment == assignment:
                assert each.verdict in (mutants.EQUIVALENT, mutants.HOLE)
                assert len(each.reason) > 10, each
                left.setdefault(each.answer, []).append(each.verdict)
        for row in KNOWN:
            if row.assignment == assignment and not row.test:
                verdicts = left.get(row.answer, [])
                assert len(verdicts) == row.mutants - row.caught, row
                assert verdicts.count(mutants.EQUIVALENT) == row.equivalent, row
