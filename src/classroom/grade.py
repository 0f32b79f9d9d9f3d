"""Grade a class: `nnbook-class grade ASSIGNMENT`.

`nbgrader autograde` with three differences: submissions are graded several at a time, each in a
process forked from one that has the imports behind it, and under a sandbox. The gradebook, the
folders, the preprocessors and the configuration are nbgrader's own, and so are the points.

Workers make notebooks: they sanitize a submission and execute it. One writer, this process, takes
the notebooks as they come, and lets nbgrader read the points from them into the gradebook. A
submission is done when its folder stands in `class/autograded`, where it appears whole or not at
all; so a run that is killed loses nothing, and the next one goes on where it stopped.
"""

import ast
import fcntl
import glob
import hashlib
import json
import logging
import multiprocessing
import multiprocessing.connection
import os
import pickle
import re
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import nbgrader.api
import nbgrader.nbgraderformat.common
import nbgrader.preprocessors.saveautogrades
from ipykernel.ipkernel import IPythonKernel
from jsonschema import Draft4Validator
from jsonschema.exceptions import best_match
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    Base,
    BaseCell,
    Course,
    Grade,
    Gradebook,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    SourceCell,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from nbgrader.apps.autogradeapp import AutogradeApp, aliases, flags
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, Execute, SaveAutoGrades
from nbgrader.utils import find_all_files, is_grade, is_locked
from sqlalchemy import create_engine, insert, select
from tqdm import tqdm
from traitlets import Bool, Float, Integer, List, TraitError, Unicode, default
from traitlets.config import Config

from classroom import judge, sandbox, warm
from classroom.backup import BackupError, backup
from classroom.notebooks import NotebookError, read
from classroom.sanitize import keep_own_result

ENDED = "NotebookEnded"
DOUBTED = "NotConfirmed"

# Submissions under way at a time: enough for a hundred machines, little enough for one's memory.
AHEAD = 256

# Bytes of address space for a worker, which reads and writes notebooks.
WORKER_MEMORY = 4 << 30

# Run behind an assignment's own answers, it tells what answers import in the end: some of it in
# the functions that they call. A package comes before what lies in it.
_WHAT_IS_IMPORTED = "import sys; print(*sys.modules)"

# The preprocessors that write to the gradebook, which one process alone does.
WRITERS = (SaveAutoGrades, AssignLatePenalties)


# nbgrader opens its gradebook anew for each step of each submission. With one engine for all of
# them, SQLAlchemy compiles a query once, and not a thousand times.
nbgrader.api.create_engine = lru_cache(maxsize=None)(create_engine)


def _validate(metadata: dict, schema: dict) -> None:
    """`jsonschema.validate`, which tests the schema itself anew for each cell."""
    error = best_match(Draft4Validator(schema).iter_errors(metadata))
    if error is not None:
        raise error


nbgrader.nbgraderformat.common.jsonschema = SimpleNamespace(validate=_validate)


class _OneTransaction(Gradebook):
    """A gradebook that commits in the end what `SaveAutoGrades` commits cell by cell.

    That saves a wait for the disk per cell, and no notebook has ever half of its points.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._commit, self.db.commit = self.db.commit, self.db.flush

    def __exit__(self, kind: type[BaseException] | None, *rest: Any) -> None:
        try:
            if kind is None:
                self._commit()
        finally:
            super().__exit__(kind, *rest)


nbgrader.preprocessors.saveautogrades.Gradebook = _OneTransaction


# --- In a worker ------------------------------------------------------------------------------


class WarmExecute(Execute):
    """nbgrader's `Execute`, in a process forked from a warm one.

    It understands what the course says of `Execute` (as `c.Execute.timeout`), and has limits of its
    own. A notebook that ends its own process keeps what it earned before; each cell that didn't run
    says so with an error, so no test passes for want of running.
    """

    notebook_timeout = Float(600.0, help="Seconds of wall clock for all cells.").tag(config=True)
    memory = Integer(4 << 30, help="Bytes of memory, beyond the imports.").tag(config=True)
    processes = Integer(256, help="Processes and threads at one time.").tag(config=True)
    output = Integer(8 << 20, help="Bytes that the cells may print or draw.").tag(config=True)
    files = Integer(256 << 20, help="Bytes of files that the cells may write.").tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any], km: Any = None
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Execute `nb`. `resources["warm"]` names the server, and holds the files beside it."""
        cells = [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
        for_judge = resources["warm"]["for_judge"]
        limits = sandbox.Limits(
            cell_seconds=float(self.timeout or self.notebook_timeout),
            notebook_seconds=self.notebook_timeout,
            memory=self.memory,
            processes=self.processes,
            output=self.output,
            files=self.files,
        )
        sources = [cell.source for cell in cells]
        judged = _judged(cells) if for_judge is not None else [None] * len(cells)
        own = judge.bound([source for source, what in zip(sources, judged, strict=True) if what])
        if resources["warm"]["learn"]:
            sources.append(_WHAT_IS_IMPORTED)
            judged.append(None)
        done = warm.execute(
            resources["warm"]["address"],
            sources,
            resources["warm"]["files"],
            limits,
            {"output_type": "error", **self.error_on_timeout},
            judged,
            sorted(own),
            for_judge,
            resources["warm"]["forks"],
        )
        if resources["warm"]["learn"] and not done.ended:
            found = "".join(output.get("text", "") for output in done.outputs[-1])
            warm.prepare(resources["warm"]["address"], found.split())
        resources["warm"]["ended"] = done.ended
        for number, cell in enumerate(cells):
            cell.outputs = [nbformat.from_dict(output) for output in done.outputs[number]]
            cell.execution_count = done.counts[number]
            if done.ended and number >= done.cell:
                cell.outputs.append(_why_it_did_not_run(done.ended, number > done.cell))
            keep_own_result(cell)
            doubt = _doubt(cell.outputs, done.verdicts[number])
            if doubt and _is_test(cell):
                resources["warm"]["doubts"][cell.metadata.nbgrader.grade_id] = doubt
        nb.metadata["language_info"] = nbformat.from_dict(IPythonKernel.language_info)
        return nb, resources


def _why_it_did_not_run(reason: str, later: bool) -> NotebookNode:
    said = reason
    if later:
        said = f"This cell did not run: {reason.replace('in this cell', 'before')}."
    return nbformat.v4.new_output("error", ename=ENDED, evalue=said, traceback=[f"{ENDED}: {said}"])


def _is_test(cell: NotebookNode) -> bool:
    return is_grade(cell) and is_locked(cell)


def _judged(cells: list[NotebookNode]) -> list[str | None]:
    """Which cells the judge runs, too, and what they are. Those of the student's never."""
    locked = [(cell.source, _is_test(cell)) for cell in cells if is_locked(cell)]
    needed = iter(judge.needed(locked))
    return [
        ("test" if _is_test(cell) else "given") if is_locked(cell) and next(needed) else None
        for cell in cells
    ]


def _doubt(outputs: list[NotebookNode], verdict: dict | None) -> str | None:
    """Why a test that has passed beside the answer has not passed, if the judge says so."""
    if verdict is None or any(output.output_type == "error" for output in outputs):
        return None
    failure = verdict["failure"]
    if failure:
        return ": ".join(filter(None, (failure["ename"], failure["evalue"])))
    values = [o.data.get("text/plain") for o in outputs if o.output_type == "execute_result"]
    if values[:1] != [verdict["result"]][: verdict["result"] is not None]:
        return f"its value was {values[0] if values else None}, and is {verdict['result']}"
    return None


def _add_doubt(cell: NotebookNode, doubt: str) -> None:
    """Say in a test's cell that it gets no points for now. First, so that nothing precedes it."""
    said = (
        "This test passed beside your code, but not when it was run apart from it, on the values "
        f"that your code gives back ({doubt}). It gets no points until your instructor has looked."
    )
    error = nbformat.v4.new_output(
        "error", ename=DOUBTED, evalue=said, traceback=[f"{DOUBTED}: {said}"]
    )
    cell.outputs.insert(0, error)


@dataclass(frozen=True)
class Task:
    """All that a worker needs to grade one submission: it may be on another machine."""

    student: str
    assignment: str
    notebooks: dict[str, bytes]
    files: dict[str, bytes]
    definition: bytes = field(repr=False)
    modules: tuple[str, ...]
    isolated: bool
    exporter: type
    preprocessors: tuple[tuple[type, ...], tuple[type, ...]]
    config: Config = field(repr=False)
    for_judge: dict[str, bytes] | None = None
    forks: bool = True
    learn: bool = False


@dataclass(frozen=True)
class Result:
    """A submission's notebooks, executed, and how that went.

    Attributes:
        notebooks: By name, as JSON.
        ended: Why a notebook was ended before its last cell, by name.
        log: What the preprocessors had to say, as pairs of a level and a line.
        seconds: Of wall clock.
        doubts: Tests that passed beside the answer, but not outside, and why; by name and grade id.
    """

    notebooks: dict[str, str]
    ended: dict[str, str]
    log: list[tuple[int, str]]
    seconds: float
    doubts: dict[str, dict[str, str]] = field(default_factory=dict)


class _Lines(logging.Handler):
    """Keep what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((record.levelno, record.getMessage()))


@lru_cache(maxsize=4)
def _stored(definition: bytes, folder: Path) -> str:
    """A gradebook that holds the assignment alone, as a file; its URL."""
    file, name = tempfile.mkstemp(suffix=".db", dir=folder)
    with open(file, "wb") as gradebook:
        gradebook.write(definition)
    return f"sqlite:///{name}"


def _begin_worker() -> None:
    """Bound the memory of this worker, and end it with the program that gives it work."""
    # What is too large to read fails by itself, before Linux ends a process of its choice.
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = WORKER_MEMORY if hard == resource.RLIM_INFINITY else min(WORKER_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the writer's, who ends the workers
    writer = multiprocessing.parent_process().sentinel

    def watch() -> None:
        multiprocessing.connection.wait([writer])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def work(task: Task, address: Path, folder: Path) -> Result:
    """Sanitize and execute a submission's notebooks.

    Args:
        task: What to do.
        address: The server's socket.
        folder: For files that last as long as this process.
    """
    start = time.monotonic()
    notebooks, ended, doubts = {}, {}, {}
    log, kept = logging.Logger("submission"), _Lines()
    log.addHandler(kept)
    for name, data in task.notebooks.items():
        resources = {
            "unique_key": name,
            "output_files_dir": f"{name}_files",
            "nbgrader": {
                "student": task.student,
                "assignment": task.assignment,
                "notebook": name,
                "db_url": _stored(task.definition, folder),
            },
            "warm": {
                "address": address,
                "files": task.files,
                "for_judge": task.for_judge,
                "forks": task.forks,
                "learn": task.learn,
                "doubts": {},
            },
        }
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / task.student / task.assignment / f"{name}.ipynb"
            path.parent.mkdir(parents=True)
            path.write_bytes(data)
            # What the first has written is a notebook; nothing of it need be repaired.
            for kind, preprocessors in zip(
                (task.exporter, NotebookExporter), task.preprocessors, strict=True
            ):
                exporter = kind(config=task.config, log=log)
                for preprocessor in preprocessors:
                    exporter.register_preprocessor(preprocessor)
                text, after = exporter.from_filename(str(path), resources=dict(resources))
                path.write_text(text, encoding="utf-8")
        notebooks[name] = text
        if after["warm"].get("ended"):
            ended[name] = after["warm"]["ended"]
        doubts[name] = after["warm"]["doubts"]
    return Result(notebooks, ended, kept.lines, time.monotonic() - start, doubts)


# --- The one writer ---------------------------------------------------------------------------


def definition(
    gradebook: Gradebook, assignment: str, order: dict[str, list[str]] | None = None
) -> bytes:
    """An SQLite gradebook that holds one assignment, and of nobody a submission.

    Args:
        gradebook: The course's.
        assignment: Its name.
        order: The grade ids of each notebook as they stand in it: where a cell that a submission
            lacks is put back. A database promises no order.
    """
    found = gradebook.find_assignment(assignment)
    notebooks = [notebook.id for notebook in found.notebooks]
    places = {
        (notebook.id, name): place
        for notebook in found.notebooks
        for place, name in enumerate((order or {}).get(notebook.name, []))
    }
    cells = select(BaseCell.id).where(BaseCell.notebook_id.in_(notebooks))
    wanted = [
        (Course, Course.id == found.course_id),
        (Assignment, Assignment.id == found.id),
        (Notebook, Notebook.id.in_(notebooks)),
        (SourceCell, SourceCell.notebook_id.in_(notebooks)),
        (BaseCell, BaseCell.id.in_(cells)),
        *((kind, kind.__table__.c.id.in_(cells)) for kind in (GradeCell, SolutionCell, TaskCell)),
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gradebook.db"
        engine = create_engine(f"sqlite:///{path}")
        Base.metadata.create_all(engine)
        with engine.begin() as copy:
            for kind, which in wanted:
                table = kind.__table__
                query = select(table).where(which).order_by(*table.primary_key)
                rows = gradebook.db.execute(query).mappings().all()
                if kind is SourceCell:
                    rows = sorted(rows, key=lambda row: places.get((row.notebook_id, row.name), 0))
                if rows:
                    copy.execute(insert(table), [dict(row) for row in rows])
        engine.dispose()
        return path.read_bytes()


def auto_scores(
    gradebook: Gradebook, assignment: str, student: str | None = None
) -> dict[str, list[list]]:
    """What tests gave, as the gradebook has it: by student, [notebook, cell, points] of each cell.

    Args:
        gradebook: The course's.
        assignment: Its name.
        student: Whose, if not everybody's.
    """
    query = (
        gradebook.db.query(
            SubmittedAssignment.student_id, Notebook.name, BaseCell.name, Grade.auto_score
        )
        .select_from(Grade)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .join(Notebook, BaseCell.notebook_id == Notebook.id)
        .filter(Assignment.name == assignment)
        .order_by(Notebook.name, BaseCell.name)
    )
    if student is not None:
        query = query.filter(SubmittedAssignment.student_id == student)
    found: dict[str, list[list]] = {}
    for who, *score in query:
        found.setdefault(who, []).append(score)
    return found


def grade_ids(notebook: NotebookNode) -> list[str]:
    """The grade ids of a notebook's cells, in their order."""
    marks = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
    return [each["grade_id"] for each in marks if "grade_id" in each]


def imports(notebook: NotebookNode) -> list[str]:
    """What a notebook's cells import, in their order, however deep in the code.

    `from a import b` imports `a`, and `a.b` if that is a module, which the cell alone doesn't tell.
    """
    found: dict[str, None] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        try:
            tree = ast.parse(cell.source)
        except SyntaxError:
            continue  # a line of IPython's own, as %matplotlib
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found.update(dict.fromkeys(alias.name for alias in node.names))
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [alias.name for alias in node.names if alias.name != "*"]
                found.update({node.module: None, **{f"{node.module}.{n}": None for n in names}})
    return list(found)


@dataclass
class Entry:
    """What became of one submission."""

    student: str
    status: str
    why: str = ""
    seconds: float = 0.0
    doubts: str = ""


def _check_that_it_travels(task: Task) -> None:
    """What the configuration holds must not become each student's fault."""
    try:
        pickle.dumps(task)
    except Exception as error:
        raise NbGraderException(
            "The configuration holds something that no other process can be given: move it from "
            f"nbgrader_config.py into a module that the file imports ({error})."
        ) from None


@contextmanager
def _new_pool(workers: int, kind: str) -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context(kind), _begin_worker)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


class ParallelAutograde(Autograde):
    """nbgrader's `Autograde`, several submissions at a time."""

    workers = Integer(0, min=0, help="Submissions at a time; 0: two for each processor.").tag(
        config=True
    )
    scheduler = Unicode("", help="Address of a Dask scheduler, for a cluster.").tag(config=True)
    isolate = Bool(True, help="Whether to keep students' code under a sandbox.").tag(config=True)
    judge = Bool(True, help="Whether tests run apart from the answers, too.").tag(config=True)
    modules = List(
        Unicode(), help="Modules to import beforehand, besides those that the assignment imports."
    ).tag(config=True)

    threaded = List(
        Unicode(),
        ["tensorflow", "keras", "torch", "jax"],
        help="Modules that compute in threads of their own; in an assignment that imports one, "
        "what is data is judged apart, and what is called isn't.",
    ).tag(config=True)

    # Where a submission is put together before it is moved into place.
    _partial = ""

    @property
    def _output_directory(self) -> str:
        return self._partial or super()._output_directory

    @property
    def _input_directory(self) -> str:
        return self.coursedir.submitted_directory if self._sanitizing else self._output_directory

    def convert_notebooks(self) -> None:
        """Grade what is new or has changed; with `--force`, everything."""
        start = time.monotonic()
        assignment = self.coursedir.assignment_id
        if self.isolate and not self.scheduler:
            sandbox.check()
        source = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", assignment))
        modules, order = dict.fromkeys(self.modules), {}
        for path in sorted(source.glob("*.ipynb")):
            notebook = read(path)
            modules.update(dict.fromkeys(imports(notebook)))
            order[path.stem] = grade_ids(notebook)
        self._modules = tuple(modules)
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                self._definition = definition(gradebook, assignment, order)
            except MissingEntry:
                raise NbGraderException(
                    f"The gradebook knows no assignment {assignment!r}: "
                    f"run nbgrader generate_assignment {assignment} first."
                ) from None
            known = gradebook.find_assignment(assignment).notebooks
            self._known = {notebook.name for notebook in known}
            roster = {student.id for student in gradebook.students}
            self._scores = auto_scores(gradebook, assignment)
        excluded = set(self.coursedir.student_id_exclude.split(","))
        collected = {self._student(folder): Path(folder) for folder in self._collected()}
        chosen = {name: collected[name] for name in sorted(collected.keys() - excluded)}
        with (
            self._pool() as submit,
            tqdm(total=len(chosen), unit="submission", desc=assignment) as bar,
        ):
            entries = []
            for entry in self._grade(chosen, submit):
                entries.append(entry)
                bar.update()
        if self.coursedir.student_id == "*":
            missing = sorted(roster - chosen.keys() - excluded)
            entries += [Entry(student, "missing") for student in missing]
        self.entries = sorted(entries, key=lambda entry: entry.student)
        self.seconds = time.monotonic() - start
        failed = [entry for entry in self.entries if entry.status == "failed"]
        if failed:
            raise NbGraderException(f"{len(failed)} of {len(entries)} submissions failed.")

    def _grade(self, folders: dict[str, Path], submit: Callable[[Task], Future]) -> Iterator[Entry]:
        """What became of each submission; of a large class, only a few are in memory."""
        waiting: dict[Future, tuple[Task, str]] = {}
        self._reference: Future | None = None
        self._beyond: dict[str, dict[str, str]] | None = None
        late_policy = self._late_policy()
        for student, folder in folders.items():
            try:
                task = self._task(student, folder)
                mark = fingerprint(task, late_policy)
            except (OSError, NbGraderException) as error:
                yield self._failed(student, error)
                continue
            if not self.force and self._is_done(student, mark):
                yield Entry(student, "unchanged")
                continue
            if self._reference is None:
                self._reference_task = self._task_of_reference(task)
                if not self.scheduler:  # Dask packs more than pickle does
                    _check_that_it_travels(self._reference_task)
                self._reference = submit(self._reference_task)
            waiting[submit(task)] = task, mark
            if len(waiting) >= AHEAD:
                yield from self._finished(waiting)
        while waiting:
            yield from self._finished(waiting)

    def _late_policy(self) -> str:
        """What the configuration says of late submissions, as a text that changes with it."""
        plugin = AssignLatePenalties(parent=self).plugin_class
        said = {name: self.config[name] for name in (plugin.__name__, "LateSubmissionPlugin")}
        text = f"{plugin.__qualname__} {said!r}"
        if rule := getattr(plugin.late_submission_penalty, "__code__", None):
            numbers = [each for each in rule.co_consts if not isinstance(each, type(rule))]
            text += f" {rule.co_code!r} {rule.co_names} {numbers}"
        return text

    def _collected(self) -> list[str]:
        """The submissions' folders; nbgrader passes over those without a notebook."""
        if self.coursedir.notebook_id != "*":
            return list(self.assignments)
        assignment = self.coursedir.assignment_id
        folders = glob.glob(self._format_source(assignment, self.coursedir.student_id))
        return [folder for folder in folders if os.path.isdir(folder)]

    def _is_done(self, student: str, mark: str) -> bool:
        """Whether a submission is graded already, and the gradebook still says so.

        It doesn't if an older copy was put in its place, or if another program graded since.
        """
        record = self._record(student)
        return (
            Path(self._format_dest(self.coursedir.assignment_id, student)).exists()
            and record.get("fingerprint") == mark
            and record.get("scores") == self._scores.get(student, [])
        )

    def _finished(self, waiting: dict[Future, tuple[Task, str]]) -> Iterator[Entry]:
        for future in wait(waiting, return_when=FIRST_COMPLETED).done:
            task, mark = waiting.pop(future)
            yield self._finish(task, mark, self._survived(future, task))

    def _survived(self, future: Future, task: Task) -> Future:
        """What became of a task; if the workers ended, for whatever task's fault, of it alone."""
        if not isinstance(future.exception(), BrokenProcessPool):
            return future
        if self._alone is None:
            self.log.warning("A worker was killed: from now on, submissions are run one by one.")
            self._alone = self._spare.enter_context(_new_pool(1, "spawn"))
        future = self._alone.submit(work, task, *self._places)
        wait([future])
        if isinstance(future.exception(), BrokenProcessPool):  # it was this one's fault
            self._alone = None
        return future

    def _student(self, folder: str) -> str:
        pattern = self._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
        return re.match(pattern, folder)["student_id"]

    def _task(self, student: str, folder: Path) -> Task:
        assignment = self.coursedir.assignment_id
        found = sorted(folder.glob(f"{self.coursedir.notebook_id}.ipynb"))
        found = [path for path in found if path.is_file()]
        # As Python writes it: a name may hold what a terminal obeys, or can't show.
        others = [repr(path.name)[1:-1] for path in found if path.stem not in self._known]
        found = [path for path in found if path.stem in self._known]
        if not found:
            raise NbGraderException(
                f"there is no {' or '.join(sorted(f'{name}.ipynb' for name in self._known))}"
                + (f", but {', '.join(others)}" if others else "")
            )
        if others:
            self.log.warning(
                "%s: %s belongs to no notebook of %s, and isn't graded.",
                student,
                ", ".join(others),
                assignment,
            )
        source = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", assignment))
        kept = set(self.exclude_overwriting.get(assignment, []))
        files, ours = self._files(folder), self._files(source)
        ours = {name: data for name, data in ours.items() if name not in kept & files.keys()}
        execute = [
            WarmExecute if each is Execute else each
            for each in self.autograde_preprocessors
            if each not in WRITERS
        ]
        config = Config(self.config)
        for each in WRITERS:  # the writer's own; a class of the configuration file can't travel
            config.pop(each.__name__, None)
        config.Exporter.default_preprocessors = []
        config.Exporter.optimistic_validation = True  # once in the end, not behind each of them
        return Task(
            student=student,
            assignment=assignment,
            notebooks={path.stem: path.read_bytes() for path in found},
            files=files | ours,
            definition=self._definition,
            modules=self._modules,
            isolated=self.isolate,
            exporter=self.exporter_class,
            preprocessors=(tuple(self.sanitize_preprocessors), tuple(execute)),
            config=config,
            for_judge=ours if self.judge else None,
            forks=not self._is_threaded(),
        )

    def _is_threaded(self) -> bool:
        """Whether answers may compute in threads, as TensorFlow does: a fork has none."""
        known = tuple(f"{name}." for name in self.threaded)
        return any(f"{module}.".startswith(known) for module in self._modules)

    def _task_of_reference(self, like: Task) -> Task:
        """The instructor's own answers, which show what the judge can judge, and what to import."""
        source = Path(
            self.coursedir.format_path(self.coursedir.source_directory, ".", like.assignment)
        )
        notebooks = {path.stem: path.read_bytes() for path in sorted(source.glob("*.ipynb"))}
        files = self._files(source)
        return replace(like, student="reference", notebooks=notebooks, files=files, learn=True)

    def _files(self, folder: Path) -> dict[str, bytes]:
        """What lies in a folder beside the notebooks, by relative path."""
        names = find_all_files(str(folder), [*self.coursedir.ignore, "*.ipynb"])
        return {os.path.relpath(name, folder): Path(name).read_bytes() for name in names}

    def _doubts(self, result: Result) -> dict[str, dict[str, str]]:
        """A submission's doubts, without the tests that the reference fails there, too."""
        if self._beyond is None:
            self._beyond = self._what_is_beyond_judging()
        return {
            name: {cell: why for cell, why in doubts.items() if cell not in self._beyond[name]}
            for name, doubts in result.doubts.items()
            if name in self._beyond
        }

    def _what_is_beyond_judging(self) -> dict[str, dict[str, str]]:
        """Of each notebook of the reference, the tests that the judge can't judge, and why."""
        if not self.judge:
            return {}
        said = "Tests are judged beside the answers only"
        try:
            found = self._survived(self._reference, self._reference_task).result().doubts
        except Exception as error:  # whatever it was, it must not cost a student points
            self.log.warning("%s: the reference answers could not be run (%r).", said, error)
            return {}
        if not found:
            self.log.warning("%s: there are no reference answers in the source directory.", said)
        for name, cells in found.items():
            for reason in dict.fromkeys(cells.values()):
                which = ", ".join(cell for cell, why in cells.items() if why == reason)
                self.log.warning("%s: %s in %s (%s).", said, which, name, reason)
        return found

    @contextmanager
    def _pool(self) -> Iterator[Callable[[Task], Future]]:
        """Workers, each with a server that forks notebooks."""
        if self.scheduler:
            try:
                from classroom import cluster
            except ModuleNotFoundError as error:
                raise NbGraderException(
                    f"--scheduler needs Dask, but there is no module {error.name!r}: "
                    "pip install distributed"
                ) from None
            with cluster.pool(self.scheduler, list(self._modules), self.isolate) as submit:
                yield submit
            return
        workers = self.workers or 2 * (os.cpu_count() or 1)
        with ExitStack() as opened:
            folder = opened.enter_context(tempfile.TemporaryDirectory(prefix="workers-"))
            pool = opened.enter_context(_new_pool(workers, "fork"))
            self._spare = opened.enter_context(ExitStack())
            # It goes before the workers: one that waits for it then ends.
            address = opened.enter_context(warm.server(list(self._modules), self.isolate))
            self._places, self._alone = (address, Path(folder)), None
            pool.submit(os.getpid)  # forks all workers, while this process has one thread

            def submit(task: Task) -> Future:
                try:
                    return pool.submit(work, task, *self._places)
                except BrokenProcessPool as error:
                    future: Future = Future()
                    future.set_exception(error)
                    return future

            yield submit

    def _finish(self, task: Task, mark: str, future: Future) -> Entry:
        """Let nbgrader read the points from a worker's notebooks, and put them in their place."""
        assignment, student = task.assignment, task.student
        final = Path(self._format_dest(assignment, student))
        folder = Path(self._format_source(assignment, student))
        self.notebooks = [str(folder / f"{name}.ipynb") for name in task.notebooks]
        self._partial = f"{self.coursedir.autograded_directory}.partial"
        partial = Path(self._format_dest(assignment, student))
        repairing = self.exporter
        try:
            result = future.result()
            for level, line in result.log:
                self.log.log(level, "%s", line)
            shutil.rmtree(partial, ignore_errors=True)
            self.init_assignment(assignment, student)
            self._sanitizing = False
            # What a worker wrote is a notebook; nothing of it need be repaired.
            own = {each.__name__: self.config[each.__name__] for each in WRITERS}
            self.exporter = NotebookExporter(config=Config(task.config | own))
            for preprocessor in self.autograde_preprocessors:
                if preprocessor in WRITERS:
                    self.exporter.register_preprocessor(preprocessor)
            doubts = self._doubts(result)
            for name in (Path(notebook).stem for notebook in self.notebooks):
                path = partial / f"{name}.ipynb"
                path.parent.mkdir(parents=True, exist_ok=True)
                text = result.notebooks[name]
                if doubts.get(name):
                    text = _with_doubts(text, doubts[name])
                path.write_text(text, encoding="utf-8")
                super(Autograde, self).convert_single_notebook(str(path))
                self._let_a_person_look(student, name, doubts.get(name, {}))
            self.set_permissions(assignment, student)
            _replace(partial, final)
        except Exception as error:
            shutil.rmtree(partial, ignore_errors=True)
            return self._failed(student, error)
        finally:
            self._sanitizing, self._partial, self.exporter = True, "", repairing
        why = "; ".join(result.ended.values())
        waits, scores = self._outcome(student)
        status = "needs manual grade" if waits else "graded"
        doubtful = ", ".join(cell for cells in doubts.values() for cell in cells)
        record = {"fingerprint": mark, "status": status, "why": why, "seconds": result.seconds}
        record |= {"doubts": doubts, "scores": scores}
        self._write_record(student, record)
        return Entry(student, status, why, result.seconds, doubtful)

    def _failed(self, student: str, error: Exception) -> Entry:
        """Note that a submission could not be graded; no score of an older one stays."""
        if isinstance(error, NbGraderException):
            why = str(error)
            self.log.error("%s could not be graded: %s.", student, why)
        else:
            why = f"{type(error).__name__}: {error}".partition("\n")[0]
            self.log.error("%s could not be graded.", student, exc_info=error)
        self._void(student)
        final = self.coursedir.format_path(
            self.coursedir.autograded_directory, student, self.coursedir.assignment_id
        )
        shutil.rmtree(final, ignore_errors=True)
        return Entry(student, "failed", why)

    def _let_a_person_look(self, student: str, notebook: str, doubts: dict[str, str]) -> None:
        """Have formgrader show the tests in doubt among what needs a manual grade."""
        if not doubts:
            return
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            for cell in doubts:
                grade = gradebook.find_grade(cell, notebook, self.coursedir.assignment_id, student)
                grade.needs_manual_grade = True
            gradebook.db.commit()

    def _void(self, student: str) -> None:
        """Take back what a former submission of the student's has earned by tests."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                submission = gradebook.find_submission(self.coursedir.assignment_id, student)
            except MissingEntry:
                return
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    grade.auto_score = None
                    grade.needs_manual_grade = True
            gradebook.db.commit()

    def _outcome(self, student: str) -> tuple[bool, list[list]]:
        """Whether a submission waits for a person, and what its tests gave."""
        assignment = self.coursedir.assignment_id
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            waits = gradebook.find_submission(assignment, student).needs_manual_grade
            return waits, auto_scores(gradebook, assignment, student).get(student, [])

    def _record_path(self, student: str) -> Path:
        grading = Path(self.coursedir.root) / Path(self.coursedir.autograded_directory).with_name(
            "grading"
        )
        return grading / self.coursedir.assignment_id / f"{student}.json"

    def _record(self, student: str) -> dict:
        path = self._record_path(student)
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):  # not graded yet, or not to the end
            return {}
        return record if isinstance(record, dict) else {}

    def _write_record(self, student: str, record: dict) -> None:
        path = self._record_path(student)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps(record, indent=1), encoding="utf-8")
        partial.replace(path)


def _with_doubts(text: str, doubts: dict[str, str]) -> str:
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        doubt = doubts.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        if doubt:
            _add_doubt(cell, doubt)
    return nbformat.writes(notebook)


def fingerprint(task: Task, late_policy: str = "") -> str:
    """What changes when a submission, its assignment, its files or the late policy change."""
    digest = hashlib.sha256(task.definition)
    digest.update(late_policy.encode())
    for part in (task.notebooks, task.files):
        for name, data in sorted(part.items()):
            digest.update(hashlib.sha256(os.fsencode(name)).digest())
            digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()


def _replace(partial: Path, final: Path) -> None:
    """Move a folder into place; the one that was there goes when the new one is whole."""
    final.parent.mkdir(parents=True, exist_ok=True)
    old = final.with_name(f".{final.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        final.rename(old)
    partial.rename(final)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _alone(coursedir: CourseDirectory) -> Iterator[None]:
    """Refuse a second command: both would put submissions together in the same folder.

    Raises:
        NbGraderException: If another one is running in this course.
    """
    folder = Path(coursedir.root, coursedir.autograded_directory).with_name("grading")
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "w") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # forked workers don't have it
        except OSError:
            raise NbGraderException(
                "Another nnbook-class grade is running in this course: wait until it has ended."
            ) from None
        yield


class GradeApp(AutogradeApp):
    """The command."""

    name = "nnbook-class-grade"
    description = "Grade a class's submissions to one assignment, several at a time"
    examples = """
        What is new or has changed; everything; one student; on a cluster:

            nnbook-class grade perceptron
            nnbook-class grade perceptron --force
            nnbook-class grade perceptron --student=ada
            nnbook-class grade perceptron --scheduler=tcp://10.0.0.1:8786
        """
    aliases = aliases | {
        "workers": "ParallelAutograde.workers",
        "scheduler": "ParallelAutograde.scheduler",
    }
    flags = flags | {
        "no-sandbox": (
            {"ParallelAutograde": {"isolate": False}},
            "Run students' code without a sandbox: it can then read and change whatever you can.",
        )
    }

    @default("classes")
    def _classes_default(self) -> list[type]:
        return [*super()._classes_default(), ParallelAutograde, WarmExecute]

    def start(self) -> None:
        super(AutogradeApp, self).start()
        if len(self.extra_args) == 1:
            self.coursedir.assignment_id = self.extra_args[0]
        if not self.coursedir.assignment_id:
            self.fail("Name one assignment, as in: nnbook-class grade perceptron")
        converter = None
        try:
            converter = ParallelAutograde(coursedir=self.coursedir, parent=self)
            with _alone(self.coursedir):
                backup(Path(self.coursedir.root))
                converter.start()
        except KeyboardInterrupt:
            self.log.error("Interrupted. What is graded is kept; run it again for the rest.")
            sys.exit(130)
        except (BackupError, NbGraderException, NotebookError, sandbox.NoSandbox) as error:
            self.log.error("%s", error)
            sys.exit(1)
        except TraitError as error:
            self.fail(str(error))
        finally:
            if hasattr(converter, "entries"):
                print(table(converter.entries, converter.seconds))


def table(entries: list[Entry], seconds: float) -> str:
    """What was graded, what waits for a person, what failed and why, and who is missing."""
    lines = []
    for status in ("graded", "needs manual grade", "unchanged", "failed", "missing"):
        those = [entry for entry in entries if entry.status == status]
        if those:
            lines.append(f"{status + ':':20}{len(those)}")
        if status in ("failed", "missing"):
            lines += [f"    {entry.student}: {entry.why}".rstrip(": ") for entry in those]
    ended = [entry for entry in entries if entry.why and entry.status != "failed"]
    if ended:
        lines.append("Ended before their last cell, graded up to there:")
        lines += [f"    {entry.student}: {entry.why}" for entry in ended]
    doubted = [entry for entry in entries if entry.doubts]
    if doubted:
        lines.append("Please look: passed beside the answer, but not apart from it; no points yet:")
        lines += [f"    {entry.student}: {entry.doubts}" for entry in doubted]
    return "\n".join([*lines, f"{'time:':20}{seconds:.1f} s"])


main = GradeApp.launch_instance

if __name__ == "__main__":
    main()
