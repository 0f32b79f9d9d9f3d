"""Copies of the gradebook: whole while another program writes, few, private, and put back."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from classroom import backup as backups
from classroom.backup import BackupError, backup, main, restore

ROOT = Path(__file__).resolve().parents[2]

# Each transaction adds one row to both tables, so a copy taken between two of them has as many in
# the one as in the other.
WRITER = """
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)
database.execute("PRAGMA synchronous = OFF")
number = 0
while True:
    number += 1
    time.sleep(0.002)  # leave the lock to others, as a grader does
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT INTO pairs_a VALUES (?)", (number,))
    database.execute("INSERT INTO pairs_b VALUES (?)", (number,))
    database.execute("COMMIT")
    if number == 50:
        print("going", flush=True)
"""

# With next to no cache, half of the transaction is in the file when the process dies.
KILLED = """
import os, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA cache_size = 1")
database.execute("BEGIN IMMEDIATE")
for number in range(2000):
    database.execute("INSERT INTO student (id) VALUES (?)", (f"half-{number}",))
os.kill(os.getpid(), 9)
"""


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory):
    """A gradebook that knows one student."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}", "nnbook") as made:
        made.add_student("ada")
    return path


@pytest.fixture
def course(tmp_path, gradebook):
    """A course with that gradebook."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    (tmp_path / "class").mkdir(mode=0o700)
    shutil.copy(gradebook, tmp_path / "class")
    return tmp_path


def add(course: Path, student: str) -> None:
    with closing(sqlite3.connect(course / "class" / "gradebook.db")) as database, database:
        database.execute("INSERT INTO student (id) VALUES (?)", (student,))


def students(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as database:
        return [row[0] for row in database.execute("SELECT id FROM student ORDER BY id")]


def test_a_copy_holds_what_the_gradebook_holds_and_is_private(course):
    made = backup(course)
    assert made.parent == course / "class" / "backups"
    assert students(made) == ["ada"]
    assert made.stat().st_mode & 0o777 == 0o600
    assert made.parent.stat().st_mode & 0o777 == 0o700


def test_an_unchanged_gradebook_pushes_no_older_copy_out(course):
    first = backup(course)
    add(course, "ben")
    second = backup(course)
    assert [backup(course) for _ in range(7)] == [second] * 7
    assert sorted(second.parent.iterdir()) == [first, second]


def test_the_last_few_are_kept(course):
    made = []
    for number in range(4):
        add(course, f"s{number}")
        made.append(backup(course, keep=3))
    assert sorted(made[0].parent.iterdir()) == made[1:]
    assert students(made[-1]) == ["ada", "s0", "s1", "s2", "s3"]
    with pytest.raises(BackupError, match="keep: got 0"):
        backup(course, keep=0)


def test_without_a_gradebook_there_is_nothing_to_copy(course):
    (course / "class" / "gradebook.db").unlink()
    assert backup(course) is None
    assert not (course / "class" / "gradebook.db").exists()


def test_a_copy_is_whole_while_another_process_writes(course):
    gradebook = course / "class" / "gradebook.db"
    with closing(sqlite3.connect(gradebook)) as database:
        database.execute("CREATE TABLE pairs_a (n)")
        database.execute("CREATE TABLE pairs_b (n)")
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(gradebook)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout.readline() == "going\n"
        copies = [backup(course) for _ in range(3)]
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()
    counts = []
    for copy in copies:
        with closing(sqlite3.connect(copy)) as database:
            a, b = (
                database.execute(f"SELECT count(*), max(n) FROM pairs_{x}").fetchone() for x in "ab"
            )
        assert a == b
        counts.append(a[0])
    assert counts == sorted(counts) and counts[0] >= 50


def test_what_a_killed_program_left_half_done_is_undone(course):
    gradebook = course / "class" / "gradebook.db"
    subprocess.run([sys.executable, "-c", KILLED, str(gradebook)], check=False)
    assert gradebook.with_name("gradebook.db-journal").stat().st_size > 0
    assert students(backup(course)) == ["ada"]


def test_a_damaged_gradebook_is_no_copy(course):
    good = backup(course)
    (course / "class" / "gradebook.db").write_bytes(b"not a database, and long enough" * 99)
    with pytest.raises(BackupError, match=r"gradebook\.db can't be copied: file is not a database"):
        backup(course)
    assert list(good.parent.iterdir()) == [good]


def test_an_empty_gradebook_is_named(course):
    (course / "class" / "gradebook.db").write_bytes(b"")
    with pytest.raises(BackupError, match=r"/class/gradebook\.db isn't a gradebook: it has no"):
        backup(course)


def test_a_locked_gradebook_is_not_waited_for_for_ever(course, monkeypatch):
    good = backup(course)
    monkeypatch.setattr(backups, "WAIT", 0.1)
    gradebook = course / "class" / "gradebook.db"
    with closing(sqlite3.connect(gradebook, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for act in (backup, lambda course: restore(course, good)):
            with pytest.raises(BackupError, match=r"class/gradebook\.db is in use by another"):
                act(course)
        # Locked only after what was there has been copied.
        monkeypatch.setattr(backups, "_copy", lambda gradebook, folder: good)
        with pytest.raises(BackupError, match=r"class/gradebook\.db is in use by another"):
            restore(course, good)
    assert list(good.parent.iterdir()) == [good]
    assert gradebook.is_file()


def test_a_copy_is_put_back_and_what_was_there_is_kept(course):
    first = backup(course)
    add(course, "ben")
    before = restore(course, Path(first.name))
    assert students(course / "class" / "gradebook.db") == ["ada"]
    assert students(before) == ["ada", "ben"]
    restore(course, before)
    assert students(course / "class" / "gradebook.db") == ["ada", "ben"]


def test_the_oldest_copy_can_be_put_back_when_the_folder_is_full(course):
    made = []
    for number in range(backups.KEEP):
        add(course, f"s{number}")
        made.append(backup(course))
    add(course, "last")
    restore(course, made[0])
    assert students(course / "class" / "gradebook.db") == ["ada", "s0"]


def test_a_copy_replaces_a_damaged_gradebook(course):
    good = backup(course)
    damaged = b"not a database, and long enough" * 99
    (course / "class" / "gradebook.db").write_bytes(damaged)
    before = restore(course, good)
    assert before.read_bytes() == damaged
    assert students(course / "class" / "gradebook.db") == ["ada"]


def test_only_a_gradebook_is_put_back(course, tmp_path):
    good = backup(course)
    with closing(sqlite3.connect(tmp_path / "other.db")) as database:
        database.execute("CREATE TABLE student (id)")
    for file, sentence in (
        (good.name[:-5], rf"There is no copy .*; did you mean {good.name}\?"),
        (tmp_path / "other.db", r"other\.db isn't a gradebook: it has no table of submissions\."),
        (tmp_path / "nbgrader_config.py", r"nbgrader_config\.py can't be read as a gradebook: "),
    ):
        with pytest.raises(BackupError, match=sentence):
            restore(course, Path(file))
    assert students(course / "class" / "gradebook.db") == ["ada"]
    assert list(good.parent.iterdir()) == [good]


def test_a_server_backs_itself_up(course, caplog):
    config = course / "nbgrader_config.py"
    url = 'c.CourseDirectory.db_url = "postgresql://grader:secret@localhost/class"\n'
    config.write_text(config.read_text() + url)
    assert backup(course) is None
    (record,) = caplog.records
    assert "in postgresql: back it up" in record.message and "pg_dump" in record.message
    assert "secret" not in record.message
    with pytest.raises(BackupError, match="pg_restore"):
        restore(course, Path("x.db"))


def test_the_command(course, capsys, monkeypatch):
    monkeypatch.chdir(course)
    assert main([]) == 0
    made = Path(capsys.readouterr().out.strip())
    assert students(made) == ["ada"]
    add(course, "ben")
    assert main(["--restore", made.name]) == 0
    assert students(course / "class" / "gradebook.db") == ["ada"]
    assert main(["--restore", "nothing.db"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("nnbook-class backup: There is no copy nothing.db in ")
    assert said.count("\n") == 1
    assert main(["--course", os.devnull]) == 1
