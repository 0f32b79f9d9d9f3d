"""Copies of the gradebook: `nnbook-class backup [--restore FILE]`.

The gradebook is the one file of a class that can't be made again. A copy is taken with SQLite's
own backup, so it is whole even while another program writes, and goes into `class/backups/` under
the hour it was taken, in UTC. The last few are kept. `nnbook-class grade` takes one before each
batch.
"""

import argparse
import difflib
import filecmp
import logging
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from traitlets.config import PyFileConfigLoader

KEEP = 5
# How long another program may keep the gradebook locked, in seconds.
WAIT = 60.0
NAMES = "gradebook-*.db"

log = logging.getLogger(__name__)


class BackupError(Exception):
    """A gradebook that can't be copied or put back; the message says why."""


class InUse(BackupError):
    """A gradebook that another program keeps locked."""


def backup(course: Path, keep: int = KEEP) -> Path | None:
    """Copy the course's gradebook into `class/backups/`.

    Args:
        course: The course's root: the folder of `nbgrader_config.py`.
        keep: How many copies to keep, at least 1; older ones are deleted.

    Returns:
        The copy. If nothing has changed since the last one, that one. None if there is no gradebook
        yet, or if it isn't SQLite's, which a logged sentence then says.

    Raises:
        BackupError: If the gradebook is damaged or can't be read.
        InUse: If another program keeps it locked for a minute.
    """
    if keep < 1:
        raise BackupError(f"keep: got {keep}, expected at least 1 copy.")
    url = _url(course)
    if not url.drivername.startswith("sqlite"):
        log.warning(
            "The gradebook is in %s: back it up with that server's own tool, as in "
            "`pg_dump --format=custom --file=gradebook.dump %s`.",
            url.get_backend_name(),
            url.database,
        )
        return None
    gradebook = _file(course, url)
    if not gradebook.is_file():
        return None
    made = _copy(gradebook, _folder(gradebook))
    for old in _copies(gradebook)[:-keep]:
        old.unlink()
    return made


def restore(course: Path, file: Path) -> Path | None:
    """Put a copy back in the gradebook's place; what was there is copied first.

    Args:
        course: The course's root.
        file: A copy: a path, or the name of a file in `class/backups/`.

    Returns:
        The copy of what was there before, also if that was damaged; None if nothing was.

    Raises:
        BackupError: If there is no such copy, or it isn't a gradebook; nothing is changed then.
        InUse: If another program keeps the gradebook locked for a minute; nor is it then.
    """
    url = _url(course)
    if not url.drivername.startswith("sqlite"):
        raise BackupError(
            f"The gradebook is in {url.get_backend_name()}: put it back with that server's own "
            "tool, as in `pg_restore`."
        )
    gradebook = _file(course, url)
    folder = _folder(gradebook)
    source = Path(file) if Path(file).exists() else folder / file
    if not source.is_file():
        known = [path.name for path in _copies(gradebook)]
        near = difflib.get_close_matches(source.name, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known) or 'none'}."
        raise BackupError(f"There is no copy {file} in {folder}; {hint}")
    _check(source, source)
    before = None
    if gradebook.exists():
        try:
            before = _copy(gradebook, folder)
        except InUse:
            raise
        except BackupError:
            before = folder / f"damaged-{_now()}.db"
            gradebook.rename(before)
    try:
        with (
            closing(_open(source)) as copy,
            closing(sqlite3.connect(gradebook, timeout=WAIT)) as live,
        ):
            copy.backup(live, progress=_give_up(gradebook))
    except sqlite3.Error as error:
        raise BackupError(f"{source} can't be put in place of {gradebook}: {error}.") from error
    gradebook.chmod(0o600)
    return before


def _url(course: Path) -> URL:
    course = Path(course).resolve()
    if not (course / "nbgrader_config.py").is_file():
        raise BackupError(f"There is no nbgrader_config.py in {course}.")
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    return make_url(config.CourseDirectory.db_url)


def _file(course: Path, url: URL) -> Path:
    return Path(course).resolve() / (url.database or "")


def _folder(gradebook: Path) -> Path:
    return gradebook.parent / "backups"


def _copies(gradebook: Path) -> list[Path]:
    """The copies, the oldest first: their names begin with the date."""
    return sorted(_folder(gradebook).glob(NAMES))


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%S.%fZ")


def _open(path: Path, mode: str = "ro") -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=WAIT)


def _give_up(gradebook: Path) -> Callable[[int, int, int], None]:
    """What ends a backup whose `timeout` is over: by itself, it would begin anew for ever."""

    def stop(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise InUse(f"{gradebook} is in use by another program: close that, and try again.")

    return stop


def _check(path: Path, shown: Path) -> None:
    """Raises BackupError if a file isn't a whole gradebook; the message calls it `shown`."""
    try:
        with closing(_open(path)) as database:
            (verdict,) = database.execute("PRAGMA quick_check(1)").fetchone()
            tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
    except sqlite3.Error as error:
        raise BackupError(f"{shown} can't be read as a gradebook: {error}.") from error
    if verdict != "ok":
        raise BackupError(f"{shown} is damaged: {verdict}.")
    if "submitted_assignment" not in tables:
        raise BackupError(f"{shown} isn't a gradebook: it has no table of submissions.")


def _copy(gradebook: Path, folder: Path) -> Path:
    """Copy a gradebook; the copy appears when it is whole."""
    folder.mkdir(mode=0o700, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=folder, prefix=".", suffix=".partial")
    os.close(handle)
    try:
        # All pages in one step: a reader's lock keeps writers waiting, and nothing changes between.
        # Opened for writing, since what a killed program left half done is first undone.
        with closing(_open(gradebook, "rw")) as live, closing(sqlite3.connect(scratch)) as copy:
            live.backup(copy, progress=_give_up(gradebook))
        _check(Path(scratch), gradebook)
        last = _copies(gradebook)[-1:]
        if last and filecmp.cmp(scratch, last[0], shallow=False):
            return last[0]
        made = folder / f"gradebook-{_now()}.db"
        os.replace(scratch, made)
    except sqlite3.Error as error:
        raise BackupError(f"{gradebook} can't be copied: {error}.") from error
    finally:
        Path(scratch).unlink(missing_ok=True)
    return made


def main(arguments: list[str] | None = None) -> int:
    """Back the gradebook up, or put a copy back; 1 if that fails."""
    parser = argparse.ArgumentParser(
        prog="nnbook-class backup",
        description="Copy the gradebook into class/backups, or put a copy back in its place.",
    )
    parser.add_argument("--restore", type=Path, metavar="FILE", help="a copy to put back")
    parser.add_argument(
        "--course", type=Path, default=Path(), help="the folder of nbgrader_config.py; default: ."
    )
    options = parser.parse_args(arguments)
    logging.basicConfig(format="%(message)s")
    try:
        if options.restore is not None:
            before = restore(options.course, options.restore)
            print(f"The gradebook is {options.restore} again.")
            if before is not None:
                print(f"What was there before is in {before}")
        else:
            made = backup(options.course)
            print(made or "Nothing was copied.")
    except BackupError as error:
        print(f"nnbook-class backup: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
