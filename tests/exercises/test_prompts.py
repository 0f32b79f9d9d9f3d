"""What an assignment says to its students fits what its cells do: a linter of prompts.

`test_versions.py` holds the rest of it: points in the headings, in the table and in the cells, the
ids, and that a student version bears no solution, no hidden test, no marker and no output.
"""

import ast
import re

import nbformat
import pytest

from classroom import assignments
from classroom.names import names as names_of

MARKER = re.compile(r"^ *(### |<!-- )(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)( -->)?$")
FOLDED = re.compile(r"<details>.*?</details>", re.DOTALL)


@pytest.fixture(scope="session")
def cells(source):
    """The cells of an assignment's source; from what is broken in one, the linter must find it."""
    return lambda assignment: source(assignment).cells


def data(cell):
    return cell.metadata.get("nbgrader", {})


def is_test(cell):
    return cell.cell_type == "code" and data(cell).get("grade") and not data(cell).get("solution")


def asked_for(cell):
    """The names that the student version of an answer's cell leaves to be defined."""
    outside = re.sub(r"### BEGIN SOLUTION.*?### END SOLUTION", "pass", cell.source, flags=re.DOTALL)
    names = []
    for node in ast.parse(outside).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return names


def questions(cells):
    """For each answer in code: its cell, the text above it, and its tests."""
    found, text = [], []
    for cell in cells:
        if cell.cell_type == "markdown" and not data(cell).get("solution"):
            # A new question's text begins with its heading; what stood above is another's.
            text = [cell.source] if re.match(r"## ", cell.source) else [*text, cell.source]
        elif cell.cell_type == "code" and data(cell).get("solution"):
            found.append((cell, "\n".join(text), []))
        elif is_test(cell):
            found[-1][2].append(cell)
    return found


def names_problems(cells):
    """Names that are asked for and not tested, or tested and not asked for, or not in the text."""
    problems, functions = [], set()
    for cell, text, tests in questions(cells):
        names = asked_for(cell)
        if not names:
            problems.append(f"{cell.id}: the student version asks for no name.")
        used = {n.id for test in tests for n in ast.walk(ast.parse(test.source)) if _is_name(n)}
        for name in names:
            if name not in used:
                problems.append(f"{cell.id}: asks for {name}, which no test of it uses.")
        for name in _functions(cell):
            functions.add(name)
            if f"`{name}`" not in text and f"`{name}(" not in text:
                problems.append(f"{cell.id}: the text above doesn't name `{name}`.")
    table = re.findall(r"^\|[^|]*\|([^|]*)\|[^|]*\|$", cells[0].source, re.MULTILINE)
    named = {name for row in table for name in re.findall(r"`(\w+)`", row)}
    for name in sorted(named ^ functions):
        where = "the table of the title" if name in functions else "any answer's cell"
        problems.append(f"title: `{name}` isn't in {where}.")
    return problems


def _functions(cell):
    return [
        name for name in asked_for(cell) if re.search(rf"^(def|class) {name}\b", cell.source, re.M)
    ]


def _is_name(node):
    return isinstance(node, ast.Name)


def marker_problems(cells):
    """Markers that nbgrader wouldn't know, or that don't come in pairs."""
    problems = []
    for cell in cells:
        opened = None
        for line in cell.source.splitlines():
            match = MARKER.match(line)
            if match is None:
                if assignments.leaks(_one_line(line)):
                    problems.append(f"{cell.id}: {line.strip()!r} isn't spelled as a marker.")
                continue
            edge, what = match[2], match[3]
            if (edge == "BEGIN") == (opened is not None) or (edge == "END" and what != opened):
                problems.append(f"{cell.id}: {line.strip()!r} has no partner.")
            opened = what if edge == "BEGIN" else None
        if opened:
            problems.append(f"{cell.id}: BEGIN {opened} has no END.")
    return problems


def _one_line(line):
    cell = nbformat.v4.new_code_cell(line)
    return nbformat.v4.new_notebook(cells=[cell])


def hint_problems(cells):
    """Hints that stand open, or aren't numbered from 1, or fold nothing away."""
    problems, texts = [], 0
    for cell in cells:
        if cell.cell_type != "markdown" or data(cell).get("solution"):
            continue
        numbers = [int(n) for n in re.findall(r"<summary>Hint (\d)</summary>\n\n", cell.source)]
        texts += bool(numbers)
        if numbers and numbers != [1, 2, 3]:
            problems.append(f"{cell.id}: hints come in three stages; here are {numbers}.")
        if len(FOLDED.findall(cell.source)) != len(numbers):
            problems.append(f"{cell.id}: something is folded that is no hint, or a tag is missing.")
        if re.search(r"^\W*hint\b", FOLDED.sub("", cell.source), re.MULTILINE | re.IGNORECASE):
            problems.append(f"{cell.id}: a hint stands open.")
    return problems if texts else [*problems, "There is no hint at all."]


def solution_problems(cells):
    """Lines of an answer that can be read in the open, in the text."""
    open_text = "\n".join(
        FOLDED.sub("", cell.source)
        for cell in cells
        if cell.cell_type == "markdown" and not data(cell).get("solution")
    )
    problems = []
    for cell in cells:
        inside = False
        for line in cell.source.splitlines() if data(cell).get("solution") else []:
            if "SOLUTION" in line:
                inside = "BEGIN" in line
            elif (
                inside and len(code := line.partition("  #")[0].strip()) > 12 and code in open_text
            ):
                problems.append(f"{cell.id}: the text gives {code!r} away.")
    return problems


def message_problems(cells):
    """Checks in a test cell that would fail without a word."""
    problems = []
    for cell in filter(is_test, cells):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Assert):
                said = [node.msg]
            elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                said = node.exc.args[:1] or [None]
            else:
                continue
            empty = isinstance(said[0], ast.Constant) and not str(said[0].value or "").strip()
            if said[0] is None or empty:
                problems.append(f"{cell.id}, line {node.lineno}: fails without a message.")
    return problems


def title_problems(cells):
    """Tests that aren't named as the heading above them.

    Under "4a." stands test 4a, or 4a-1, 4a-2; under "4.", where nothing divides it, 4a, 4b.
    """
    problems, heading, tests = [], "", 0
    for cell in cells:
        if cell.cell_type == "markdown":
            heading = (re.findall(r"^##+ (\d+[a-z]?)\. ", cell.source, re.M) or [heading])[-1]
        elif named := re.match(r"# Test (\S+) \(", cell.source):
            end = "[a-z]" if heading.isdigit() else r"(-\d)?"
            tests += 1
            if not re.fullmatch(heading + end, named[1]):
                problems.append(f"{cell.id}: test {named[1]} stands under heading {heading}.")
    return problems if tests else [*problems, "No test has a name."]


def bound(cell):
    """The names that a cell binds for the whole notebook, by whatever statement but an import."""
    nodes = ast.walk(ast.parse(cell.source))
    imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    imported = {(a.asname or a.name).partition(".")[0] for node in imports for a in node.names}
    return names_of(cell.source).bound - imported


def binding_problems(cells):
    """Names that a test binds and that a student's own helper may bear: it would be overwritten."""
    return [
        f"{cell.id}: binds {name}; write _{name}."
        for cell in filter(is_test, cells)
        for name in sorted(bound(cell))
        if not name.startswith("_")
    ]


# What the locked cells give to whoever answers, or what the text speaks of. All else that they bind
# is scratch and begins with an underscore, as in the tests.
GIVEN = {
    "perceptron": {
        "clouds_x", "clouds_y", "clouds_weights", "clouds_bias", "clouds_mistakes",
        "unit_loss", "published_gradient", "some_x", "some_y", "some_weights", "some_bias",
        "published_net", "gate_inputs", "published_answer",
    },
    "gradient_descent": {
        "published_gradient", "sum_of_squares", "published_descent",
        "diabetes", "raw_train", "raw_test", "y_train", "y_test", "mse",
    },
    "backprop": {
        "PublishedReLU", "some_x", "some_dy", "published_softmax_cross_entropy", "some_z",
        "net_loss", "train_x", "train_y", "test_x", "test_y",
    },
    "optimizers": {
        "faulty_rmsprop_step", "published_start", "spreads", "show_spreads", "samples",
    },
    "regularization": {
        "largest_gaps", "nearest_mean", "small_net", "published_predictions",
        "mean_of_twenty_studies", "published_penalty", "some_kernel", "published_dropout",
        "published_max_norm",
    },
    "cnn": {
        "SOBEL_X", "SOBEL_Y", "READY_MADE", "bar", "published_edges", "photo", "gray",
        "published_filter_color",
    },
    "keras": {"TOOLS", "OwnLoop", "published_train", "some_x", "some_y"},
}  # fmt: skip


def test_a_locked_cell_above_a_test_binds_only_what_it_gives(assignment, cells):
    code = [cell for cell in cells(assignment) if cell.cell_type == "code"]
    last = max(number for number, cell in enumerate(code) if is_test(cell))
    locked = [cell for cell in code[:last] if not data(cell).get("solution") and not is_test(cell)]
    names = {name for cell in locked for name in bound(cell) if not name.startswith("_")}
    assert names == GIVEN[assignment]


LINTS = (
    names_problems,
    binding_problems,
    marker_problems,
    hint_problems,
    solution_problems,
    message_problems,
    title_problems,
)


@pytest.mark.parametrize("lint", LINTS)
def test_an_assignment_has_no(lint, assignment, cells):
    assert lint(cells(assignment)) == []


WORDS = '"tlu returns None. Does it end with a return?"'

# What each of them finds when it is planted in a sound assignment.
PLANTED = [
    (names_problems, "def tlu(", "def tlo(", "asks for tlo"),
    (names_problems, "Write `tlu`", "Write it", "doesn't name `tlu`"),
    (names_problems, "| `tlu` |", "| it |", "`tlu` isn't in the table"),
    (marker_problems, "### BEGIN HIDDEN TESTS", "### BEGIN HIDDEN TEST", "isn't spelled"),
    (marker_problems, "    ### END SOLUTION", "", "has no END"),
    (hint_problems, "<details><summary>Hint 1</summary>", "**Hint 1**", "stands open"),
    (hint_problems, "<summary>Hint 3</summary>", "<summary>Hint 4</summary>", "three stages"),
    (solution_problems, "Write `tlu`", "`return (z >= 0).astype(float)`: write `tlu`", "gives"),
    (message_problems, f", {WORDS}", "", "without a message"),
    (
        message_problems,
        '"tlu returns None. Does it end with a return?"',
        '" "',
        "without a message",
    ),
    (binding_problems, "_rng = np.random", "rng = np.random", "binds rng"),
    (binding_problems, "for _name, _now, _then", "for name, _now, _then", "binds name"),
    (
        binding_problems,
        "_expected = np",
        "def expected(): return 1\n_expected = np",
        "binds expected",
    ),
    (title_problems, "# Test 2b (", "# Test 3b (", "stands under heading 2"),
]


@pytest.mark.parametrize(("lint", "old", "new", "words"), PLANTED)
def test_it_finds(lint, old, new, words, cells):
    planted = nbformat.from_dict([dict(cell) for cell in cells("perceptron")])
    cell = next(cell for cell in planted if old in cell.source)
    cell.source = cell.source.replace(old, new, 1)
    assert any(words in problem for problem in lint(planted)), lint(planted)
