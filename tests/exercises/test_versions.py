"""What is made from an assignment's source: the solutions, and what a student gets."""

import ast
import doctest
import re
import zipfile
from collections import Counter
from pathlib import Path

import nbformat
import numpy as np
import pytest

from classroom import assignments
from nnbook import datasets

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def made(course, tmp_path_factory):
    """A copy of the course with all student versions and solutions, made by nbgrader; the zips."""
    zips = tmp_path_factory.mktemp("zips")
    for name in assignments.names(course.folder):
        course.nbgrader("generate_assignment", name)
        course.nbgrader("generate_solution", name)
        assignments.write_zip(course.path("_build", "release", name), zips / f"{name}.zip")
    return course, zips


def released(course, assignment):
    return course.notebook("_build", "release", assignment, f"{assignment}.ipynb")


def data(cell):
    return cell.metadata.get("nbgrader", {})


def between(notebook, marker):
    """The lines that stand between markers, and nowhere else in the notebook."""
    inside, outside = set(), set()
    for cell in notebook.cells:
        secret = False
        for line in cell.source.splitlines():
            if marker in line:
                secret = "BEGIN" in line
            else:
                (inside if secret else outside).add(line.strip())
    return {line for line in inside - outside if len(line) > 12}


def hidden(notebook):
    return between(notebook, "HIDDEN TESTS")


def solved(notebook):
    return between(notebook, "SOLUTION")


def all_text(notebook):
    return "\n".join(cell.source for cell in notebook.cells)


class TestSolutions:
    def test_they_are_what_is_committed(self, assignment, made):
        course, _ = made
        path = f"solutions/{assignment}/{assignment}.ipynb"
        assert course.path(path).read_bytes() == (ROOT / path).read_bytes(), (
            f"{path} isn't what nbgrader makes from exercises/: run `make notebooks`."
        )

    def test_no_cell_fails(self, assignment, made):
        course, _ = made
        for cell in course.notebook("solutions", assignment, f"{assignment}.ipynb").cells:
            for output in cell.get("outputs", []):
                assert output.output_type != "error", f"{cell.id}: {output.get('evalue')}"
                assert output.get("name") != "stderr", f"{cell.id}: {output.get('text')}"

    def test_they_show_no_hidden_test(self, assignment, source, made):
        course, _ = made
        text = all_text(course.notebook("solutions", assignment, f"{assignment}.ipynb"))
        secrets = hidden(source(assignment))
        assert len(secrets) > 20
        assert secrets & set(map(str.strip, text.splitlines())) == set()
        assert "HIDDEN TEST" not in text

    def test_they_have_every_answer(self, assignment, source, made):
        course, _ = made
        solutions = course.notebook("solutions", assignment, f"{assignment}.ipynb")
        assert solved(source(assignment)) <= set(map(str.strip, all_text(solutions).splitlines()))


class TestStudentVersion:
    def test_it_holds_no_secret(self, assignment, source, made):
        course, _ = made
        notebook = released(course, assignment)
        assert assignments.leaks(notebook, source(assignment)) == []

        # Once more, without the code that has just been relied on.
        text, secrets = all_text(notebook), hidden(source(assignment)) | solved(source(assignment))
        assert len(secrets) > 20
        assert secrets & set(map(str.strip, text.splitlines())) == set()
        assert not re.search(r"(BEGIN|END)\W+(HIDDEN|SOLUTION|MARK)", text, re.IGNORECASE)

    def test_its_zip_holds_the_same_notebook_and_no_other(self, assignment, made):
        course, zips = made
        with zipfile.ZipFile(zips / f"{assignment}.zip") as archive:
            names = [name for name in archive.namelist() if name.endswith(".ipynb")]
            assert names == [f"{assignment}/{assignment}.ipynb"]
            content = archive.read(names[0])
        path = course.path("_build", "release", assignment, f"{assignment}.ipynb")
        assert content == path.read_bytes()

    def test_every_answer_is_a_stub(self, assignment, made):
        course, _ = made
        for cell in released(course, assignment).cells:
            if data(cell).get("solution"):
                stub = "NotImplementedError" if cell.cell_type == "code" else "YOUR ANSWER HERE"
                assert stub in cell.source, cell.id
                assert cell.metadata.get("editable", True), cell.id
            elif data(cell):
                assert cell.metadata.editable is False, cell.id

    @pytest.mark.parametrize(
        ("right", "misspelt"),
        [
            ("### BEGIN HIDDEN TESTS", "### BEGIN HIDDEN TEST"),
            ("### BEGIN HIDDEN TESTS", "### BEGIN HIDEN TESTS"),
            ("### BEGIN SOLUTION", "### BEGIN SOLUTON"),
        ],
    )
    def test_a_misspelt_marker_is_found(self, assignment, source, course, right, misspelt):
        """Planted in each cell that has one, as nbgrader would ship it; the others are clean."""
        cells = source(assignment).cells
        planted = [cell for cell in cells if right in cell.source]
        assert planted
        for cell in planted:
            shipped = nbformat.v4.new_notebook(cells=[nbformat.from_dict(cell)])
            shipped.cells[0].source = cell.source.replace(right, misspelt)
            found = assignments.leaks(shipped)
            assert any(misspelt in sentence for sentence in found), cell.id


class TestSource:
    def test_points_in_the_headings_are_those_of_the_cells(self, assignment, source):
        """A heading's points are the sum of all below it, to the next heading of its level."""
        open_headings, announced, summed = [], {}, Counter()
        for cell in source(assignment).cells:
            if cell.cell_type == "markdown":
                for marks, text in re.findall(r"^(#+) (.+)$", cell.source, re.MULTILINE):
                    open_headings = [h for h in open_headings if h[0] < len(marks)]
                    open_headings.append((len(marks), text))
                    points = re.search(r"\((\d+) points?\)", text)
                    if points:
                        announced[text] = int(points[1])
            if data(cell).get("grade"):
                for _, text in open_headings:
                    summed[text] += data(cell)["points"]
        assert announced
        assert announced == {text: summed[text] for text in announced}

    def test_points_in_a_graded_cell_are_its_own(self, assignment, source):
        for cell in source(assignment).cells:
            found = re.findall(r"\((\d+) points?\)", cell.source)
            if data(cell).get("grade") and not data(cell)["solution"]:
                assert [float(points) for points in found] == [data(cell)["points"]], cell.id

    def test_points_and_table_of_the_title_add_up(self, assignment, source):
        notebook = source(assignment)
        total = sum(question.points for question in assignments.questions(notebook))
        title = notebook.cells[0].source
        assert f"**{total:g} points," in title
        assert sum(int(points) for points in re.findall(r"\| (\d+) \|$", title, re.M)) == total

    def test_ids_are_unique_and_say_what_a_cell_is(self, assignment, source):
        notebook = source(assignment)
        ids = [cell.id for cell in notebook.cells]
        assert len(set(ids)) == len(ids)
        for cell in notebook.cells:
            assert re.fullmatch(r"[a-z][a-z0-9-]+", cell.id)
            assert data(cell).get("grade_id", cell.id) == cell.id

    def test_no_test_ends_in_a_value(self, assignment, source, made):
        """nbgrader takes a value that a test cell shows for the points it gives."""
        course, _ = made
        for notebook in (source(assignment), released(course, assignment)):
            for cell in notebook.cells:
                if cell.cell_type == "code" and data(cell).get("grade"):
                    assert not isinstance(ast.parse(cell.source).body[-1], ast.Expr), cell.id

    def test_it_has_no_outputs(self, assignment, source):
        for cell in source(assignment).cells:
            assert not cell.get("outputs") and not cell.get("execution_count"), cell.id

    def test_no_test_needs_the_answer_to_another_question(self, assignment, source):
        """A test may use the answer right above it, and locked cells, but no other answer."""
        names_of, latest, own = {}, None, {}
        for cell in source(assignment).cells:
            if cell.cell_type == "code" and data(cell).get("solution"):
                latest = cell.id
                names_of[latest] = {
                    name
                    for node in ast.parse(cell.source).body
                    for name in (
                        [node.name]
                        if isinstance(node, ast.FunctionDef)
                        else [target.id for target in getattr(node, "targets", [])]
                    )
                }
            elif data(cell).get("grade") and cell.cell_type == "code":
                own[cell.id] = (
                    latest,
                    {n.id for n in ast.walk(ast.parse(cell.source)) if isinstance(n, ast.Name)},
                )
        assert own
        for test, (answer, used) in own.items():
            assert used & names_of[answer], f"{test} doesn't test {answer}"
            others = set().union(*(names for key, names in names_of.items() if key != answer))
            assert not used & others, f"{test} needs {used & others}"

    def test_every_function_must_be_the_students_own(self, assignment, source):
        """A test of a function calls it once where nnbook's own version is forbidden."""
        function, tested = False, 0
        for cell in source(assignment).cells:
            if cell.cell_type == "code" and data(cell).get("solution"):
                function = any(isinstance(n, ast.FunctionDef) for n in ast.parse(cell.source).body)
            elif cell.cell_type == "code" and data(cell).get("grade") and function:
                visible = cell.source.partition("### BEGIN HIDDEN TESTS")[0]
                assert "with forbid(" in visible, f"{cell.id}: call the function in forbid(...)."
                tested += 1
        assert tested

    def test_the_docstrings_examples_hold(self, assignment, source):
        space: dict = {}
        for cell in source(assignment).cells:
            if cell.cell_type == "code" and (cell.id == "setup" or data(cell).get("solution")):
                exec(compile(cell.source, cell.id, "exec"), space)
        parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
        examples = 0
        for name, value in list(space.items()):
            if callable(value) and getattr(value, "__globals__", None) is space:
                test = parser.get_doctest(value.__doc__ or "", space, name, None, None)
                assert test.examples, f"{name} has no example"
                examples += len(test.examples)
                runner.run(test)
        assert examples and runner.failures == 0


def test_the_numbers_in_the_perceptrons_prose_hold(source):
    """4 and 26 epochs from other weights, 6 from zero; XOR's 1.3863; sigma(10)."""
    text = all_text(source("perceptron"))

    def epochs(rate, weights, bias):
        x, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 0, 0, 1])
        weights = np.array(weights, dtype=float)
        for epoch in range(1, 100):
            mistakes = 0
            for sample, label in zip(x, y, strict=True):
                error = label - float(sample @ weights + bias >= 0)
                weights, bias = weights + rate * error * sample, bias + rate * error
                mistakes += error != 0
            if not mistakes:
                return epoch
        return None

    assert "needs 6 epochs for AND" in text
    assert epochs(1, (0, 0), 0) == epochs(1 / 64, (0, 0), 0) == 6
    assert "weights (0.3, -0.2) and the bias 0.1" in text
    assert "4 epochs with\n`eta0=1`, but 26 with `eta0=1/64`" in text
    assert epochs(1, (0.3, -0.2), 0.1) == 4
    assert epochs(1 / 64, (0.3, -0.2), 0.1) == 26
    assert "Something odd happens for 0.1" in text
    assert epochs(0.1, (0, 0), 0) != 6
    assert "A tutorial prints 1.3863" in text
    assert round(2 * np.log(2), 4) == 1.3863
    assert r"\sigma(10) \approx 0.99995" in text
    assert round(1 / (1 + np.exp(-10)), 5) == 0.99995


def test_the_numbers_in_gradient_descents_prose_hold(source):
    """How wrong the published gradient is, 442 people, 660 steps, and what the three runs do."""
    notebook = source("gradient_descent")
    text, cells = all_text(notebook), {cell.id: cell.source for cell in notebook.cells}
    space = {"np": np, "datasets": datasets}
    for name in ("published-gradient", "published-descent", "diabetes", "three-runs"):
        exec(compile(cells[name], name, "exec"), space)

    assert "tens of thousands of times too large" in text
    whole = space["published_gradient"](space["sum_of_squares"], np.array([1, 2, 3]))
    assert (whole / [2, 4, 6] > 20_000).all()
    assert "of 442 people" in text and "fit a linear model to 10 features" in text
    assert space["diabetes"].x.shape == (442, 10)
    assert "your training, 660 steps" in text
    assert 60 * -(-len(space["y_train"]) // 32) == 660

    values, norms = np.moveaxis(np.array(space["runs"]), -1, 0)
    assert "less than\n3% within 50 steps. At step 200 it has ended all three" in text
    assert (abs(values[:, 200] / values[:, 150] - 1) < 0.03).all()
    assert "a norm of 0.52 at step 200 and never falls below about 0.3 there" in text
    assert norms[0, 0].round(1) == 60.8 and norms[0, 200].round(2) == 0.52
    assert norms[0, :800].min().round(2) == 0.3
    assert values[0, 1000].round() == -337 and norms[0, 1000] < 1e-4
    assert "0.0054 at step 200" in text and "to 0.25 at step 300" in text
    assert norms[1, 200].round(4) == 0.0054 and norms[1, 300].round(2) == 0.25
    assert values[1, [200, 1000]].round(3).tolist() == [3.0, 2.0]
    assert "0.007, 0.0009, 0.0001" in text
    assert norms[2, [200, 300, 400]].round(4).tolist() == [0.007, 0.0009, 0.0001]
    assert (np.diff(norms[2]) < 0).all()
