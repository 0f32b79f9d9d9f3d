"""What the last run of the mutants found: `guides/mutants.csv` and `guides/survivors.csv`.

The book reads these tables on any system; `classroom.mutants`, which writes them, needs Unix.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

TABLE = Path("guides") / "mutants.csv"
SURVIVORS = Path("guides") / "survivors.csv"
# The share of wrong mutants that must lose points, in each assignment.
ENOUGH = 0.95
# A survivor is another right answer, or shows a hole in the tests.
EQUIVALENT, HOLE = "equivalent", "hole"


class Row(NamedTuple):
    """A line of `guides/mutants.csv`; without a test, it counts what any test of the answer does.

    Attributes:
        assignment: Its name.
        answer: The answer's grade id.
        test: The test's grade id, or nothing.
        mutants: How many there are.
        equivalent: How many of them are right answers, too.
        caught: How many lose points.
        fingerprint: Of what was run.
    """

    assignment: str
    answer: str
    test: str
    mutants: int
    equivalent: int
    caught: int
    fingerprint: str


class Survivor(NamedTuple):
    """A line of `guides/survivors.csv`: a mutant that loses no point, and why."""

    assignment: str
    answer: str
    mutant: str
    verdict: str
    reason: str


def read(course: Path) -> list[Row]:
    """The table of the last run; empty if there is none."""
    return [
        Row(*line[:3], *map(int, line[3:6]), *line[6:]) for line in _lines(Path(course) / TABLE)
    ]


def survivors(course: Path) -> list[Survivor]:
    """The mutants that lose no point, with the reasons that somebody gave."""
    return [Survivor(*line) for line in _lines(Path(course) / SURVIVORS)]


def score(rows: Iterable[Row]) -> float:
    """The share of the mutants that lose points, without those that are right answers."""
    whole = [row for row in rows if not row.test]
    wrong = sum(row.mutants - row.equivalent for row in whole)
    return sum(row.caught for row in whole) / wrong if wrong else 0.0


def _lines(path: Path) -> list[list[str]]:
    if not path.exists():
        return []
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


def write(path: Path, kind: type, rows: Iterable[tuple]) -> None:
    """Write one of the two tables, the same bytes each time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(kind._fields)
        writer.writerows(rows)
