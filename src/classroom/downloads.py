"""What comes in from a learning platform: `nbgrader zip_collect`, for Moodle, Canvas and others.

Two plugins of nbgrader's, set in `nbgrader_config.py`. `SafeExtractor` unpacks what was downloaded;
`PlatformCollector` tells from a file's name whose it is. Both take the names and the contents for
what they are: written by students. What is damaged, hostile or nobody's costs itself and one line;
the rest is collected.

- Moodle: `Ada Lovelace_123456_assignsubmission_file_/perceptron.ipynb`, or the same in one name
- Canvas: `lovelaceada_LATE_123_456_perceptron-1.ipynb`
- others: `ada_perceptron.ipynb`, by nbgrader's own `FileNameCollectorPlugin.named_regexp`
"""

import csv
import difflib
import filecmp
import gzip
import os
import re
import shutil
import stat
import tarfile
import unicodedata
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import IO, Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin
from traitlets import Integer, Unicode

from classroom.collect import NO_ID

# Moodle writes no underscore of a name; Canvas no number between two underscores.
MOODLE = re.compile(
    r"(?P<name>[^_]+)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)_?(?P<file>.*)", re.DOTALL
)
CANVAS = re.compile(
    r"(?P<name>.+?)(?P<late>_LATE)?_(?P<number>\d+)_(?P<upload>\d+)_(?P<file>.+)", re.DOTALL
)
PLATFORMS = {"Moodle": MOODLE, "Canvas": CANVAS}

# What compresses better than this, from so many bytes on, is no notebook, and would fill the disk.
RATIO, RATIO_FROM = 200, 10_000_000
# The most bytes that are read from a tar. Its files can't be skipped without being unpacked.
TAR_BYTES = 1 << 34
# What is unpacked from `hw.zip` goes into `hw.zip_files`.
UNPACKED = "_files"

DAMAGED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, ValueError)
DAMAGED += (NotImplementedError, RuntimeError)  # an unknown compression, an unknown password


class Refused(Exception):
    """What isn't unpacked or collected; the message says why, without a full stop."""


def whose(parts: Iterable[str], start: int = 0) -> tuple[int, str, re.Match[str]] | None:
    """The first part of a path that a platform has named, with its place and the platform's name.

    What comes after it, a student may have named, and counts for nothing.
    """
    for place, part in enumerate(parts):
        for platform, pattern in PLATFORMS.items():
            if place >= start and (match := pattern.fullmatch(part)):
                return place, platform, match
    return None


# --- Unpack -----------------------------------------------------------------------------------


@dataclass
class _Member:
    """A file in an archive."""

    name: str
    size: int
    packed: int
    problem: str
    data: IO[bytes] | None


def _zip_members(file: zipfile.ZipFile) -> Iterator[_Member]:
    for info in file.infolist():
        if info.is_dir():
            continue
        name, problem = info.filename, ""
        if not info.flag_bits & 0x800:  # not marked as UTF-8, which it may be all the same
            try:
                name = name.encode("cp437").decode("utf-8")
            except UnicodeError:
                name = info.filename
        if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
            problem = "it is a link or a device, not a file"
        elif info.flag_bits & 0x1:
            problem = "it is locked with a password"
        try:
            data = None if problem else file.open(info)
        except DAMAGED as error:
            data, problem = None, f"it can't be unpacked ({error})"
        yield _Member(name, info.file_size, info.compress_size, problem, data)


def _tar_members(file: tarfile.TarFile) -> Iterator[_Member]:
    for info in file:
        if info.isdir():
            continue
        problem = "" if info.isreg() else "it is a link or a device, not a file"
        data = None if problem else file.extractfile(info)
        yield _Member(info.name, info.size, info.size, problem, data)


class _TooMuch(Exception):
    """An archive that isn't read to its end."""


class _Limited:
    """A stream that ends with an error after so many bytes."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self.stream, self.left = stream, limit

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        self.left -= len(data)
        if self.left < 0:
            raise _TooMuch
        return data


@contextmanager
def _members(path: Path, limit: int) -> Iterator[Iterator[_Member]]:
    """The files in an archive, each to be read before the next one."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as file:
            yield _zip_members(file)
        return
    with open(path, "rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        stream = gzip.GzipFile(fileobj=raw) if packed else raw
        with tarfile.open(fileobj=_Limited(stream, limit), mode="r|") as file:
            yield _tar_members(file)


def _parts(name: str) -> tuple[str, ...]:
    """A member's path, which can't lead out of a folder."""
    name = name.replace("\\", "/")
    parts = PurePosixPath(name).parts
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name):
        raise Refused("its name holds characters that can't be shown")
    if name.startswith("/") or re.match("[A-Za-z]:", name):
        raise Refused("its name is an absolute path")
    if ".." in parts:
        raise Refused("its name leads out of its folder")
    if not parts or any(len(part.encode()) > 255 for part in parts) or len(name) > 2000:
        raise Refused("its name is empty or too long")
    return parts


@dataclass
class _Budget:
    """What one submission may still unpack, and what it has unpacked from how many bytes."""

    files: int
    bytes: int
    written: int = field(default=0, init=False)
    packed: int = field(default=0, init=False)
    spent: bool = field(default=False, init=False)


class SafeExtractor(ExtractorPlugin):
    """nbgrader's `ExtractorPlugin` for archives that anybody may have made.

    Nothing is written outside the folder for what is extracted, and no link is made. A submission
    has as much room as `CourseDirectory.max_dir_size` and `max_file_size` say (100 MB each, unless
    set), and `max_files`, also where somebody has unpacked the platform's archive. An archive
    inside the platform's is unpacked, too, one in that isn't.
    """

    max_files = Integer(1000, help="The most files of one submission.").tag(config=True)

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack or copy all that was downloaded; nbgrader calls this."""
        course = self.parent.coursedir
        self._file_bytes = 1000 * course.max_file_size
        self._all_bytes = 1000 * course.max_dir_size
        self._ignore = [*course.ignore, "__MACOSX", "._*", ".DS_Store"]
        with Gradebook(course.db_url, course.course_id) as gradebook:
            roster = _roster(self.parent, gradebook)
        budgets = defaultdict(lambda: _Budget(self.max_files, self._all_bytes))
        archive = Path(archive_path)
        found = sorted(path for path in archive.rglob("*") if path.is_file())
        if not found:
            self.log.warning("There is nothing in %s to unpack.", archive)
        for path in found:
            shown = path.relative_to(archive)
            target = Path(extracted_path, shown)
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                if path.suffix in self.zip_ext:
                    submission = self._submission(shown, roster)
                    budget = budgets[submission] if submission else None
                    self._unpack(path, _beside(target), shown.as_posix(), path, budget)
                else:
                    shutil.copyfile(path, target)
                    _seal(target, path)
            except (Refused, *DAMAGED) as reason:
                self.log.error("%r isn't unpacked: %s.", str(shown), reason)

    def _submission(self, shown: Path, roster: "Roster") -> tuple[str, ...]:
        """Which submission an archive is part of; () if it is the platform's own."""
        parts = shown.parts
        found = whose(parts)
        if found and found[1] == "Canvas" and not roster.knows(found[2]):
            # The name of the whole download, or of its folder, may look like a student's.
            found = whose(parts, start=found[0] + 1) or (found if len(parts) > 1 else None)
        if found:
            return parts[: found[0] + 1]
        pattern = FileNameCollectorPlugin(parent=self.parent).named_regexp
        match = re.match(pattern, f"/{shown.with_suffix('.ipynb').as_posix()}")
        student = match.groupdict().get("student_id") if match else None
        return ("", student) if student in roster.names else ()

    def _unpack(
        self, path: Path, target: Path, shown: str, download: Path, budget: _Budget | None
    ) -> None:
        """Unpack an archive; `budget` is that of the submission which the archive is part of."""
        target.mkdir(exist_ok=True)
        limit = budget.bytes if budget else TAR_BYTES
        # One for each submission, and one for all that the platform hasn't named.
        budgets = defaultdict(lambda: _Budget(self.max_files, self._all_bytes))
        budgets[()] = _Budget(1 << 62, 1 << 62)
        try:
            with _members(path, limit) as members:
                for member in members:
                    name = f"{shown}/{member.name}"
                    try:
                        parts = _parts(member.name)
                        if any(fnmatch(part, bad) for part in parts for bad in self._ignore):
                            continue
                        found = whose(parts)
                        own = budget or budgets[parts[: found[0] + 1] if found else ()]
                        if own.spent:
                            continue
                        file = target.joinpath(*parts)
                        self._write(member, file, own)
                        _seal(file, download)
                        if file.suffix in self.zip_ext:
                            if budget:
                                raise Refused("it is an archive in a student's archive")
                            self._unpack(file, _beside(file), name, download, own)
                    except FileExistsError:
                        self.log.error("%r is there more than once; the first is taken.", name)
                    except (Refused, *DAMAGED) as reason:
                        self.log.error("%r isn't unpacked: %s.", name, reason)
        except _TooMuch:
            raise Refused("it holds more than a submission may") from None
        except DAMAGED as error:
            raise Refused(f"it is damaged, or no archive ({error})") from error

    def _write(self, member: _Member, file: Path, budget: _Budget) -> None:
        if member.problem:
            raise Refused(member.problem)
        budget.written += member.size
        budget.packed += member.packed
        budget.files -= 1
        if budget.written > max(RATIO_FROM, RATIO * budget.packed):
            budget.spent = True
            raise Refused(f"{budget.written} bytes are packed into {budget.packed}: a zip bomb")
        if budget.files < 0:
            budget.spent = True
            raise Refused(f"its submission has more than {self.max_files} files")
        file.parent.mkdir(parents=True, exist_ok=True)
        most = min(self._file_bytes, budget.bytes)
        with open(file, "xb") as out:
            try:
                while data := member.data.read(1 << 16):
                    most -= len(data)
                    if most < 0:
                        raise Refused("it is larger than a submission may be")
                    budget.bytes -= len(data)
                    out.write(data)
            except BaseException:
                file.unlink()
                raise


def _beside(archive: Path) -> Path:
    """Where an archive is unpacked. To cut its suffix off would make `..` of `...zip`."""
    return archive.with_name(archive.name + UNPACKED)


def _seal(file: Path, download: Path) -> None:
    """Nobody changes it; its time is that of the download, which tells two downloads apart."""
    file.chmod(0o444)
    time = download.stat().st_mtime_ns
    os.utime(file, ns=(time, time))


# --- Tell whose it is -------------------------------------------------------------------------


def key(name: str) -> str:
    """A name as platforms spell it alike: its letters and digits, in lower case, unaccented."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


class Roster:
    """Whose name is whose.

    Args:
        students: The gradebook's students.
        people: A file that tells the platform's numbers, if there is one: Moodle's grading
            worksheet, the export of Canvas's gradebook, or a CSV with the columns `number` and
            `student_id`.
    """

    def __init__(self, students: Iterable[Any], people: Path | None = None) -> None:
        self.names: dict[str, str] = {}
        self.numbers: dict[str, str] = {}
        self._canvas: dict[str, str] = {}
        self._keys: dict[str, set[str]] = defaultdict(set)
        emails: dict[str, str] = {}
        for student in students:
            first, last = student.first_name or "", student.last_name or ""
            self.names[student.id] = f"{first} {last}".strip()
            for spelled in {key(first + last), key(last + first)} - {""}:
                self._keys[spelled].add(student.id)
            if student.email:
                emails[student.email.casefold()] = student.id
            if student.lms_user_id:
                self._canvas[str(student.lms_user_id)] = student.id
        if people is not None:
            self.numbers |= dict(self._read(people, emails))

    def _read(self, people: Path, emails: dict[str, str]) -> Iterator[tuple[str, str]]:
        text = people.read_text(encoding="utf-8-sig", errors="replace")
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        for row in csv.DictReader(text.splitlines(), delimiter=delimiter):
            cells = {str(k).strip().casefold(): str(v or "").strip() for k, v in row.items()}
            number = re.search(
                r"\d+$", cells.get("number") or cells.get("identifier") or cells.get("id", "")
            )
            for column in (
                "student_id",
                "sis login id",
                "sis user id",
                "id number",
                "username",
                "email address",
                "email",
            ):
                value = cells.get(column, "")
                student = value if value in self.names else emails.get(value.casefold())
                if number and student:
                    yield number[0], student
                    break
            else:  # in another language, its columns have other names, but the same addresses
                known = [emails[v.casefold()] for v in cells.values() if v.casefold() in emails]
                if number and known:
                    yield number[0], known[0]

    def knows(self, match: re.Match[str]) -> bool:
        """Whether a platform's name or number is that of a student, or of several."""
        name, number = match["name"], match["number"]
        known = number in self.numbers or number in self._canvas
        return known or name in self.names or key(name) in self._keys

    def find(self, name: str, number: str = "", platform: str = "") -> str:
        """The id of a student.

        Args:
            name: The name in the file's name.
            number: The platform's number for the student, if there is one.
            platform: "Moodle", "Canvas", or "" if `name` should be an id.

        Raises:
            Refused: If the roster has no such student, or more than one, or if the id is no
                folder's name.
        """
        student = self._find(name, number, platform)
        if NO_ID & set(student):
            raise Refused(
                f"the id {student!r} holds one of {' '.join(sorted(NO_ID))}, with which nbgrader "
                "finds no submission, or others' too: change it in the roster"
            )
        return student

    def _find(self, name: str, number: str, platform: str) -> str:
        # Moodle numbers the participants of each assignment anew, and Canvas has one for each user.
        if number in self.numbers:
            return self.numbers[number]
        if platform == "Canvas" and number in self._canvas:
            return self._canvas[number]
        if name.startswith("."):
            raise Refused(f"{name!r} is no student's name")
        if name in self.names or (not self.names and platform != "Moodle"):
            return name
        found = sorted(self._keys.get(key(name), ()))
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(
                f"{len(found)} students of the roster are called {name!r} ({', '.join(found)}), "
                "and only the file people.csv can tell them apart"
            )
        known = {**{full: full for full in self.names.values() if full}, **self.names}
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"; the nearest is {near[0]!r}" if near else ""
        if not self.names:
            hint = ", which is empty: import it with nbgrader db student import"
        raise Refused(f"{name!r} isn't on the roster{hint}")


@dataclass(frozen=True)
class _Found:
    """A file, and whose it seems to be."""

    path: Path
    student: str
    stem: str
    late: bool = False

    def attempt(self) -> tuple[int, int]:
        """What a newer one is greater in: the time of the download, and Canvas's count."""
        count = re.search(r"-(\d+)$", self.stem)
        return self.path.stat().st_mtime_ns, int(count[1]) if count else 0


class PlatformCollector(FileNameCollectorPlugin):
    """nbgrader's `FileNameCollectorPlugin`, which also knows how Moodle and Canvas name files.

    A student is found by the platform's number, if `people` or the roster's `lms_user_id` tells it,
    and else by name. A notebook that a browser or Canvas has renamed (`perceptron (1).ipynb`,
    `perceptron-2.ipynb`) gets its name back. Of two downloads the newer counts, of two attempts in
    one download the later.
    """

    people = Unicode(
        "people.csv",
        help="The file that tells the platform's numbers, in the assignment's download folder.",
    ).tag(config=True)

    _plan: dict[str, dict[str, str]] | None = None

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Whose file it is, and which notebook; None if it isn't to be collected."""
        if self._plan is None:
            self._plan = self._make_plan()
        return self._plan.get(submitted_file)

    def _make_plan(self) -> dict[str, dict[str, str]]:
        course = self.parent.coursedir
        with Gradebook(course.db_url, course.course_id) as gradebook:
            roster = _roster(self.parent, gradebook)
            people = _folder(self.parent, self.people)
            if people.exists() and not roster.numbers:
                self.log.warning(
                    "%s tells nobody's number: it needs the columns number and student_id, or "
                    "those of Moodle's grading worksheet or Canvas's gradebook, in UTF-8, and the "
                    "ids or the e-mail addresses of your roster.",
                    people,
                )
            try:
                assignment = gradebook.find_assignment(course.assignment_id)
                notebooks = [notebook.name for notebook in assignment.notebooks]
            except MissingEntry:
                notebooks = []
        root = _folder(self.parent, self.parent.extracted_directory)
        by_student: dict[str, list[_Found]] = defaultdict(list)
        others: dict[str, list[str]] = defaultdict(list)
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            is_notebook = path.suffix in self.valid_ext
            try:
                found = self._find(path, root, roster)
            except Refused as reason:
                if is_notebook:
                    self.log.error("%r isn't collected: %s.", _shown(path, root), reason)
                continue
            if found and is_notebook:
                by_student[found.student].append(found)
                if found.late:
                    self.log.warning("%r is late, says Canvas.", _shown(path, root))
            elif found:
                others[found.student].append(_shown(path, root))
        for student in sorted(others.keys() - by_student.keys()):
            shown, more = others[student][:3], len(others[student]) - 3
            self.log.error(
                "%s handed in no notebook, but %s%s: nothing is collected.",
                student,
                ", ".join(map(repr, shown)),
                f" and {more} more" if more > 0 else "",
            )
        plan = {}
        for student, files in sorted(by_student.items()):
            if self._came_through_the_exchange(student):
                self.log.error(
                    "%s has handed in through the exchange, too, and that is kept: to collect the "
                    "download's instead, first move %s away.",
                    student,
                    self._submitted(student),
                )
                continue
            by_notebook: dict[str, list[_Found]] = defaultdict(list)
            for found in files:
                by_notebook[self._notebook(found, files, notebooks)].append(found)
            for notebook, same in sorted(by_notebook.items()):
                chosen = self._newest(same, root)
                if chosen:
                    plan[str(chosen.path)] = {"student_id": student, "file_id": f"{notebook}.ipynb"}
        return plan

    def _submitted(self, student: str) -> Path:
        course = self.parent.coursedir
        return Path(course.format_path(course.submitted_directory, student, course.assignment_id))

    def _came_through_the_exchange(self, student: str) -> bool:
        """Whether the submission that is there has a time of receipt, and a way back."""
        return (self._submitted(student) / "submission_secret.txt").exists()

    def _find(self, path: Path, root: Path, roster: Roster) -> _Found | None:
        parts = path.relative_to(root).parts
        found = whose(parts)
        own = found and found[0] == 0 and parts[0].endswith(UNPACKED)
        if own and not roster.knows(found[2]):
            # The name of the whole download may look like a student's, or be one's.
            found = whose(parts, start=1)
        if found is None:
            match = self._match(str(path))
            if match is None:
                return None
            return _Found(path, roster.find(match["student_id"]), match["file_id"])
        place, platform, match = found
        student = roster.find(match["name"], match["number"], platform)
        file = match["file"] if place == len(parts) - 1 else parts[-1]
        late = platform == "Canvas" and bool(match["late"])
        return _Found(path, student, Path(file).stem, late)

    def _notebook(self, found: _Found, files: list[_Found], notebooks: list[str]) -> str:
        """The assignment's notebook that a file is, or else its own name."""
        if found.stem in notebooks or not notebooks:
            return found.stem
        plain = re.sub(r"(-\d+|\s*\(\d+\))+$", "", found.stem).strip()
        for notebook in notebooks:
            if plain.casefold() == notebook.casefold():
                return notebook
        if len(files) == len(notebooks) == 1:
            self.log.warning(
                "%s handed in %r, which is taken for %r: there is no other notebook.",
                found.student,
                f"{found.stem}.ipynb",
                f"{notebooks[0]}.ipynb",
            )
            return notebooks[0]
        return found.stem

    def _newest(self, same: list[_Found], root: Path) -> _Found | None:
        last = max(found.attempt() for found in same)
        chosen, *others = [found for found in same if found.attempt() == last]
        if all(filecmp.cmp(chosen.path, other.path, shallow=False) for other in others):
            return chosen
        files = ", ".join(repr(_shown(found.path, root)) for found in (chosen, *others))
        self.log.error(
            "%s has %d different files for one notebook, and none is collected: %s.",
            chosen.student,
            1 + len(others),
            files,
        )
        return None


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _folder(app: Any, step: str) -> Path:
    path = Path(app.coursedir.root, app.collect_directory_structure)
    return Path(
        str(path).format(
            downloaded=app.downloaded_directory,
            assignment_id=app.coursedir.assignment_id,
            collect_step=step,
        )
    )


def _roster(app: Any, gradebook: Gradebook) -> Roster:
    people = _folder(app, PlatformCollector(parent=app).people)
    return Roster(gradebook.students, people if people.exists() else None)
