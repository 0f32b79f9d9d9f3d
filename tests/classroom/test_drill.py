"""The class drill, on the real perceptron assignment: each step's result is looked at."""

import csv
import re
import tempfile
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from classroom import assignments, drill, notebooks

ROOT = Path(__file__).resolve().parents[2]
NAME = "perceptron"


@pytest.fixture(scope="module")
def source():
    return notebooks.read(ROOT / "exercises" / NAME / f"{NAME}.ipynb")


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The folder of a class that has been played, its results and what was said."""
    folder = tmp_path_factory.mktemp("class")
    said: list[str] = []
    return folder, drill.play(ROOT, NAME, folder, said.append), said


def grade_ids(source, **wanted):
    """The ids of the cells with these marks."""
    return [
        cell.metadata.nbgrader.grade_id
        for cell in source.cells
        if wanted.items() <= cell.metadata.get("nbgrader", {}).items()
    ]


def test_each_step_is_said_in_a_line(played):
    _, _, said = played
    steps = " ".join(said)
    for command in (
        "generate_assignment",
        "release_assignment",
        "list",
        "fetch_assignment",
        "submit",
        "validate",
        "db student import",
        "collect",
        "autograde",
        "generate_feedback",
        "release_feedback",
        "fetch_feedback",
        "export",
    ):
        assert command in steps
    assert all(line.count("\n") == 0 for line in said)


def test_the_release_is_in_the_exchange_without_answers(played, source):
    folder, _, _ = played
    (released,) = (folder / "exchange").glob(f"*/outbound/{NAME}/{NAME}.ipynb")
    assert assignments.leaks(notebooks.read(released), source) == []


def sources(notebook):
    """The source of each marked cell, by grade id."""
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }


def test_submissions_were_collected_as_they_were_handed_in(played, source):
    folder, _, _ = played
    answers = grade_ids(source, solution=True)
    given = {"ada": answers, "ben": answers[: len(answers) // 2], "cleo": []}
    written = sources(source)
    for student, filled in given.items():
        sent = folder / "homes" / student / "work" / NAME / f"{NAME}.ipynb"
        got = folder / "course" / "class" / "submitted" / student / NAME / f"{NAME}.ipynb"
        assert got.read_bytes() == sent.read_bytes()
        cells = sources(notebooks.read(got))
        assert [name for name in answers if cells[name] == written[name]] == filled


def test_the_right_answer_gets_full_marks(played):
    _, results, _ = played
    for question in results.questions:
        expected = None if question.manual else question.points
        assert results.points["ada"][question.grade_id] == expected, question


def test_the_half_right_answer_gets_part_of_them(played):
    _, results, _ = played
    most = sum(question.points for question in results.questions if not question.manual)
    assert 0 < sum(filter(None, results.points["ben"].values())) < most


def test_the_empty_answer_gets_nothing(played):
    _, results, _ = played
    assert set(results.points["cleo"].values()) == {0.0}


def test_the_gradebook_knows_the_roster(played):
    folder, _, _ = played
    with Gradebook(f"sqlite:///{folder}/course/class/gradebook.db") as gradebook:
        names = {s.id: (s.first_name, s.last_name) for s in gradebook.students}
    assert names == drill.ROSTER


def test_feedback_came_back_to_its_owner(played):
    folder, results, _ = played
    for student, page in results.feedback.items():
        assert page.is_relative_to(folder / "homes" / student)
        total = sum(filter(None, results.points[student].values()))
        assert f"(Score: {total:.1f} /" in page.read_text(encoding="utf-8")


def test_feedback_shows_no_hidden_test(played, source):
    _, results, _ = played
    secret = {
        line.strip()
        for cell in source.cells
        for region in re.findall(
            "### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", cell.source, flags=re.DOTALL
        )
        for line in region.splitlines()
        if len(line.strip()) > 20
    }
    public = "\n".join(
        re.sub("### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS", "", c.source, flags=re.DOTALL)
        for c in source.cells
    )
    secret = {line for line in secret if line not in public}
    assert secret
    for student in results.feedback:
        html = results.feedback[student].read_text(encoding="utf-8")
        text = re.sub(r"<[^>]*>", "", html)
        for old, new in (("&quot;", '"'), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">")):
            text = text.replace(old, new)
        assert [line for line in secret if line in text.replace("&amp;", "&")] == []


def test_the_export_has_everybody(played):
    folder, results, _ = played
    with (folder / "course" / "class" / "grades.csv").open(newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {name: row["status"] for name, row in rows.items()} == {
        "ada": "needs manual grade" if any(q.manual for q in results.questions) else "graded",
        "ben": rows["ben"]["status"],
        "cleo": "graded",
        "dan": "missing",
    }
    assert rows["ben"]["last_name"] == "Brown, Jr."


def test_the_table_shows_every_question_and_student(played):
    _, results, _ = played
    lines = drill.table(results).splitlines()
    assert lines[0].split() == ["max", "ada", "ben", "cleo", "dan"]
    assert [line.split()[0] for line in lines[1:-1]] == [q.grade_id for q in results.questions]
    assert lines[-1].startswith("total") and lines[-1].endswith("missing")
    assert max(map(len, lines)) <= 100


def test_everything_is_in_the_folder_given(played):
    folder, _, _ = played
    assert sorted(path.name for path in folder.iterdir()) == ["course", "exchange", "homes"]


def test_fill_in_answers_only_what_is_wanted(source):
    answers = grade_ids(source, solution=True)
    filled = drill.fill_in(source, source, answers[:1])
    assert filled == source and filled is not source


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["perceptrom", "--course", str(ROOT)], 1, "did you mean 'perceptron'?"),
        (["nothing", "--course", str(ROOT), "--keep", "{tmp}/new"], 1, "no assignment 'nothing'"),
        (["--course", "{tmp}"], 2, "there is no nbgrader_config.py in {tmp}."),
        (["--course", str(ROOT), "--keep", "{tmp}"], 2, "{tmp} exists and isn't an empty folder."),
        (["--course", str(ROOT), "--keep", "{tmp}/file"], 2, "isn't an empty folder."),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_nothing(
    tmp_path, monkeypatch, capsys, arguments, code, sentence
):
    (tmp_path / "file").touch()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    try:
        got = drill.main([argument.replace("{tmp}", str(tmp_path)) for argument in arguments])
    except SystemExit as stop:
        got = stop.code
    said = capsys.readouterr()
    assert got == code
    assert sentence.replace("{tmp}", str(tmp_path)) in said.err.splitlines()[-1]
    assert list(scratch.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "scratch"]


def test_a_command_that_fails_is_one_sentence(tmp_path):
    person = drill.Person("ada", tmp_path / "home", tmp_path, tmp_path / "exchange")
    with pytest.raises(
        drill.DrillError, match=r"^ada: `nbgrader submit nothing` ended with 1: .*ERROR"
    ) as raised:
        person.nbgrader("submit", "nothing")
    assert "\n" not in str(raised.value)
