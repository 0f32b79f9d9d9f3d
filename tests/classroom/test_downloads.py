"""`nbgrader zip_collect`: Moodle's and Canvas's names, and archives that mean harm."""

import io
import logging
import os
import shutil
import sqlite3
import stat
import tarfile
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps.zipcollectapp import ZipCollectApp
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from classroom import downloads
from classroom.downloads import PlatformCollector, SafeExtractor, key

ROOT = Path(__file__).resolve().parents[2]
MOODLE = "{}_{}_assignsubmission_file_/"


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory):
    """A gradebook with a roster, two of whom have one name."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}", "nnbook") as made:
        made.add_assignment("tiny")
        made.add_notebook("tiny", "tiny")
        made.add_student("ada", first_name="Ada", last_name="Lovelace", email="ada@example.org")
        made.add_student("jose", first_name="José", last_name="Núñez-O'Neill")
        made.add_student("kim1", first_name="Chris", last_name="Kim", email="kim1@example.org")
        made.add_student("kim2", first_name="Chris", last_name="Kim", email="Kim2@example.org")
        made.add_student("lin", first_name="Lin", last_name="Wu", lms_user_id="77")
        made.add_student("doejane")
    return path


class Place:
    """A course with something downloaded."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.downloaded = root / "class" / "downloaded" / "tiny"
        self.archive = self.downloaded / "archive"
        self.archive.mkdir(parents=True)
        self.submitted = root / "class" / "submitted"
        regexp = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
        self.config = Config(FileNameCollectorPlugin=regexp.FileNameCollectorPlugin)
        self.coursedir = CourseDirectory(
            root=str(root),
            course_id="nnbook",
            assignment_id="tiny",
            submitted_directory="class/submitted",
            release_directory="_build/release",
            db_url=f"sqlite:///{root}/class/gradebook.db",
        )

    def zip(self, members: dict, name: str = "download.zip", **options: object) -> Path:
        """A zip of these files, by name."""
        (self.archive / name).write_bytes(zipped(members, **options))
        return self.archive / name

    def forget_roster(self) -> None:
        with closing(sqlite3.connect(self.root / "class" / "gradebook.db")) as database, database:
            database.execute("DELETE FROM student")

    def collect(self) -> dict[str, str]:
        """Run the command; what was collected, by path."""
        app = ZipCollectApp(
            config=self.config,
            downloaded_directory="class/downloaded",
            extractor_plugin=SafeExtractor,
            collector_plugin=PlatformCollector,
            force=True,
        )
        app.coursedir = self.coursedir
        app.log = logging.getLogger("zip_collect")  # where caplog listens
        app.init_plugins()
        app.extract_archive_files()
        app.process_extracted_files()
        files = sorted(path for path in self.submitted.rglob("*") if path.is_file())
        return {path.relative_to(self.submitted).as_posix(): path.read_text() for path in files}

    def files(self) -> set[str]:
        """Everything there is, but what was extracted or collected."""
        found = {path.relative_to(self.root).as_posix() for path in self.root.rglob("*")}
        inside = ("class/downloaded/tiny/extracted/", "class/submitted/")
        return {path for path in found if not path.startswith(inside)}


def zipped(members: dict, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, content in members.items() if isinstance(members, dict) else members:
            archive.writestr(name, content)
    return data.getvalue()


@pytest.fixture
def place(tmp_path, gradebook, monkeypatch):
    monkeypatch.delenv("NNBOOK_EXCHANGE", raising=False)
    made = Place(tmp_path)
    shutil.copy(gradebook, tmp_path / "class")
    return made


@pytest.fixture
def said(caplog):
    """What is logged as an error."""
    return lambda: [
        record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR
    ]


ADA, LIN = "Ada Lovelace_1001_assignsubmission_file_/", "Lin Wu_1005_assignsubmission_file_/"
HONEST = {f"{LIN}tiny.ipynb": "honest"}
COLLECTED = {"lin/tiny/tiny.ipynb": "honest"}


def test_moodles_folders(place, said):
    place.zip(
        {
            f"{ADA}tiny.ipynb": "ada",
            f"{ADA}notes.txt": "is no notebook",
            "Ada Lovelace_1001_assignsubmission_onlinetext_/onlinetext.html": "hello",
            MOODLE.format("José Núñez-ONeill", 1002) + "tiny.ipynb": "jose",
            "Wu Lin_1005_assignsubmission_file/tiny.ipynb": "lin",
        }
    )
    assert place.collect() == {
        "ada/tiny/tiny.ipynb": "ada",
        "jose/tiny/tiny.ipynb": "jose",
        "lin/tiny/tiny.ipynb": "lin",
    }
    assert said() == []


def test_moodle_without_folders(place):
    place.zip({"Ada Lovelace_1001_assignsubmission_file_tiny.ipynb": "ada"})
    assert place.collect() == {"ada/tiny/tiny.ipynb": "ada"}


def test_canvas(place, said, caplog):
    place.zip(
        {
            "lovelaceada_55_900_tiny.ipynb": "ada",
            "núñezoneilljosé_LATE_56_901_tiny-1.ipynb": "jose",
            "somebodyelse_77_902_tiny.ipynb": "lin, by the number",
            "doejane_57_903_tiny.ipynb": "an id",
            "lovelaceada_55_904_555_66_x.txt": "is no notebook",
        }
    )
    assert place.collect() == {
        "ada/tiny/tiny.ipynb": "ada",
        "doejane/tiny/tiny.ipynb": "an id",
        "jose/tiny/tiny.ipynb": "jose",
        "lin/tiny/tiny.ipynb": "lin, by the number",
    }
    assert said() == []
    assert [r.getMessage() for r in caplog.records if "late" in r.getMessage()] == [
        "'download.zip_files/núñezoneilljosé_LATE_56_901_tiny-1.ipynb' is late, says Canvas."
    ]


def test_a_number_of_moodles_is_not_one_of_canvas(place):
    place.zip({MOODLE.format("Ada Lovelace", 77) + "tiny.ipynb": "ada"})
    assert place.collect() == {"ada/tiny/tiny.ipynb": "ada"}


def test_who_is_not_on_the_roster_is_refused_with_the_nearest(place, said):
    place.zip({MOODLE.format("Ada Lovelacy", 9) + "tiny.ipynb": "who?"} | HONEST)
    assert place.collect() == COLLECTED
    assert said() == [
        "'download.zip_files/Ada Lovelacy_9_assignsubmission_file_/tiny.ipynb' isn't collected: "
        "'Ada Lovelacy' isn't on the roster; the nearest is 'Ada Lovelace'."
    ]


KIMS = {
    MOODLE.format("Chris Kim", 11) + "tiny.ipynb": "first",
    MOODLE.format("Chris Kim", 12) + "tiny.ipynb": "second",
}


def test_two_who_share_a_name_are_not_guessed(place, said):
    place.zip(KIMS | HONEST)
    assert place.collect() == COLLECTED
    assert len(said()) == 2
    assert "2 students of the roster are called 'Chris Kim' (kim1, kim2)" in said()[0]
    assert said()[0].endswith("only the file people.csv can tell them apart.")


WORKSHEET = """\ufeffIdentifier,"Full name","Email address",Status,Grade
"Participant 12","Chris Kim",kim1@example.org,Submitted,
"Participant 11","Chris Kim",KIM2@example.org,Submitted,
"Participant 13","Somebody Else",else@example.org,Submitted,
"""
CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,tiny (9)
    Points Possible,,,,,10
"Kim, Chris",12,,kim1,A,
"Kim, Chris",11,S11,kim2,A,
"""
OWN = "number;student_id\n12;kim1\n11;kim2\n"
GERMAN = """\ufeffID;"Vollständiger Name";E-Mail-Adresse;Status
"Teilnehmer/in 12";"Chris Kim";kim1@example.org;Abgegeben
"Teilnehmer/in 11";"Chris Kim";KIM2@example.org;Abgegeben
"""


@pytest.mark.parametrize(
    "people", [WORKSHEET, CANVAS, OWN, GERMAN], ids=["moodle", "canvas", "own", "german"]
)
def test_the_platforms_list_tells_them_apart(place, said, people):
    (place.downloaded / "people.csv").write_text(people, encoding="utf-8")
    place.zip(KIMS | HONEST)
    expected = {"kim2/tiny/tiny.ipynb": "first", "kim1/tiny/tiny.ipynb": "second"}
    assert place.collect() == COLLECTED | expected
    assert said() == []


@pytest.mark.parametrize(
    ("people", "encoding"), [("Nummer;Kennung\n12;kim1\n", "utf-8"), (WORKSHEET, "utf-16")]
)
def test_a_list_that_tells_nobodys_number_is_named(place, caplog, people, encoding):
    (place.downloaded / "people.csv").write_text(people, encoding=encoding)
    place.zip(HONEST)
    assert place.collect() == COLLECTED
    (line,) = [text for text in caplog.messages if "tells nobody's number" in text]
    assert "people.csv" in line and "the columns number and student_id" in line


def test_who_handed_in_no_notebook_is_named(place, said):
    files = {f"{ADA}{name}.pdf": "no notebook" for name in "abcde"}
    place.zip(files | {f"{LIN}notes.pdf": "beside the notebook"} | HONEST)
    assert place.collect() == COLLECTED
    (line,) = said()
    assert line.startswith("ada handed in no notebook, but ")
    assert line.count(".pdf") == 3 and line.endswith(" and 2 more: nothing is collected.")


def test_what_came_through_the_exchange_stays(place, said):
    folder = place.submitted / "ada" / "tiny"
    folder.mkdir(parents=True)
    for name in ("tiny.ipynb", "timestamp.txt", "submission_secret.txt"):
        (folder / name).write_text("of the exchange")
    place.zip({f"{ADA}tiny.ipynb": "of the platform"} | HONEST)
    got = place.collect()
    assert got.pop("lin/tiny/tiny.ipynb") == "honest"
    assert set(got.values()) == {"of the exchange"} and len(got) == 3
    (line,) = said()
    assert line.startswith("ada has handed in through the exchange, too, and that is kept")


def test_without_a_roster_names_are_ids_but_for_moodles(place, said):
    place.forget_roster()
    place.zip({"doejane_1_2_tiny.ipynb": "canvas", "ada_tiny.ipynb": "other"} | HONEST)
    got = place.collect()
    assert got == {"doejane/tiny/tiny.ipynb": "canvas", "ada/tiny/tiny.ipynb": "other"}
    assert len(said()) == 1 and "nbgrader db student import" in said()[0]


@pytest.mark.parametrize(
    "name",
    ["tiny (1).ipynb", "Tiny.ipynb", "tiny-3.ipynb", "tiny-1 (2).ipynb", "my final answer.ipynb"],
)
def test_a_notebook_gets_its_name_back(place, name):
    place.zip({ADA + name: "ada"})
    assert place.collect() == {"ada/tiny/tiny.ipynb": "ada"}


def test_of_several_notebooks_none_is_guessed(place):
    place.zip({f"{ADA}draft.ipynb": "1", f"{ADA}tiny.ipynb": "2"})
    assert place.collect() == {"ada/tiny/draft.ipynb": "1", "ada/tiny/tiny.ipynb": "2"}


def test_of_two_attempts_the_later_counts(place, said):
    place.zip({f"lovelaceada_55_{n}_tiny-{n}.ipynb": f"attempt {n}" for n in (9, 10, 2)})
    assert place.collect() == {"ada/tiny/tiny.ipynb": "attempt 10"}
    assert said() == []


def test_of_two_downloads_the_newer_counts(place, said):
    newer = place.zip({f"{ADA}tiny.ipynb": "newer"}, "a.zip")
    older = place.zip({f"{ADA}tiny.ipynb": "older"} | HONEST, "b.zip")
    os.utime(older, (1_000_000_000, 1_000_000_000))
    os.utime(newer, (1_000_000_001, 1_000_000_001))
    assert place.collect() == {"ada/tiny/tiny.ipynb": "newer"} | COLLECTED
    assert said() == []


def test_two_files_that_claim_one_place_are_not_guessed(place, said):
    twin = {MOODLE.format("Ada Lovelace", 2002) + "tiny.ipynb": "eve, renamed"}
    place.zip({f"{ADA}tiny.ipynb": "ada"} | twin | HONEST)
    assert place.collect() == COLLECTED
    (line,) = said()
    assert line.startswith("ada has 2 different files for one notebook, and none is collected: ")
    assert "_1001_" in line and "_2002_" in line


def test_the_same_bytes_twice_are_one(place, said):
    twin = {MOODLE.format("Ada Lovelace", 2002) + "tiny.ipynb": "ada"}
    place.zip({f"{ADA}tiny.ipynb": "ada"} | twin)
    assert place.collect() == {"ada/tiny/tiny.ipynb": "ada"}
    assert said() == []


def test_a_students_own_zip_is_unpacked(place, said):
    place.zip(
        {
            f"{ADA}hw.zip": zipped(
                {
                    "hw/tiny.ipynb": "ada",
                    "__MACOSX/hw/._tiny.ipynb": "a Mac's",
                    "hw/.ipynb_checkpoints/tiny-checkpoint.ipynb": "older",
                }
            ),
            "wulin_77_1_hw.zip": zipped({"tiny.ipynb": "lin"}),
        }
    )
    assert place.collect() == {"ada/tiny/tiny.ipynb": "ada", "lin/tiny/tiny.ipynb": "lin"}
    assert said() == []


def test_a_students_own_tar_is_unpacked(place):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        info = tarfile.TarInfo("hw/tiny.ipynb")
        info.size = 3
        archive.addfile(info, io.BytesIO(b"ada"))
    place.zip({f"{ADA}hw.tar.gz": data.getvalue()})
    assert place.collect() == {"ada/tiny/tiny.ipynb": "ada"}


@pytest.mark.parametrize("name", ["CS_2026_1_Deep-77.zip", "download.zip", "a_1_2_b.zip"])
def test_the_downloads_own_name_is_nobodys(place, said, name):
    place.zip(HONEST, name)
    assert place.collect() == COLLECTED
    assert said() == []


@pytest.mark.parametrize("name", ["hw.zip", "...zip", "..zip"])
def test_a_name_inside_a_students_zip_counts_for_nothing(place, name):
    inner = zipped({f"{ADA}tiny.ipynb": "not ada's", "lovelaceada_1_2_tiny.ipynb": "nor this"})
    place.zip({LIN + name: inner})
    got = place.collect()
    assert set(got.values()) <= {"not ada's", "nor this"}
    assert {path.split("/")[0] for path in got} <= {"lin"}


def test_what_is_collected_is_read_only(place):
    place.zip(HONEST)
    place.collect()
    assert (place.submitted / "lin/tiny/tiny.ipynb").stat().st_mode & 0o777 == 0o444


@pytest.mark.parametrize("student", ["[x]", "li/na", "*", "a?"])
def test_an_id_that_is_a_pattern_is_refused(place, said, student):
    with closing(sqlite3.connect(place.root / "class" / "gradebook.db")) as database, database:
        database.execute("UPDATE student SET id = ? WHERE id = 'ada'", (student,))
    place.zip({f"{ADA}tiny.ipynb": "ada"} | HONEST)
    assert place.collect() == COLLECTED
    (line,) = said()
    assert f"isn't collected: the id {student!r} holds one of * / ? [, with which" in line


# --- Harm -------------------------------------------------------------------------------------


def info(name: str, mode: int = 0) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


def locked() -> bytes:
    """A zip that says its file is locked: bit 0 of the flags, in both of its headers."""
    data = bytearray(zipped({"x.ipynb": "x"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def broken() -> bytes:
    """A zip whose file isn't what its checksum says."""
    data = bytearray(zipped({"x.ipynb": "x" * 50}, zipfile.ZIP_STORED))
    data[data.index(b"xxx")] ^= 1
    return bytes(data)


def tar_link() -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        link = tarfile.TarInfo("x.ipynb")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return data.getvalue()


def tar_bomb() -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz", compresslevel=1) as archive:
        huge = tarfile.TarInfo("x.ipynb")
        huge.size = 3_000_000
        archive.addfile(huge, io.BytesIO(bytes(huge.size)))
    return data.getvalue()


HARM = {
    "up": ({f"{ADA}../../../../../escaped.ipynb": "x"}, "leads out of its folder"),
    "backslashes": ({f"{ADA}..\\..\\..\\..\\escaped.ipynb": "x"}, "leads out of its folder"),
    "absolute": ({"/tmp/escaped.ipynb": "x"}, "is an absolute path"),
    "drive": ({"C:\\escaped.ipynb": "x"}, "is an absolute path"),
    "link": ([(info(f"{ADA}tiny.ipynb", stat.S_IFLNK), "/etc/passwd")], "a link or a device"),
    "pipe": ([(info(f"{ADA}tiny.ipynb", stat.S_IFIFO), "")], "a link or a device"),
    "control": ({f"{ADA}ti\x1b[31mny.ipynb": "x"}, "characters that can't be shown"),
    "long": ({ADA + "x" * 300 + ".ipynb": "x"}, "is empty or too long"),
    "large": ({f"{ADA}tiny.ipynb": os.urandom(1_100_000)}, "larger than a submission may be"),
    "ratio": ({f"{ADA}tiny.ipynb": bytes(11_000_000)}, "a zip bomb"),
    "many small": (
        {f"{ADA}{n}.txt": bytes(999_000) for n in range(15)},
        "a zip bomb",
    ),
    "count": ({f"{ADA}{n}.txt": "" for n in range(60)}, "more than 50 files"),
    "locked": ({f"{ADA}hw.zip": locked()}, "locked with a password"),
    "checksum": ({f"{ADA}hw.zip": broken()}, "Bad CRC-32"),
    "no zip": ({f"{ADA}hw.zip": "PK, but no zip"}, "it is damaged, or no archive"),
    "cut off": ({f"{ADA}hw.zip": zipped({"x.ipynb": "x"})[:-9]}, "it is damaged, or no archive"),
    "no tar": ({f"{ADA}hw.tar.gz": "no tar"}, "it is damaged, or no archive"),
    "tar link": ({f"{ADA}hw.tar.gz": tar_link()}, "a link or a device"),
    "tar bomb": ({f"{ADA}hw.tar.gz": tar_bomb()}, "it holds more than a submission may"),
    "nested": (
        {f"{ADA}hw.zip": zipped({"hw.zip": zipped({"x.ipynb": "x"})})},
        "an archive in a student's archive",
    ),
    "file for folder": ({f"{ADA}x": "a file", f"{ADA}x/tiny.ipynb": "x"}, "more than once"),
}


@pytest.mark.parametrize(("members", "reason"), HARM.values(), ids=HARM)
def test_harm_costs_its_own_submission_and_a_line(place, said, members, reason):
    place.config.SafeExtractor.max_files = 50
    place.coursedir.max_file_size = place.coursedir.max_dir_size = 1000
    if reason == "a zip bomb":
        place.coursedir.max_file_size = place.coursedir.max_dir_size = 100_000
    before = place.files() | {"class/downloaded/tiny/extracted", "class/submitted"}
    members = list(members.items()) if isinstance(members, dict) else members
    place.zip([*members, *HONEST.items()])
    before.add("class/downloaded/tiny/archive/download.zip")
    assert place.collect() == COLLECTED
    lines = [line for line in said() if "handed in no notebook" not in line]
    assert len(lines) == 1 and reason in lines[0], said()
    assert place.files() == before
    assert not [path for path in place.root.rglob("*") if path.is_symlink()]


@pytest.mark.parametrize(
    "name",
    [
        f"{ADA}hw.zip",
        f"{ADA[:-1]}hw.zip",
        f"tiny_5_6_x/{ADA}hw.zip",
        "lovelaceada_55_900_hw.zip",
        "chriskim_56_901_hw.zip",
        "all/lovelaceadda_55_900_hw.zip",
        "ada_hw.zip",
    ],
)
def test_a_download_that_was_unpacked_by_hand_has_the_same_limits(place, said, name):
    place.config.SafeExtractor.max_files = 50
    path = place.archive / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zipped({f"{n}.txt": "" for n in range(60)}))
    second = path.with_name(path.name.replace("hw.zip", "hw.tar.gz"))
    second.write_bytes(tar_bomb())
    place.coursedir.max_dir_size = 1000
    assert place.collect() == {}
    lines = [line for line in said() if "handed in no notebook" not in line]
    assert len(lines) == 2
    assert "it holds more than a submission may" in lines[0]
    assert "more than 50 files" in lines[1]


def test_a_name_that_is_there_twice_counts_once(place, said):
    with pytest.warns(UserWarning, match="Duplicate name"):
        place.zip([(f"{ADA}tiny.ipynb", "first"), (f"{ADA}tiny.ipynb", "second")])
    assert place.collect() == {"ada/tiny/tiny.ipynb": "first"}
    assert len(said()) == 1 and "more than once; the first is taken" in said()[0]


def test_a_damaged_download_leaves_the_others(place, said):
    place.zip(HONEST)
    (place.archive / "cut off.zip").write_bytes(zipped(HONEST)[:50])
    assert place.collect() == COLLECTED
    assert len(said()) == 1 and "'cut off.zip' isn't unpacked: it is damaged" in said()[0]


def test_a_name_is_no_way_out_of_the_folder(place, said):
    place.forget_roster()
    place.zip({".._tiny.ipynb": "out", "ada_tiny.ipynb": "ada"})
    assert place.collect() == {"ada/tiny/tiny.ipynb": "ada"}
    assert len(said()) == 1 and "'..' is no student's name" in said()[0]


def test_a_name_not_marked_as_utf8_is_read_all_the_same(place):
    folder = MOODLE.format("José Núñez-O'Neill", 3)
    data = bytearray(zipped({f"{folder}tiny.ipynb": "jose"}))
    data[7] &= ~0x08  # bit 11 of the flags, in both headers
    data[data.index(b"PK\x01\x02") + 9] &= ~0x08
    (place.archive / "old.zip").write_bytes(data)
    assert place.collect() == {"jose/tiny/tiny.ipynb": "jose"}


def test_a_download_of_many_small_submissions_is_no_bomb(place):
    """The limits are a submission's, not the download's."""
    place.coursedir.max_dir_size = 1
    names = {MOODLE.format("Ada Lovelace", n) + "x.txt": "x" * 900 for n in range(5)}
    place.zip(names | HONEST)
    assert place.collect() == COLLECTED
    extracted = place.downloaded / "extracted" / "download.zip_files"
    assert len(list(extracted.rglob("x.txt"))) == 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Lovelace", "adalovelace"),
        ("Núñez-O'Neill, José", "nunezoneilljose"),
        ("Ẅeiß Øre", "weissøre"),
        ("李 小龍", "李小龍"),
    ],
)
def test_names_are_spelled_alike(one, other):
    assert key(one) == other


def test_the_standard_command_uses_them(course):
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course.folder)).load_config()
    assert config.ZipCollectApp.extractor_plugin is downloads.SafeExtractor
    archive = course.folder / "class" / "downloaded" / "tiny" / "archive"
    archive.mkdir(parents=True)
    (archive / "a.zip").write_bytes(
        zipped({"../out_tiny.ipynb": "{}", "doejane_1_2_tiny-1.ipynb": "{}"})
    )
    log = course.nbgrader("zip_collect", "tiny")
    assert "'a.zip/../out_tiny.ipynb' isn't unpacked: its name leads out of its folder." in log
    collected = (course.folder / "class" / "submitted").rglob("*.ipynb")
    assert [path.parent.parent.name for path in collected] == ["doejane"]
