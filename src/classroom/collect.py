"""What comes in through the exchange: `nbgrader collect`, with a receipt of our own.

nbgrader believes what a student's machine says: the name and the time in the name of the folder
that is handed in. `ReceiveSubmissions`, set in `nbgrader_config.py`, looks at what only the file
system can have written. The time of receipt is the last change of the folder or of a file in it
(its "ctime", which nobody can set back). The owner of the folder and of each file in it must be
the student whom the folder names. What isn't so is refused in one line, and stays where it is.

What is collected is copied byte for byte, made read-only, and noted in `class/receipts.csv` with
its SHA-256. Only `timestamp.txt` is ours.
"""

import csv
import hashlib
import io
import os
import secrets
import shutil
import stat
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns

from classroom.export import safe

try:
    import pwd
except ImportError:  # Windows, which has no exchange; the configuration imports this all the same
    pwd = None

RECEIPTS = "receipts.csv"
COLUMNS = ("received", "assignment", "student", "owner", "claimed", "folder", "file", "sha256")
TIME, SECRET = "timestamp.txt", "submission_secret.txt"
# A student's id is a folder's name, which nbgrader's commands look for as a pattern.
NO_ID = frozenset("/*?[")

_EPOCH = datetime(1970, 1, 1)
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Refused(Exception):
    """A submission that isn't collected; the message says why, without a full stop."""


def owner_name(uid: int) -> str:
    """The name of a user of this machine, or the number of one that it doesn't know."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def inspect(folder: Path, check_owner: bool = True) -> tuple[int, datetime]:
    """Look at a folder that was handed in, following no link.

    Args:
        folder: The folder in the exchange.
        check_owner: Whether all in it must belong to the folder's owner.

    Returns:
        The owner's number, and when the folder was last changed (UTC, without a time zone).

    Raises:
        Refused: If it isn't a folder of ordinary files, or can't be read.
    """
    top = os.lstat(folder)
    if not stat.S_ISDIR(top.st_mode):
        raise Refused("it is no folder")
    changed = top.st_ctime_ns
    try:
        for root, folders, files, handle in os.fwalk(folder, onerror=_raise):
            for name in folders + files:
                found = os.stat(name, dir_fd=handle, follow_symlinks=False)
                shown = os.path.relpath(os.path.join(root, name), folder)
                if not (stat.S_ISDIR(found.st_mode) or stat.S_ISREG(found.st_mode)):
                    raise Refused(f"{shown!r} in it is a link or a device, not a file")
                if check_owner and found.st_uid != top.st_uid:
                    raise Refused(
                        f"{shown!r} in it belongs to {owner_name(found.st_uid)!r}, "
                        f"the folder to {owner_name(top.st_uid)!r}"
                    )
                changed = max(changed, found.st_ctime_ns)
    except OSError as error:
        raise Refused(f"it can't be read ({error})") from error
    return top.st_uid, _EPOCH + timedelta(microseconds=changed // 1000)


def _raise(error: OSError) -> None:
    raise error


class ReceiveSubmissions(ExchangeCollect):
    """nbgrader's `ExchangeCollect`, which believes the file system, not the student's machine.

    Its options work as nbgrader's manual says. `ExchangeCollect.check_owner=False` is for a place
    where all students are one user of the machine; who handed in is then only a claim.
    """

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """nbgrader sorts and chooses by what is returned here."""
        name = os.path.basename(path)
        # student+assignment+time+random; older versions of nbgrader leave out the last.
        parts = name.rsplit("+", 3)
        student, claimed = parts[0], parts[2]
        try:
            if student in ("", ".", "..") or parts[1] != self.coursedir.assignment_id:
                raise Refused("its name isn't student+assignment+time")
            if NO_ID & set(student):
                raise Refused(f"nbgrader takes the name {student!r} for a pattern")
            uid, received = inspect(Path(path), self.check_owner)
            owner = owner_name(uid)
            if self.check_owner and owner != student:
                raise Refused(f"it claims to be from {student!r}, but its owner is {owner!r}")
        except Refused as reason:
            # A group of its own: it must not stand before what the student really handed in.
            return {"username": name, "filename": name, "timestamp": _EPOCH, "refused": reason}
        return {
            "username": student,
            "filename": name,
            "timestamp": received,
            "claimed": claimed,
            "owner": owner,
        }

    def copy_files(self) -> None:
        """Collect what `init_src` has chosen; what can't be is refused in a line."""
        assignment = self.coursedir.assignment_id
        if not self.src_records:
            self.log.warning("There are no submissions of %r to collect.", assignment)
        for record in sorted(self.src_records, key=lambda record: record["filename"]):
            try:
                if "refused" in record:
                    raise record["refused"]
                self._collect(record)
            except (Refused, OSError) as reason:
                self.log.error("%r isn't collected: %s.", record["filename"], reason)

    def _collect(self, record: dict[str, Any]) -> None:
        assignment, student = self.coursedir.assignment_id, record["username"]
        target = Path(
            self.coursedir.format_path(self.coursedir.submitted_directory, student, assignment)
        )
        if target.is_dir():
            last = self.coursedir.get_existing_timestamp(str(target))
            newer = last is None or record["timestamp"] > last
            other = self.before_duedate and record["timestamp"] != last
            if not (self.update and newer or other):
                hint = "no newer one" if self.update else "use --update to update"
                self.log.info("%s was collected before; %s.", student, hint)
                return
        self.log.info("Collecting submission: %s %s", student, assignment)
        partial = target.with_name(f".{target.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        source = Path(self.inbound_path) / record["filename"]
        try:
            receipt = self._copy(source, partial, record)
            if inspect(source, self.check_owner)[1] != record["timestamp"]:
                raise Refused("it was changed while it was collected; collect again")
            self._note(receipt)
            old = target.with_name(f".{target.name}.old")
            shutil.rmtree(old, ignore_errors=True)
            if target.exists():
                target.rename(old)
            partial.rename(target)
            shutil.rmtree(old, ignore_errors=True)
        finally:
            shutil.rmtree(partial, ignore_errors=True)

    def _copy(self, source: Path, partial: Path, record: dict[str, Any]) -> list[tuple[str, ...]]:
        """Copy the files as they are, and what nbgrader needs beside them; return the receipt."""
        uid = os.lstat(source).st_uid
        skip = ignore_patterns(
            exclude=self.coursedir.ignore,
            include=self.coursedir.include,
            max_file_size=self.coursedir.max_file_size,
            log=self.log,
        )
        size, receipt = 0, []
        received = f"{record['timestamp'].isoformat(' ', 'microseconds')} UTC"
        for root, folders, files, handle in os.fwalk(source, onerror=_raise):
            skipped = set(skip(root, folders + files))
            folders[:] = [name for name in folders if name not in skipped]
            relative = Path(os.path.relpath(root, source))
            (partial / relative).mkdir(parents=True)
            for name in sorted(set(files) - skipped):
                if relative / name == Path(TIME):
                    continue
                data = self._read(name, handle, uid)
                size += len(data)
                if size > 1000 * self.coursedir.max_dir_size:
                    raise Refused(f"it holds more than {self.coursedir.max_dir_size} kB")
                (partial / relative / name).write_bytes(data)
                digest = hashlib.sha256(data).hexdigest()
                who = (self.coursedir.assignment_id, record["username"], record["owner"])
                file = (relative / name).as_posix()
                receipt.append(
                    (received, *who, record["claimed"], record["filename"], file, digest)
                )
        (partial / TIME).write_text(received, encoding="utf-8")
        if not _has_text(partial / SECRET):
            # Without it, `nbgrader release_feedback` ends for the whole class.
            self.log.warning("%r came without its secret, and gets one.", record["filename"])
            (partial / SECRET).write_text(secrets.token_hex(64), encoding="utf-8")
        shared = self.coursedir.groupshared
        for root, _, files in os.walk(partial):
            os.chmod(root, 0o2770 if shared else 0o755)
            for name in files:
                os.chmod(os.path.join(root, name), 0o664 if shared else 0o444)
        return receipt

    def _read(self, name: str, folder: int, uid: int) -> bytes:
        """A file's bytes, if it is one, and its owner's; it may have been replaced just now."""
        with open(os.open(name, os.O_RDONLY | _NO_LINKS, dir_fd=folder), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode) or self.check_owner and found.st_uid != uid:
                raise Refused(f"{name!r} in it was replaced while it was collected")
            return file.read()

    def _note(self, receipt: list[tuple[str, ...]]) -> None:
        """Append to the receipts, in one piece."""
        path = receipts_path(self.coursedir)
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        if not path.exists():
            writer.writerow(COLUMNS)
        writer.writerows(map(_written, row) for row in receipt)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with open(handle, "ab") as file:
            file.write(text.getvalue().encode())


def _written(text: str) -> str:
    """A name as it stands in the receipts: any bytes can be a file's name."""
    return safe(text.encode("utf-8", errors="backslashreplace").decode())


def _has_text(path: Path) -> bool:
    try:
        return bool(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, UnicodeDecodeError):
        return False
    except IsADirectoryError:
        raise Refused(f"{path.name!r} in it is a folder") from None


def receipts_path(coursedir: Any) -> Path:
    """Where a course's receipts are: beside its folder of submissions."""
    return Path(coursedir.root, coursedir.submitted_directory).parent / RECEIPTS


def altered(coursedir: Any, assignment: str) -> dict[str, list[str]]:
    """Submitted files that aren't what was collected.

    Args:
        coursedir: nbgrader's `CourseDirectory`.
        assignment: The assignment.

    Returns:
        By student, the files whose bytes differ from the last receipt, or that are gone. What has
        no receipt, as what came from a learning platform, isn't in it.

    Raises:
        Refused: If the file of receipts is damaged.
    """
    path = receipts_path(coursedir)
    if not path.exists():
        return {}
    last: dict[str, tuple[str, dict[str, str]]] = {}
    try:
        with path.open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"{path} isn't a file of receipts ({error})") from error
    known = set(COLUMNS) <= set(reader.fieldnames or ())
    if not known or any(None in row.values() for row in rows):
        raise Refused(f"{path} isn't as it was written: it lacks a column, or a part of a line")
    for row in rows:
        if row["assignment"] == assignment:
            key = row["received"] + row["folder"]
            if last.get(row["student"], ("",))[0] != key:
                last[row["student"]] = (key, {})
            last[row["student"]][1][row["file"]] = row["sha256"]
    found = {}
    for student, (_, files) in last.items():
        folder = Path(coursedir.format_path(coursedir.submitted_directory, student, assignment))
        there = {
            _written(file.relative_to(folder).as_posix()): file
            for file in folder.rglob("*")
            if file.is_file()
        }
        wrong = [
            name
            for name, digest in files.items()
            if name not in there or hashlib.sha256(there[name].read_bytes()).hexdigest() != digest
        ]
        if wrong:
            found[student] = wrong
    return found
