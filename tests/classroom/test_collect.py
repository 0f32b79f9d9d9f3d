"""`nbgrader collect`: our own time of receipt, the true owner, and the files as they came."""

import csv
import hashlib
import logging
import os
import pwd
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeCollect

from classroom import collect
from classroom.collect import ReceiveSubmissions, altered

ME = pwd.getpwuid(os.getuid()).pw_name
LONG_AGO = "2001-02-03 04:05:06.000000 UTC"


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory):
    """A gradebook whose assignment was due long ago, but later than what students claim."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}", "nnbook") as made:
        made.add_assignment("tiny", duedate="2010-01-01")
    return path


class Place:
    """A course and its exchange."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.inbound = root / "exchange" / "nnbook" / "inbound"
        self.inbound.mkdir(parents=True)
        self.submitted = root / "class" / "submitted"
        self.submitted.mkdir(parents=True)
        self.coursedir = CourseDirectory(
            root=str(root),
            course_id="nnbook",
            assignment_id="tiny",
            submitted_directory="class/submitted",
            db_url=f"sqlite:///{root}/class/gradebook.db",
        )

    def hand_in(self, student: str = ME, claimed: str = LONG_AGO, **files: str) -> Path:
        """What `nbgrader submit` leaves in the exchange."""
        count = len(list(self.inbound.iterdir()))
        folder = self.inbound / f"{student}+tiny+{claimed}+rnd{count}"
        folder.mkdir()
        files = {"tiny": f"the answer of {student}"} | files
        for name, text in files.items():
            (folder / f"{name}.ipynb").write_text(text)
        (folder / "timestamp.txt").write_text(claimed)
        (folder / "submission_secret.txt").write_text("a secret")
        return folder

    def collect(self, **options: object) -> None:
        ReceiveSubmissions(
            coursedir=self.coursedir, root=str(self.root / "exchange"), **options
        ).start()

    def got(self, student: str = ME) -> Path:
        return self.submitted / student / "tiny"

    def time(self, student: str = ME) -> datetime:
        return self.coursedir.get_existing_timestamp(str(self.got(student)))

    def receipts(self) -> list[dict[str, str]]:
        with (self.root / "class" / "receipts.csv").open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def place(tmp_path, gradebook):
    made = Place(tmp_path)
    shutil.copy(gradebook, tmp_path / "class")
    return made


@pytest.fixture
def said(caplog):
    """What is logged, from errors on."""
    caplog.set_level(logging.ERROR)
    return lambda: [record.getMessage() for record in caplog.records]


def changed(path: Path) -> int:
    return path.lstat().st_ctime_ns


def touch_until_later(path: Path, than: int) -> None:
    """Change a folder's mode until the file system's clock has gone on."""
    while changed(path) <= than:
        path.chmod(0o700)
        path.chmod(0o755)


def test_the_time_of_receipt_is_the_file_systems(place):
    before = datetime.now(UTC).replace(tzinfo=None) - timedelta(seconds=1)
    folder = place.hand_in()
    for path in (*folder.iterdir(), folder):
        os.utime(path, (0, 0))
    place.collect()
    assert before <= place.time() <= datetime.now(UTC).replace(tzinfo=None)
    assert (folder / "timestamp.txt").read_text() == LONG_AGO


def test_an_answer_changed_in_the_exchange_is_received_later(place):
    folder = place.hand_in()
    first = changed(folder)
    while changed(folder / "tiny.ipynb") <= first:
        (folder / "tiny.ipynb").write_text("changed")
    place.collect()
    nanoseconds = changed(folder / "tiny.ipynb")
    assert place.time() == datetime(1970, 1, 1) + timedelta(microseconds=nanoseconds // 1000)


@pytest.mark.parametrize("before_duedate", [False, True])
def test_a_claimed_time_chooses_nothing(place, before_duedate):
    """The newest counts, and nothing is before a date that has passed because it says so."""
    first = place.hand_in(claimed="2099-01-01 00:00:00.000000 UTC", tiny="first")
    second = place.hand_in(claimed=LONG_AGO, tiny="second")
    touch_until_later(second, changed(first))
    place.collect(before_duedate=before_duedate)
    assert (place.got() / "tiny.ipynb").read_text() == "second"


def test_files_are_copied_as_they_are_and_made_read_only(place):
    folder = place.hand_in(other="more")
    (folder / "data").mkdir()
    (folder / "data" / "table.bin").write_bytes(bytes(range(256)))
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.py").write_text("")
    place.collect()
    came = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    for name, path in came.items():
        copy = place.got() / name
        if name.startswith("__pycache__"):
            assert not copy.exists()
        else:
            assert copy.stat().st_mode & 0o777 == 0o444
            assert (copy.read_bytes() == path.read_bytes()) == (name != "timestamp.txt")


def test_a_receipt_says_who_when_and_what(place):
    folder = place.hand_in(claimed="=1")
    place.collect()
    rows = {row["file"]: row for row in place.receipts()}
    assert list(rows) == ["submission_secret.txt", "tiny.ipynb"]
    assert rows["tiny.ipynb"] == {
        "received": f"{place.time().isoformat(' ', 'microseconds')} UTC",
        "assignment": "tiny",
        "student": ME,
        "owner": ME,
        "claimed": "'=1",
        "folder": folder.name,
        "file": "tiny.ipynb",
        "sha256": hashlib.sha256(f"the answer of {ME}".encode()).hexdigest(),
    }
    assert (place.root / "class" / "receipts.csv").stat().st_mode & 0o777 == 0o600


def test_what_was_altered_after_collecting_is_found(place):
    strange = os.fsdecode(b"=\xff\n.txt")
    folder = place.hand_in(other="more")
    (folder / strange).write_text("any bytes can be a name")
    place.collect()
    assert altered(place.coursedir, "tiny") == {}
    notebook = place.got() / "tiny.ipynb"
    notebook.chmod(0o644)
    notebook.write_text("another answer")
    (place.got() / "other.ipynb").unlink()
    assert altered(place.coursedir, "tiny") == {ME: ["other.ipynb", "tiny.ipynb"]}
    assert altered(place.coursedir, "another") == {}


def test_a_newer_submission_comes_with_update_only(place):
    first = place.hand_in(tiny="first")
    place.collect()
    second = place.hand_in(tiny="second")
    touch_until_later(second, changed(first))
    place.collect()
    assert (place.got() / "tiny.ipynb").read_text() == "first"
    place.collect(update=True)
    assert (place.got() / "tiny.ipynb").read_text() == "second"
    place.collect(update=True)
    assert altered(place.coursedir, "tiny") == {}
    assert [path.name for path in place.got().parent.iterdir()] == ["tiny"]
    assert len({row["folder"] for row in place.receipts()}) == 2


def test_a_name_that_is_not_the_owners_is_refused_in_a_line_with_both(place, said):
    """Not in the place of what the student has handed in, and not for want of it."""
    forged = place.hand_in("ada", tiny="forged")
    honest = place.hand_in()
    touch_until_later(forged, changed(honest))
    place.collect()
    assert said() == [
        f"'{forged.name}' isn't collected: it claims to be from 'ada', but its owner is '{ME}'."
    ]
    assert [path.name for path in place.submitted.iterdir()] == [ME]
    assert (forged / "tiny.ipynb").read_text() == "forged"


def test_a_forged_newer_one_does_not_hide_the_students_own(place, said, monkeypatch):
    own = place.hand_in("ada", tiny="own")
    forged = place.hand_in("ada", tiny="forged")
    touch_until_later(forged, changed(own))
    uid = os.getuid()

    def found(folder: Path, check_owner: bool = True) -> tuple[int, datetime]:
        _, time = inspect(folder, check_owner)
        return (uid + 1 if folder == own else uid), time

    inspect = collect.inspect
    monkeypatch.setattr(collect, "inspect", found)
    monkeypatch.setattr(collect, "owner_name", {uid: "eve", uid + 1: "ada"}.get)
    place.collect()
    assert (place.got("ada") / "tiny.ipynb").read_text() == "own"
    assert said() == [
        f"'{forged.name}' isn't collected: it claims to be from 'ada', but its owner is 'eve'."
    ]


def test_without_the_check_a_name_is_believed(place, said):
    place.hand_in("ada")
    place.collect(check_owner=False)
    assert place.got("ada").is_dir()
    assert said() == []


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a file to somebody else")
def test_a_file_that_somebody_else_put_in_is_refused(place, said):
    folder = place.hand_in()
    os.chown(folder / "tiny.ipynb", 12345, -1)
    place.collect()
    (line,) = said()
    assert "'tiny.ipynb' in it belongs to 'user 12345', the folder to" in line
    assert not place.got().exists()


def link_folder(place, folder):
    shutil.move(folder, place.root / "elsewhere")
    folder.symlink_to(place.root / "elsewhere")


def link_file(place, folder):
    (place.root / "class" / "hidden.ipynb").write_text("for nobody's eyes")
    (folder / "tiny.ipynb").unlink()
    (folder / "tiny.ipynb").symlink_to(place.root / "class" / "hidden.ipynb")


def link_inner_folder(place, folder):
    (folder / "data").symlink_to(place.root / "class")


def pipe(place, folder):
    os.mkfifo(folder / "tiny.pipe")


def big(place, folder):
    place.coursedir.max_dir_size = 1
    (folder / "big.txt").write_bytes(bytes(1500))


def secret_folder(place, folder):
    (folder / "submission_secret.txt").unlink()
    (folder / "submission_secret.txt").mkdir()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (link_folder, "it is no folder"),
        (link_file, "'tiny.ipynb' in it is a link or a device, not a file"),
        (link_inner_folder, "'data' in it is a link or a device, not a file"),
        (pipe, "'tiny.pipe' in it is a link or a device, not a file"),
        (big, "it holds more than 1 kB"),
        (secret_folder, "'submission_secret.txt' in it is a folder"),
    ],
)
def test_a_hostile_submission_costs_only_itself(place, said, spoil, reason):
    folder = place.hand_in()
    neighbor = place.hand_in("neighbor")
    spoil(place, folder)
    place.collect(check_owner=False)
    assert said() == [f"'{folder.name}' isn't collected: {reason}."]
    assert not place.got().exists()
    assert (place.got("neighbor") / "tiny.ipynb").read_text() == "the answer of neighbor"
    assert neighbor.is_dir()


@pytest.mark.parametrize("student", ["..", ".", "", "ada+other"])
def test_a_name_is_no_way_out_of_the_folder(place, said, student):
    place.hand_in(student).rename(place.inbound / f"{student}+tiny+now")
    place.coursedir.student_id = student or "*"
    place.collect(check_owner=False)
    assert len(said()) == 1 and "its name isn't student+assignment+time" in said()[0]
    assert sorted(path.name for path in (place.root / "class").iterdir()) == [
        "gradebook.db",
        "submitted",
    ]


@pytest.mark.parametrize("student", ["*", "[x]", "a?"])
def test_a_name_is_no_pattern(place, said, student):
    folder = place.hand_in(student)
    place.collect(check_owner=False)
    assert said() == [
        f"{folder.name!r} isn't collected: nbgrader takes the name {student!r} for a pattern."
    ]
    assert list(place.submitted.iterdir()) == []


def test_what_changes_while_it_is_collected_is_refused(place, said, monkeypatch):
    folder = place.hand_in()
    touch_until_later(folder, changed(folder / "tiny.ipynb"))

    def read(self, name, handle, uid):
        touch_until_later(folder, changed(folder))
        return b"as it was before"

    monkeypatch.setattr(ReceiveSubmissions, "_read", read)
    place.collect()
    assert len(said()) == 1 and "it was changed while it was collected" in said()[0]
    assert not place.got().exists()
    assert not (place.root / "class" / "receipts.csv").exists()


@pytest.mark.parametrize("secret", [None, b"", b"\xff"])
def test_a_missing_secret_would_stop_the_feedback_of_all(place, secret):
    folder = place.hand_in()
    (folder / "submission_secret.txt").unlink()
    if secret is not None:
        (folder / "submission_secret.txt").write_bytes(secret)
    place.collect()
    assert len((place.got() / "submission_secret.txt").read_text()) == 128


def test_nbgraders_own_collect_would_have_believed_it(place):
    """What this module is for: if this fails, nbgrader does it by itself."""
    (place.root / "class" / "hidden.ipynb").write_text("for nobody's eyes")
    folder = place.hand_in("ada")
    link_file(place, folder)
    ExchangeCollect(coursedir=place.coursedir, root=str(place.root / "exchange")).start()
    assert (place.got("ada") / "tiny.ipynb").read_text() == "for nobody's eyes"
    assert place.time("ada") == datetime(2001, 2, 3, 4, 5, 6)


def test_the_standard_command_does_it(course):
    inbound = course.folder / "class" / "exchange" / "nnbook" / "inbound"
    for student in (ME, "ada"):
        folder = inbound / f"{student}+tiny+{LONG_AGO}+rnd"
        folder.mkdir(parents=True)
        (folder / "tiny.ipynb").write_text("{}")
        (folder / "submission_secret.txt").write_text("a secret")
    done = course.run("collect", "tiny")
    assert done.returncode == 0
    assert f"it claims to be from 'ada', but its owner is '{ME}'." in done.stderr
    submitted = course.folder / "class" / "submitted"
    assert [path.name for path in submitted.iterdir()] == [ME]
    assert not (submitted / ME / "tiny" / "timestamp.txt").read_text().startswith("2001")
