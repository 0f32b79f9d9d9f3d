"""Try the tests of each assignment on wrong answers that a machine made: `nnbook-class mutants`.

Each reference answer is changed in one place at a time (`classroom.mutations`), and each such
mutant runs against the tests of its question, visible and hidden, in a process forked from one that
has the imports behind it. A mutant that loses no point is a survivor. Survivors stand by name in
`guides/survivors.csv`, each with a reason: it is *equivalent* (another right answer), or the tests
have a hole that is known. The score of an assignment is the share of the others that lose points.

`guides/mutants.csv` holds what came out, for each answer and each of its tests, with a fingerprint
of what was run: a test finds a table that is older than its assignment.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import resource
import signal
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from nbformat import NotebookNode
from tqdm import tqdm

from classroom import assignments, mutations, notebooks
from classroom.grade import imports
from classroom.mutations import Mutant
from classroom.names import Names, names
from classroom.scores import (
    ENOUGH,
    EQUIVALENT,
    HOLE,
    SURVIVORS,
    TABLE,
    Row,
    Survivor,
    read,
    score,
    survivors,
    write,
)

# What a mutant may use: of the processor, beyond ten times what the right answer takes, and of
# memory, beyond the imports. One that asks for more is as wrong as one that fails.
_SECONDS = 2.0
_BYTES = 2 << 30
# Mutants that one process forks, one after the other.
_AT_ONCE = 40
# Nobody's test takes this long: a process that is stuck ends, and says so.
_STUCK = 900
_VARIABLES = {
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
}


@dataclass(frozen=True)
class Answer:
    """A reference answer, and what judges it.

    Attributes:
        assignment: Its name.
        grade_id: The answer's cell.
        source: The cell, with its solution markers.
        context: The cells that must run before, because the answer or its tests use their names.
        tests: The test cells, by grade id.
    """

    assignment: str
    grade_id: str
    source: str
    context: tuple[str, ...]
    tests: dict[str, str] = field(hash=False)

    @property
    def fingerprint(self) -> str:
        """What changes when any of it changes, or the way in which mutants are made."""
        operators = Path(mutations.__file__).read_text(encoding="utf-8")
        parts = [operators, self.source, *self.context, *self.tests, *self.tests.values()]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def answers(notebook: NotebookNode, assignment: str) -> list[Answer]:
    """The answers that tests judge, in the notebook's order.

    Args:
        notebook: The assignment's source.
        assignment: Its name.
    """
    found: list[Answer] = []
    above: list[tuple[str, Names]] = []
    for cell in notebook.cells:
        data = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code" or not data:
            continue
        known = names(cell.source)
        if data.get("solution") and not data.get("grade"):
            found.append(Answer(assignment, data["grade_id"], cell.source, (), {}))
            answer_names, before = known, [*above]
        elif data.get("grade") and not data.get("solution"):
            last = found[-1]
            used = known.free - answer_names.bound | answer_names.free
            for test in last.tests.values():
                used |= names(test).free - answer_names.bound
            tests = last.tests | {data["grade_id"]: cell.source}
            found[-1] = Answer(
                assignment, last.grade_id, last.source, _context(before, used), tests
            )
            continue  # what a test binds is its own
        above.append((cell.source, known))
    return [answer for answer in found if answer.tests]


def _context(above: list[tuple[str, Names]], used: frozenset[str]) -> tuple[str, ...]:
    """Those of the cells above that bind a name which is used, here or by one of them."""
    wanted, kept = set(used), []
    for source, known in reversed(above):
        if known.bound & wanted:
            kept.append(source)
            wanted |= known.free
    return tuple(reversed(kept))


@dataclass
class Outcome:
    """What became of the mutants of one answer: for each, the tests that it failed."""

    answer: Answer
    failed: dict[str, frozenset[str]]

    def survivors(self) -> list[str]:
        """The names of the mutants that lost no point."""
        return [name for name, tests in self.failed.items() if not tests]


def run(found: Iterable[Answer], preload: list[str], workers: int = 0) -> list[Outcome]:
    """Run all mutants of some answers against their tests.

    Args:
        found: The answers.
        preload: What to import once, before the processes fork.
        workers: Mutants at a time; 0: one for each processor.

    Raises:
        assignments.AssignmentError: If a reference answer fails its own tests.
    """
    outcomes = {answer: Outcome(answer, {}) for answer in found}
    jobs = []
    for answer in outcomes:
        mutants = mutations.mutants(answer.source)
        outcomes[answer].failed = dict.fromkeys((mutant.name for mutant in mutants), frozenset())
        jobs += [(answer, mutants[i : i + _AT_ONCE]) for i in range(0, len(mutants), _AT_ONCE)]
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["classroom.grade", *preload])
    pool = ProcessPoolExecutor(workers or os.cpu_count() or 1, context, max_tasks_per_child=1)
    total = sum(len(outcome.failed) for outcome in outcomes.values())
    # The processes that start meanwhile inherit the variables.
    with mock.patch.dict(os.environ, _VARIABLES), pool, tqdm(total=total, unit="mutant") as bar:
        for future in as_completed([pool.submit(try_mutants, *job) for job in jobs]):
            answer, failed = future.result()
            outcomes[answer].failed |= failed
            bar.update(len(failed))
    return list(outcomes.values())


def try_mutants(answer: Answer, mutants: list[Mutant]) -> tuple[Answer, dict[str, frozenset[str]]]:
    """Run an answer's tests on some of its mutants; in this process nothing else can run then.

    Returns:
        The answer; and for each mutant, the tests that it fails.

    Raises:
        assignments.AssignmentError: If the reference answer fails its own tests.
    """
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (1, 2):
        os.dup2(null, descriptor)
    space: dict = {"__name__": "__main__"}
    # Once TensorFlow has run an operation, a fork of its process hangs. Then each process runs the
    # cells above for itself.
    context = answer.context
    if "tensorflow" not in sys.modules:
        _execute(context, space)
        context = ()
    failed, seconds = _in_a_fork(answer, context, space, answer.source, _STUCK)
    if failed:
        raise assignments.AssignmentError(
            f"The reference answer {answer.grade_id!r} of {answer.assignment!r} fails "
            f"{', '.join(failed)}."
        )
    most = _SECONDS + 10 * seconds
    return answer, {
        mutant.name: frozenset(_in_a_fork(answer, context, space, mutant.source, most)[0])
        for mutant in mutants
    }


def _execute(cells: Iterable[str], space: dict) -> None:
    for number, cell in enumerate(cells, start=1):
        exec(compile(cell, f"<cell {number}>", "exec"), space)


class _TooLong(BaseException):
    """No `except Exception` of an answer catches it."""


def _stop(*_: object) -> None:
    raise _TooLong


def _in_a_fork(
    answer: Answer, context: Iterable[str], space: dict, source: str, seconds: float
) -> tuple[list[str], float]:
    """The tests that fail with this source for the answer, and the processor's time for them."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(read)
            result = _judge(answer, context, space, source, seconds)
            with open(write, "w") as file:
                json.dump(result, file)
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    with open(read) as file:
        text = file.read()
    _, status = os.waitpid(child, 0)
    # A process that ends before its last test has passed none.
    return json.loads(text) if status == 0 else (list(answer.tests), seconds)


def _judge(
    answer: Answer, context: Iterable[str], space: dict, source: str, seconds: float
) -> tuple[list[str], float]:
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (used + _BYTES, hard))
    signal.alarm(_STUCK)  # what waits for ever uses no time of the processor
    signal.signal(signal.SIGPROF, _stop)
    _execute(context, space)
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, seconds)
    left = {answer.grade_id: source} | answer.tests
    failed = []
    try:
        for name, cell in list(left.items()):
            try:
                exec(compile(cell, f"<{name}>", "exec"), space)
            except Exception:
                failed.append(name)
            del left[name]
    except _TooLong:
        failed += left
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    # An answer that raises leaves its names unset, which its tests find.
    return [name for name in failed if name in answer.tests], time.process_time() - start


# --- The command ------------------------------------------------------------------------------


def explain(outcome: Outcome, known: Iterable[Survivor]) -> list[Survivor]:
    """An answer's survivors: with the reason that is known, or as holes without one."""
    reasons = {(each.assignment, each.answer, each.mutant): each for each in known}
    place = outcome.answer.assignment, outcome.answer.grade_id
    return [
        reasons.get((*place, name)) or Survivor(*place, name, HOLE, "")
        for name in outcome.survivors()
    ]


def rows(outcome: Outcome, explained: list[Survivor]) -> list[Row]:
    """An answer's lines of the table."""
    answer = outcome.answer
    equivalent = sum(each.verdict == EQUIVALENT for each in explained)
    caught = {"": sum(map(bool, outcome.failed.values()))}
    caught |= {test: sum(test in f for f in outcome.failed.values()) for test in answer.tests}
    return [
        Row(
            answer.assignment,
            answer.grade_id,
            test,
            len(outcome.failed),
            equivalent,
            number,
            answer.fingerprint,
        )
        for test, number in caught.items()
    ]


def main(arguments: list[str] | None = None) -> int:
    """Run the mutants of the assignments named, or of all; 1 if too few lose points."""
    parser = argparse.ArgumentParser(prog="nnbook-class mutants", description=__doc__)
    parser.add_argument("assignment", nargs="*", help="an assignment; without one, all of them")
    parser.add_argument("--workers", type=int, default=0, help="mutants at a time")
    options = parser.parse_args(arguments)
    course = Path.cwd()
    try:
        wanted = options.assignment or assignments.names(course)
        found, preload = [], {}
        for name in wanted:
            for path in sorted(assignments.source(course, name).glob("*.ipynb")):
                notebook = notebooks.read(path)
                found += answers(notebook, name)
                preload.update(dict.fromkeys(imports(notebook)))
        outcomes = run(found, list(preload), options.workers)
    except (assignments.AssignmentError, notebooks.NotebookError) as error:
        print(error, file=sys.stderr)
        return 1

    known = survivors(course)
    explained = {outcome.answer: explain(outcome, known) for outcome in outcomes}
    table = [row for row in read(course) if row.assignment not in wanted]
    table += [row for outcome in outcomes for row in rows(outcome, explained[outcome.answer])]
    left = [each for each in known if each.assignment not in wanted]
    left += [each for those in explained.values() for each in those]
    # Assignments by name; within one, the notebook's order.
    write(course / TABLE, Row, sorted(table, key=lambda row: row.assignment))
    write(course / SURVIVORS, Survivor, sorted(left, key=lambda each: each.assignment))

    failed = 0
    for name in wanted:
        own = [row for row in table if row.assignment == name]
        whole = [row for row in own if not row.test]
        equivalent = sum(row.equivalent for row in whole)
        wrong = sum(row.mutants for row in whole) - equivalent
        print(
            f"{name:20}{score(own):7.1%}  {sum(row.caught for row in whole)} of {wrong} wrong "
            f"mutants lose points; {equivalent} more are right answers"
        )
        failed |= score(own) < ENOUGH
    for each in left:
        if each.assignment in wanted and not each.reason:
            print(f"{each.assignment}, {each.answer}: nothing fails with {each.mutant}")
            failed = 1
    if failed:
        print(f"Mend the tests, or give the reason in {SURVIVORS}, and run this again.")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
