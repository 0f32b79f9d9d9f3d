"""The gradebook in PostgreSQL, on a server that the test starts."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.conftest import cannot_run

ANSWERS = {f"s{number}": f"def double(x):\n    return {number % 3} * x" for number in range(4)}


def program(name):
    """A program of PostgreSQL's, which Debian keeps out of the PATH."""
    known = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(known[-1]) if known else None)


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """Where an empty database is, on a server that listens to a socket in its own folder."""
    if program("initdb") is None:
        cannot_run("PostgreSQL isn't installed (Debian: postgresql).")
    # PostgreSQL refuses to run as root.
    user = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}
    folder = Path("/tmp") / f"nnbook-postgresql-{os.getpid()}"
    folder.mkdir(mode=0o700)
    if user:
        shutil.chown(folder, **user)

    log = tmp_path_factory.mktemp("postgresql") / "log"

    def run(name, *arguments):
        with open(log, "ab") as said:
            done = subprocess.run(
                [program(name), *arguments],
                cwd=folder,
                env={"LC_ALL": "C", "PATH": os.environ["PATH"], "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                check=False,
                **user,
            )
        assert done.returncode == 0, log.read_text()

    data = str(folder / "data")
    try:
        run(
            "initdb",
            "--no-sync",
            "--auth=trust",
            "--encoding=UTF8",
            "--username=nnbook",
            "-D",
            data,
        )
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "start", "--wait", "-D", data, "-l", str(folder / "log"), "-o", options)
        try:
            run("createdb", "-h", str(folder), "-U", "nnbook", "gradebook")
            yield f"postgresql+psycopg://nnbook@/gradebook?host={folder}"
        finally:
            run("pg_ctl", "stop", "--wait", "--mode=immediate", "-D", data)
    finally:
        shutil.rmtree(folder)


def points(url):
    with Gradebook(url) as gradebook:
        return {
            submission.student_id: [
                (grade.name, grade.auto_score)
                for notebook in submission.notebooks
                for grade in sorted(notebook.grades, key=lambda grade: grade.name)
            ]
            for submission in gradebook.assignment_submissions("tiny")
        }


def test_the_same_points_as_in_sqlite(make_course, url):
    course = make_course()
    sqlite = f"sqlite:///{course.folder}/class/gradebook.db"
    for student, answer in ANSWERS.items():
        course.submit(student, course.answered(**course.RIGHT | {"double": answer}))

    def run(program, *arguments, at=url):
        done = course.python("-m", program, *arguments, f"--CourseDirectory.db_url={at}")
        assert done.returncode == 0, done.stderr
        return done.stdout

    for at in (sqlite, url):
        run("nbgrader", "generate_assignment", "tiny", "--force", at=at)
        said = run("classroom.grade", "tiny", "--no-sandbox", "--force", at=at)
        assert "needs manual grade: 4" in said
    found = points(url)
    assert found == points(sqlite)
    assert [dict(rows)["test-double"] for _, rows in sorted(found.items())] == [0, 0, 2, 0]

    assert "unchanged:          4" in run("classroom.grade", "tiny", "--no-sandbox")
    run("nbgrader", "autograde", "tiny", "--force")
    assert points(url) == found
    run("nbgrader", "generate_feedback", "tiny")
    run("nbgrader", "export")
    assert (course.folder / "class" / "grades.csv").read_text().count("needs manual grade") == 4
