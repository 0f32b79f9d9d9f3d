"""A class graded several submissions at a time: what is done when, and what an accident may do."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.preprocessors import saveautogrades

from classroom import grade

STUDENTS = 8


def right(course, **other):
    return course.answered(**course.RIGHT | other)


def run(course, *arguments):
    return course.python("-m", "classroom.grade", "tiny", "--no-sandbox", *arguments)


@pytest.fixture(scope="module")
def course(make_course):
    made = make_course()
    for number in range(STUDENTS):
        answer = f"def double(x):\n    return {number % 3} * x"
        made.submit(f"s{number}", right(made, double=answer))
    made.submit("quits", right(made, triple="import os\nos._exit(7)"))
    return made


@pytest.fixture(scope="module")
def first(course):
    """The first run."""
    folder = course.folder / "temporary"
    folder.mkdir()
    course.env["TMPDIR"] = str(folder)
    done = run(course)
    del course.env["TMPDIR"]
    assert done.returncode == 0, done.stderr
    return done


def rows(course):
    """All that the gradebook knows about grades and comments."""
    with Gradebook(f"sqlite:///{course.folder}/class/gradebook.db") as gradebook:
        found = {}
        for submission in gradebook.assignment_submissions("tiny"):
            for notebook in submission.notebooks:
                key = (submission.student_id, str(submission.timestamp))
                found[key] = (
                    [
                        (g.name, g.auto_score, g.manual_score, g.needs_manual_grade)
                        for g in notebook.grades
                    ],
                    [(c.name, c.auto_comment, c.manual_comment) for c in notebook.comments],
                )
        return found


def test_it_gives_the_points_comments_and_notebooks_that_nbgrader_gives(first, course, tmp_path):
    stock = tmp_path / "stock"
    shutil.copytree(course.folder, stock, ignore=shutil.ignore_patterns("autograded", "quits"))
    ours, quick = rows(course), course.folder
    course.folder = stock
    try:
        (stock / "class" / "gradebook.db").unlink()
        course.nbgrader("generate_assignment", "tiny", "--force")
        course.nbgrader("autograde", "tiny")
        theirs = rows(course)
    finally:
        course.folder = quick
    assert len(theirs) == STUDENTS
    assert {key: value for key, value in ours.items() if key[0] != "quits"} == theirs
    for number in range(STUDENTS):
        path = f"class/autograded/s{number}/tiny"
        names = sorted(os.listdir(stock / path))
        assert sorted(os.listdir(quick / path)) == names
        for name in names:
            if name.endswith(".ipynb"):
                one, other = (nbformat.read(f / path / name, 4) for f in (quick, stock))
                assert one == other
            else:
                assert (quick / path / name).read_bytes() == (stock / path / name).read_bytes()


def test_nothing_is_left_behind(first, course):
    assert os.listdir(course.folder / "temporary") == []


def test_what_answers_import_in_the_end_is_imported_beforehand(make_course):
    """Once the reference has run, no notebook waits for what its functions import."""
    course = make_course()
    source = course.folder / "exercises" / "tiny" / "tiny.ipynb"
    notebook = nbformat.read(source, as_version=4)
    for cell in notebook.cells:
        cell.source = cell.source.replace("return 2 * x", "__import__('wave')\n    return 2 * x")
    nbformat.write(notebook, source)
    course.nbgrader("generate_assignment", "tiny", "--force")
    tell = "import sys\nprint('wave' in sys.modules)"
    course.submit("s0", right(course, show=tell))
    assert run(course, "--workers=1").returncode == 0
    assert course.autograded("s0").cells[-1].outputs[0].text == "True\n"


def test_where_answers_compute_in_threads_data_alone_is_judged(make_course):
    course = make_course()
    source = course.folder / "exercises" / "tiny" / "tiny.ipynb"
    notebook = nbformat.read(source, as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    cells["double"].source = "### BEGIN SOLUTION\ndouble = 4\n### END SOLUTION"
    cells["test-double"].source = "assert double == 4"
    nbformat.write(notebook, source)
    course.nbgrader("generate_assignment", "tiny", "--force")
    cheat = "class Equal:\n    def __eq__(self, other): return True\n\n\n"
    triple = "def triple(x):\n    return Equal()"
    course.submit("honest", course.answered(**course.RIGHT | {"double": "double = 4.0"}))
    course.submit("cheat", course.answered(double=f"{cheat}double = Equal()", triple=triple))
    done = run(
        course,
        "--ParallelAutograde.modules=colorsys",
        "--ParallelAutograde.threaded=colorsys",
    )
    assert done.returncode == 0, done.stderr
    assert "Tests are judged beside the answers only: test-triple in tiny (" in done.stderr
    assert "    cheat: test-double\n" in done.stdout
    points = course.points()
    assert [points["honest"][name] for name in ("test-double", "test-triple")] == [2, 3]
    assert [points["cheat"][name] for name in ("test-double", "test-triple")] == [0, 3]


def test_the_command_explains_itself(course):
    done = run(course, "--help")
    assert done.returncode == 0, done.stderr
    assert "nnbook-class grade perceptron --student=ada" in done.stdout
    assert "--scheduler" in done.stdout


def test_the_table_says_what_became_of_whom(first):
    assert "needs manual grade:" in first.stdout
    assert "Ended before their last cell, graded up to there:" in first.stdout
    assert "quits: the notebook's process ended in this cell (with the exit code 7)" in first.stdout


def test_who_ends_the_process_keeps_what_was_earned_and_earns_nothing_after(first, course):
    assert course.points()["quits"] == {
        "test-double": 2.0,
        "test-triple": 0.0,
        "why": None,
        "show": None,
    }
    cells = course.autograded("quits").cells
    errors = [o.evalue for c in cells for o in c.get("outputs", []) if o.output_type == "error"]
    assert len(errors) == 3
    assert "with the exit code 7" in errors[0]
    assert errors[1].startswith("This cell did not run: the notebook's process ended before")


def test_the_gradebook_is_copied_before_each_batch(first, course):
    path = min((course.folder / "class" / "backups").glob("gradebook-*.db"))
    with Gradebook(f"sqlite:///{path}") as copy:
        assert [assignment.name for assignment in copy.assignments] == ["tiny"]
        assert copy.students == []


def test_only_what_is_new_or_changed_is_graded_again(first, course):
    before = rows(course)
    assert f"unchanged:          {STUDENTS + 1}" in run(course).stdout
    assert rows(course) == before
    folder = course.folder / "class/submitted/s0"
    shutil.rmtree(folder)
    course.submit("s0", right(course))  # with the same time stamp
    done = run(course)
    assert f"unchanged:          {STUDENTS}" in done.stdout
    assert course.points()["s0"]["test-double"] == 2.0


def test_what_an_older_gradebook_does_not_know_is_graded_again(first, course):
    """As after `nnbook-class backup --restore`."""
    before = rows(course)
    path = course.folder / "class/gradebook.db"
    with Gradebook(f"sqlite:///{path}") as gradebook:
        gradebook.find_grade("test-double", "tiny", "tiny", "s1").auto_score = 1.0
        gradebook.remove_submission("tiny", "s2")
        gradebook.db.commit()
    done = run(course)
    assert f"unchanged:          {STUDENTS - 1}" in done.stdout
    assert rows(course) == before
    path.unlink()
    course.nbgrader("generate_assignment", "tiny", "--force")
    assert "unchanged" not in run(course).stdout
    assert rows(course) == before


def test_an_edited_test_is_graded_anew(first, course):
    path = course.folder / "exercises/tiny/tiny.ipynb"
    original = path.read_text()
    try:
        path.write_text(original.replace("wrong for 21", "not right for 21"))
        course.nbgrader("generate_assignment", "tiny", "--force")
        assert "unchanged" not in run(course).stdout
    finally:
        path.write_text(original)
        course.nbgrader("generate_assignment", "tiny", "--force")
        run(course)


def test_who_handed_in_nothing_is_named(first, course):
    course.nbgrader("db", "student", "add", "zacharias")
    assert "missing:            1\n    zacharias" in run(course).stdout


def test_an_assignment_that_the_gradebook_does_not_know(course):
    done = course.python("-m", "classroom.grade", "huge", "--no-sandbox")
    assert done.returncode == 1
    assert "huge" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_one_submission_brings_along_stops_nobody(make_course):
    """Files that aren't graded, files that can't be, and no notebook at all."""
    course = make_course()
    submitted = course.folder / "class/submitted"
    for student in ("ada", "ben", "fay", "zoe"):
        course.submit(student, right(course))
    assert run(course).returncode == 0
    (submitted / "ada/tiny/scratch.ipynb").write_text("{}")
    (submitted / "ada/tiny/more.ipynb").mkdir()
    (submitted / "ada/tiny" / os.fsdecode(b"caf\xe9.txt")).write_text("Latin-1")
    (submitted / "ben/tiny/tiny.ipynb").rename(submitted / "ben/tiny/Tiny (1).ipynb")
    (submitted / "fay/tiny/tiny.ipynb").rename(submitted / "fay/tiny/tiny.pdf")
    (course.folder / "class/grading/tiny/zoe.json").write_text("")
    done = run(course)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "ada: scratch.ipynb belongs to no notebook of tiny, and isn't graded." in done.stderr
    assert "needs manual grade: 2\n" in done.stdout
    assert (
        "failed:             2\n"
        "    ben: there is no tiny.ipynb, but Tiny (1).ipynb\n"
        "    fay: there is no tiny.ipynb\n"
    ) in done.stdout
    points = course.points()
    assert points["ada"] == points["zoe"]
    for student in ("ben", "fay"):
        assert set(points[student].values()) == {None}
        assert not (course.folder / "class/autograded" / student / "tiny").exists()


def test_a_value_that_is_no_points_gives_none(make_course):
    course = make_course()
    source = course.folder / "exercises" / "tiny" / "tiny.ipynb"
    notebook = nbformat.read(source, as_version=4)
    for cell in notebook.cells:
        if cell.id == "test-double":
            cell.source = "float(double(1))"
    nbformat.write(notebook, source)
    course.nbgrader("generate_assignment", "tiny", "--force")
    values = {"1.5": 1.5, "-1": 0.0, "float('nan')": 0.0, "3": 0.0}
    for number, value in enumerate(values):
        double = f"def double(x):\n    return {value}"
        course.submit(f"s{number}", right(course, double=double))
    for program in (run(course), course.run("autograde", "tiny", "--force")):
        assert program.returncode == 0, program.stderr
        points = course.points()
        assert [points[student]["test-double"] for student in sorted(points)] == [*values.values()]


def test_two_commands_at_once_are_one_too_many(make_course):
    course = make_course()
    course.submit("s0", right(course, show="import time\ntime.sleep(5)"))
    command = [sys.executable, "-m", "classroom.grade", "tiny", "--no-sandbox"]
    first = subprocess.Popen(command, cwd=course.folder, env=course.env, stdout=-3, stderr=-3)
    lock = course.folder / "class/grading/.lock"
    while first.poll() is None and not lock.exists():
        time.sleep(0.02)
    time.sleep(0.2)
    second = run(course)
    assert second.returncode == 1
    assert "Another nnbook-class grade is running in this course" in second.stderr
    assert first.wait() == 0


def test_an_interrupted_command_ends_with_a_sentence_and_leaves_nothing(make_course):
    course = make_course()
    scratch = course.folder / "tmp"
    scratch.mkdir()
    started = course.folder / "started"
    show = f"import time\nopen({str(started)!r}, 'w').close()\ntime.sleep(60)"
    for number in range(6):
        course.submit(f"s{number}", right(course, show=show))
    command = [sys.executable, "-m", "classroom.grade", "tiny", "--no-sandbox"]
    # What a shell starts in the background ignores SIGINT, and so would what these tests start.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(
            command,
            cwd=course.folder,
            env=course.env | {"TMPDIR": str(scratch)},
            stdout=-3,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    while process.poll() is None and not started.exists():
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert "Interrupted. What is graded is kept; run it again for the rest." in said
    assert list(scratch.iterdir()) == []


def test_killed_again_and_again_it_loses_nothing(first, course, tmp_path):
    """SIGKILL, when a few submissions more are done each time; the last run goes to the end."""
    undisturbed = rows(course)
    again = tmp_path / "again"
    shutil.copytree(course.folder, again, ignore=shutil.ignore_patterns("autograded", "grading"))
    (again / "class" / "gradebook.db").unlink()
    autograded = again / "class" / "autograded"
    command = [sys.executable, "-m", "classroom.grade", "tiny", "--no-sandbox", "--workers", "1"]
    quick, course.folder = course.folder, again
    try:
        course.nbgrader("generate_assignment", "tiny", "--force")
        course.nbgrader("db", "student", "add", "zacharias")
        for done in (0, 1, 3, 6):
            process = subprocess.Popen(
                command, cwd=again, env=course.env, stdout=-3, stderr=-3, start_new_session=True
            )
            while process.poll() is None and len(list(autograded.glob("*/tiny"))) <= done:
                time.sleep(0.02)
            process.send_signal(signal.SIGKILL)
            process.wait()
            for folder in autograded.glob("*/tiny"):
                nbformat.read(folder / "tiny.ipynb", as_version=4)  # whole, or not there
        last = run(course)
        assert last.returncode == 0, last.stderr
        assert "unchanged:" in last.stdout
        assert rows(course) == undisturbed
    finally:
        course.folder = quick


def test_a_notebooks_points_come_into_the_gradebook_together_or_not_at_all(tmp_path):
    url = f"sqlite:///{tmp_path}/gradebook.db"
    with pytest.raises(RuntimeError), saveautogrades.Gradebook(url) as gradebook:
        gradebook.add_student("ada")
        gradebook.db.commit()
        raise RuntimeError
    with saveautogrades.Gradebook(url) as gradebook:
        assert gradebook.students == []
        gradebook.add_student("ben")
    with Gradebook(url) as gradebook:
        assert [student.id for student in gradebook.students] == ["ben"]


def test_the_definition_of_an_assignment_holds_nobodys_work(first, course, tmp_path):
    with Gradebook(f"sqlite:///{course.folder}/class/gradebook.db") as gradebook:
        source = nbformat.read(course.folder / "exercises/tiny/tiny.ipynb", as_version=4)
        order = grade.grade_ids(source)
        data = grade.definition(gradebook, "tiny", {"tiny": order})
    assert b"s0" not in data
    (tmp_path / "copy.db").write_bytes(data)
    with Gradebook(f"sqlite:///{tmp_path}/copy.db") as copy:
        notebook = copy.find_notebook("tiny", "tiny")
        assert [cell.name for cell in notebook.source_cells] == order
        assert order[:2] == ["setup", "double"]
        assert notebook.max_score == 10
        assert copy.students == []


def test_imports_are_found_wherever_they_stand():
    sources = [
        "import a.b as c, d",
        "%matplotlib inline",
        "def f():\n    from e import g",
        "import d",
    ]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    cells.append(nbformat.v4.new_markdown_cell("import x"))
    assert grade.imports(nbformat.v4.new_notebook(cells=cells)) == ["a.b", "d", "e", "e.g"]


def test_the_record_of_a_submission(first, course):
    record = json.loads((course.folder / "class/grading/tiny/s1.json").read_text())
    assert record["status"] == "needs manual grade"
    assert len(record["fingerprint"]) == 64


LATE = """
from nbgrader.plugins import BasePlugin


class Late(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {points}


c.AssignLatePenalties.plugin_class = Late
"""


def penalties(course):
    with Gradebook(f"sqlite:///{course.folder}/class/gradebook.db") as gradebook:
        found = gradebook.assignment_submissions("tiny")
        return {each.student_id: each.late_submission_penalty for each in found}


def test_a_late_policy_of_the_configuration_file(make_course):
    """Its class can't be given to another process; and when it changes, all is graded anew."""
    course = make_course()
    course.nbgrader("db", "assignment", "add", "tiny", "--duedate=2030-01-01 00:00:00 UTC")
    for student in ("ada", "ben"):
        course.submit(student, right(course))
    config = course.folder / "nbgrader_config.py"
    before = config.read_text(encoding="utf-8")
    for points in (1, 2):
        config.write_text(before + LATE.format(points=points), encoding="utf-8")
        done = run(course)
        assert done.returncode == 0, done.stderr
        assert penalties(course) == {"ada": points, "ben": points}
    assert "unchanged:          2" in run(course).stdout


def test_what_the_configuration_cannot_give_away_is_not_the_students_fault(make_course):
    course = make_course()
    course.submit("ada", right(course))
    assert run(course).returncode == 0
    points = course.points()
    with open(course.folder / "nbgrader_config.py", "a", encoding="utf-8") as config:
        config.write("\nc.Execute.kernel_manager_class = lambda: None\n")
    done = run(course, "--force")
    assert done.returncode == 1
    assert "The configuration holds something that no other process can be given" in done.stderr
    assert "Traceback" not in done.stderr
    assert course.points() == points
    assert course.autograded("ada").cells


def test_a_killed_worker_costs_nobody_anything(make_course):
    """As Linux kills what takes too much memory; whose fault it was is found out."""
    course = make_course()
    for number in range(4):
        course.submit(f"s{number}", right(course))
    killer = (
        "import os, signal\nfrom classroom import grade\nwork = grade.work\n"
        "def killed(task, *places):\n"
        "    if task.student == 's1' or not os.path.exists('killed'):\n"
        "        open('killed', 'w').close()\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return work(task, *places)\n"
        "killed.__module__, killed.__qualname__ = 'killer', 'killed'\n"
        "grade.work = killed\n"
        "if __name__ == '__main__': grade.main()\n"
    )
    (course.folder / "killer.py").write_text(killer)
    done = course.python("-c", "import killer; killer.grade.main()", "tiny", "--no-sandbox")
    assert done.returncode == 1
    assert "A worker was killed" in done.stderr
    assert "failed:             1\n    s1: BrokenProcessPool" in done.stdout
    got = course.points()
    assert [got[student]["test-double"] for student in ("s0", "s2", "s3")] == [2.0, 2.0, 2.0]


def test_a_name_that_a_terminal_would_obey(make_course):
    course = make_course()
    course.submit("ada", right(course))
    name = b"\xff\x1b[2J\nERROR | ada cheats.ipynb"
    path = os.fsencode(course.folder / "class/submitted/ada/tiny/tiny.ipynb")
    os.rename(path, path.replace(b"tiny.ipynb", name))
    course.env["PYTHONIOENCODING"] = "utf-8:strict"
    done = run(course)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout + done.stderr
    assert "but \\udcff\\x1b[2J\\nERROR | ada cheats.ipynb" in done.stdout
