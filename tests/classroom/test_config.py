"""nbgrader_config.py: private, in one place, and working as it stands."""

import shutil
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import NotebookExporter
from nbgrader.plugins import FileNameCollectorPlugin
from traitlets.config import Config, PyFileConfigLoader

from classroom.assignments import leaks

ROOT = Path(__file__).resolve().parents[2]


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    return tmp_path


def load(root: Path) -> Config:
    return PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()


def test_the_class_is_private_and_the_exchange_has_the_sticky_bit(root, monkeypatch):
    monkeypatch.delenv("NNBOOK_EXCHANGE", raising=False)
    config = load(root)
    assert mode(root / "class") == 0o700
    assert config.Exchange.root == str(root / "class" / "exchange")
    assert mode(root / "class" / "exchange") == 0o1777


def test_each_command_has_a_kernel_to_itself(root):
    one, other = (load(root).KernelManager for _ in range(2))
    assert (one.transport, one.transport_encryption) == ("ipc", "auto")
    assert one.connection_file != other.connection_file


def test_what_is_there_already_is_left_alone(root, monkeypatch):
    monkeypatch.delenv("NNBOOK_EXCHANGE", raising=False)
    (root / "class" / "exchange").mkdir(parents=True)
    (root / "class").chmod(0o750)
    (root / "class" / "exchange").chmod(0o755)
    load(root)
    assert mode(root / "class") == 0o750
    assert mode(root / "class" / "exchange") == 0o755


def test_the_environment_names_a_shared_exchange(root, tmp_path, monkeypatch):
    monkeypatch.setenv("NNBOOK_EXCHANGE", str(tmp_path / "shared" / "exchange"))
    assert load(root).Exchange.root == str(tmp_path / "shared" / "exchange")
    assert mode(tmp_path / "shared" / "exchange") == 0o1777
    assert not (root / "class" / "exchange").exists()


def test_an_empty_name_names_no_exchange(root, monkeypatch):
    monkeypatch.setenv("NNBOOK_EXCHANGE", "")
    assert load(root).Exchange.root == str(root / "class" / "exchange")


def test_paths_do_not_depend_on_the_folder_a_command_runs_in(root):
    config = load(root)
    assert config.CourseDirectory.root == str(root)
    assert config.CourseDirectory.db_url == f"sqlite:///{root}/class/gradebook.db"
    assert config.ExportPlugin.to == str(root / "class" / "grades.csv")


@pytest.mark.parametrize("name", ["submitted", "autograded", "feedback", "downloaded"])
def test_all_that_is_personal_is_in_class(root, name):
    config = load(root)
    section = config.ZipCollectApp if name == "downloaded" else config.CourseDirectory
    assert section[f"{name}_directory"] == f"class/{name}"


@pytest.mark.parametrize(
    ("file", "student", "notebook"),
    [
        ("ada_perceptron.ipynb", "ada", "perceptron"),
        ("deep/er/ada_perceptron.ipynb", "ada", "perceptron"),
        ("doejane_1234_56789_perceptron.ipynb", "doejane", "perceptron"),
        ("doejane_LATE_1234_56789_perceptron-2.ipynb", "doejane", "perceptron"),
        ("ada_batch_normalization.ipynb", "ada", "batch_normalization"),
    ],
)
def test_downloads_are_told_apart_by_name(root, file, student, notebook):
    got = FileNameCollectorPlugin(config=load(root)).collect(f"/a_b/class/extracted/{file}")
    assert got == {"student_id": student, "file_id": notebook}


def test_downloads_of_an_unknown_kind_are_skipped(root):
    plugin = FileNameCollectorPlugin(config=load(root))
    assert plugin.collect("/a_b/class/extracted/perceptron.ipynb") is None


def test_a_download_is_collected(course):
    archive = course.folder / "class" / "downloaded" / "tiny" / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "from-the-platform.zip", "w") as download:
        for student in ("ada", "ben"):
            download.writestr(f"{student}_tiny.ipynb", "{}")
    course.nbgrader("zip_collect", "tiny")
    collected = sorted((course.folder / "class" / "submitted").rglob("*.ipynb"))
    names = [path.relative_to(course.folder / "class" / "submitted") for path in collected]
    assert [name.as_posix() for name in names] == ["ada/tiny/tiny.ipynb", "ben/tiny/tiny.ipynb"]


def test_a_solution_has_been_run_with_hidden_tests_and_shows_none(course):
    course.nbgrader("generate_solution", "tiny")
    solution = (course.folder / "solutions" / "tiny" / "tiny.ipynb").read_text()
    assert "double(21)" not in solution
    assert "HIDDEN" not in solution
    assert '"execution_count": 3' in solution
    assert "iopub" not in solution  # no timestamps
    wrong = (course.folder / "exercises" / "tiny" / "tiny.ipynb").read_text()
    broken = wrong.replace("return 2 * x", "return 2")
    assert broken != wrong
    (course.folder / "exercises" / "tiny" / "tiny.ipynb").write_text(broken)
    try:
        course.nbgrader("generate_solution", "tiny", "--force")
    finally:
        (course.folder / "exercises" / "tiny" / "tiny.ipynb").write_text(wrong)
    solution = (course.folder / "solutions" / "tiny" / "tiny.ipynb").read_text()
    assert '"ename": "AssertionError"' in solution  # a hidden test caught the reference


def test_release_and_submit(course, tmp_path):
    """The exchange keeps its sticky bit; a submission without its notebook is refused."""
    exchange = course.folder / "class" / "exchange"
    course.nbgrader("release_assignment", "tiny")
    assert mode(exchange) == 0o1777
    assert not leaks(course.answered())
    course.nbgrader("fetch_assignment", "tiny", f"--Exchange.assignment_dir={tmp_path}")
    (tmp_path / "tiny" / "tiny.ipynb").rename(tmp_path / "tiny" / "mine.ipynb")
    done = course.run("submit", "tiny", f"--Exchange.assignment_dir={tmp_path}")
    assert done.returncode == 1
    assert "Assignment tiny not submitted. There are missing notebooks" in done.stderr
    assert list((exchange / "nnbook" / "inbound").iterdir()) == []


@pytest.mark.parametrize("names", [("GenerateSolution", "preprocessors"),
                                   ("Autograde", "autograde_preprocessors")])  # fmt: skip
def test_what_a_cell_prints_in_pieces_becomes_one_text(root, names):
    config = load(root)
    (chosen,) = (p for p in config[names[0]][names[1]] if "Coalesce" in p.__name__)
    cell = nbformat.v4.new_code_cell("print(1); print(2)")
    cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=t) for t in ("1\n", "2\n")]
    notebook = nbformat.v4.new_notebook(cells=[cell])
    exporter = NotebookExporter(config=config)
    exporter.register_preprocessor(chosen)
    text, _ = exporter.from_notebook_node(notebook)
    (output,) = nbformat.reads(text, as_version=4).cells[0].outputs
    assert output.text == "1\n2\n"
