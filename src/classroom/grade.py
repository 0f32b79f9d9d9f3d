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
import atexit
import hashlib
import json
import logging
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
import nbgrader.api
from ipykernel.ipkernel import IPythonKernel
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    Base,
    BaseCell,
    Course,
    Gradebook,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    SourceCell,
    TaskCell,
)
from nbgrader.apps.autogradeapp import AutogradeApp, aliases, flags
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.preprocessors import AssignLatePenalties, Execute, SaveAutoGrades
from nbgrader.utils import find_all_files
from sqlalchemy import create_engine, insert, select
from tqdm import tqdm
from traitlets import Bool, Float, Integer, List, Unicode
from traitlets.config import Config

from classroom import sandbox, warm

ENDED = "NotebookEnded"

# The preprocessors that write to the gradebook, which one process alone does.
WRITERS = (SaveAutoGrades, AssignLatePenalties)


# nbgrader opens its gradebook anew for each step of each submission. With one engine for all of
# them, SQLAlchemy compiles a query once, and not a thousand times.
nbgrader.api.create_engine = lru_cache(maxsize=None)(create_engine)


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
        limits = sandbox.Limits(
            cell_seconds=float(self.timeout or self.notebook_timeout),
            notebook_seconds=self.notebook_timeout,
            memory=self.memory,
            processes=self.processes,
            output=self.output,
            files=self.files,
        )
        done = warm.execute(
            resources["warm"]["address"],
            [cell.source for cell in cells],
            resources["warm"]["files"],
            limits,
            {"output_type": "error", **self.error_on_timeout},
        )
        resources["warm"]["ended"] = done.ended
        for number, cell in enumerate(cells):
            cell.outputs = [nbformat.from_dict(output) for output in done.outputs[number]]
            cell.execution_count = done.counts[number]
            if done.ended and number >= done.cell:
                cell.outputs.append(_why_it_did_not_run(done.ended, number > done.cell))
        nb.metadata["language_info"] = nbformat.from_dict(IPythonKernel.language_info)
        return nb, resources


def _why_it_did_not_run(reason: str, later: bool) -> NotebookNode:
    said = reason
    if later:
        said = f"This cell did not run: {reason.replace('in this cell', 'before')}."
    return nbformat.v4.new_output("error", ename=ENDED, evalue=said, traceback=[f"{ENDED}: {said}"])


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


@dataclass(frozen=True)
class Result:
    """A submission's notebooks, executed, and how that went.

    Attributes:
        notebooks: By name, as JSON.
        ended: Why a notebook was ended before its last cell, by name.
        log: What the preprocessors had to say, as pairs of a level and a line.
        seconds: Of wall clock.
    """

    notebooks: dict[str, str]
    ended: dict[str, str]
    log: list[tuple[int, str]]
    seconds: float


class _Lines(logging.Handler):
    """Keep what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((record.levelno, record.getMessage()))


@lru_cache(maxsize=4)
def _stored(definition: bytes) -> str:
    """A gradebook that holds the assignment alone, as a file; its URL."""
    file, name = tempfile.mkstemp(suffix=".db")
    os.close(file)
    Path(name).write_bytes(definition)
    atexit.register(Path(name).unlink, missing_ok=True)
    return f"sqlite:///{name}"


def work(task: Task, address: Path) -> Result:
    """Sanitize and execute a submission's notebooks."""
    start = time.monotonic()
    notebooks, ended = {}, {}
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
                "db_url": _stored(task.definition),
            },
            "warm": {"address": address, "files": task.files},
        }
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / task.student / task.assignment / f"{name}.ipynb"
            path.parent.mkdir(parents=True)
            path.write_bytes(data)
            for preprocessors in task.preprocessors:
                exporter = task.exporter(config=task.config, log=log)
                for preprocessor in preprocessors:
                    exporter.register_preprocessor(preprocessor)
                text, after = exporter.from_filename(str(path), resources=dict(resources))
                path.write_text(text, encoding="utf-8")
        notebooks[name] = text
        if after["warm"].get("ended"):
            ended[name] = after["warm"]["ended"]
    return Result(notebooks, ended, kept.lines, time.monotonic() - start)


# --- The one writer ---------------------------------------------------------------------------


def definition(gradebook: Gradebook, assignment: str) -> bytes:
    """An SQLite gradebook that holds one assignment, and of nobody a submission."""
    found = gradebook.find_assignment(assignment)
    notebooks = [notebook.id for notebook in found.notebooks]
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
                rows = gradebook.db.execute(select(table).where(which)).mappings().all()
                if rows:
                    copy.execute(insert(table), [dict(row) for row in rows])
        engine.dispose()
        return path.read_bytes()


def imports(notebook: NotebookNode) -> list[str]:
    """The modules that a notebook's cells import, in their order, however deep in the code."""
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
                found[node.module] = None
    return list(found)


@dataclass
class Entry:
    """What became of one submission."""

    student: str
    status: str
    why: str = ""
    seconds: float = 0.0


class ParallelAutograde(Autograde):
    """nbgrader's `Autograde`, several submissions at a time."""

    workers = Integer(0, help="Submissions at a time; 0: two for each processor.").tag(config=True)
    isolate = Bool(True, help="Whether to keep students' code under a sandbox.").tag(config=True)
    modules = List(
        Unicode(), help="Modules to import beforehand, besides those that the assignment imports."
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
        if self.isolate:
            sandbox.check()
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                self._definition = definition(gradebook, assignment)
            except MissingEntry:
                raise NbGraderException(
                    f"The gradebook knows no assignment {assignment!r}: "
                    f"run nbgrader generate_assignment {assignment} first."
                ) from None
            roster = {student.id for student in gradebook.students}
        source = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", assignment))
        modules = dict.fromkeys(self.modules)
        for path in sorted(source.glob("*.ipynb")):
            modules.update(dict.fromkeys(imports(nbformat.read(path, as_version=4))))
        self._modules = tuple(modules)
        tasks, entries = {}, []
        for folder in sorted(self.assignments):
            student = self._student(folder)
            self.notebooks = sorted(self.assignments[folder])
            task = self._task(student, Path(folder))
            mark = fingerprint(task)
            done = Path(self._format_dest(assignment, student)).exists()
            if done and not self.force and self._record(student).get("fingerprint") == mark:
                entries.append(Entry(student, "unchanged"))
            else:
                tasks[student] = (task, mark)
        with self._pool() as submit:
            futures = {submit(task): student for student, (task, _) in tasks.items()}
            for future in tqdm(
                as_completed(futures), total=len(futures), unit="submission", desc=assignment
            ):
                student = futures[future]
                entries.append(self._finish(student, *tasks[student], future))
        graded = {entry.student for entry in entries}
        if self.coursedir.student_id == "*":
            entries += [Entry(student, "missing") for student in sorted(roster - graded)]
        self.entries = sorted(entries, key=lambda entry: entry.student)
        self.seconds = time.monotonic() - start
        failed = [entry for entry in self.entries if entry.status == "failed"]
        if failed:
            raise NbGraderException(f"{len(failed)} of {len(tasks)} submissions failed.")

    def _student(self, folder: str) -> str:
        pattern = self._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
        return re.match(pattern, folder)["student_id"]

    def _task(self, student: str, folder: Path) -> Task:
        assignment = self.coursedir.assignment_id
        source = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", assignment))
        ignore = [*self.coursedir.ignore, "*.ipynb"]
        kept = set(self.exclude_overwriting.get(assignment, []))
        files = {}
        for place in (folder, source):
            for name in find_all_files(str(place), ignore):
                relative = os.path.relpath(name, place)
                if place == folder or relative not in kept or relative not in files:
                    files[relative] = Path(name).read_bytes()
        execute = [
            WarmExecute if each is Execute else each
            for each in self.autograde_preprocessors
            if each not in WRITERS
        ]
        config = Config(self.config)
        config.Exporter.default_preprocessors = []
        return Task(
            student=student,
            assignment=assignment,
            notebooks={Path(n).stem: Path(n).read_bytes() for n in self.notebooks},
            files=files,
            definition=self._definition,
            modules=self._modules,
            isolated=self.isolate,
            exporter=self.exporter_class,
            preprocessors=(tuple(self.sanitize_preprocessors), tuple(execute)),
            config=config,
        )

    @contextmanager
    def _pool(self) -> Iterator[Any]:
        """Worker processes, and the server that forks notebooks for them."""
        workers = self.workers or 2 * (os.cpu_count() or 1)
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["classroom.grade", *_modules_of(self.config)])
        with (
            warm.server(list(self._modules), self.isolate) as address,
            ProcessPoolExecutor(workers, context, sandbox.die_with_parent) as pool,
        ):
            try:
                yield lambda task: pool.submit(work, task, address)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def _finish(self, student: str, task: Task, mark: str, future: Future) -> Entry:
        """Let nbgrader read the points from a worker's notebooks, and put them in their place."""
        assignment = task.assignment
        final = Path(self._format_dest(assignment, student))
        self.notebooks = sorted(self.assignments[self._format_source(assignment, student)])
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
            self.exporter = NotebookExporter(config=task.config)
            for preprocessor in self.autograde_preprocessors:
                if preprocessor in WRITERS:
                    self.exporter.register_preprocessor(preprocessor)
            for name in (Path(notebook).stem for notebook in self.notebooks):
                path = partial / f"{name}.ipynb"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(result.notebooks[name], encoding="utf-8")
                super(Autograde, self).convert_single_notebook(str(path))
            self.set_permissions(assignment, student)
            _replace(partial, final)
        except Exception as error:
            self.log.exception("%s could not be graded.", student)
            shutil.rmtree(partial, ignore_errors=True)
            return Entry(student, "failed", f"{type(error).__name__}: {error}")
        finally:
            self._sanitizing, self._partial, self.exporter = True, "", repairing
        why = "; ".join(result.ended.values())
        status = "needs manual grade" if self._waits(student) else "graded"
        record = {"fingerprint": mark, "status": status, "why": why, "seconds": result.seconds}
        self._write_record(student, record)
        return Entry(student, status, why, result.seconds)

    def _waits(self, student: str) -> bool:
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            return gradebook.find_submission(
                self.coursedir.assignment_id, student
            ).needs_manual_grade

    def _record_path(self, student: str) -> Path:
        grading = Path(self.coursedir.root) / Path(self.coursedir.autograded_directory).with_name(
            "grading"
        )
        return grading / self.coursedir.assignment_id / f"{student}.json"

    def _record(self, student: str) -> dict:
        path = self._record_path(student)
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def _write_record(self, student: str, record: dict) -> None:
        path = self._record_path(student)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps(record, indent=1), encoding="utf-8")
        partial.replace(path)


def fingerprint(task: Task) -> str:
    """What changes when a submission, its assignment or the assignment's files change."""
    digest = hashlib.sha256(task.definition)
    for part in (task.notebooks, task.files):
        for name, data in sorted(part.items()):
            digest.update(hashlib.sha256(name.encode()).digest())
            digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()


def _modules_of(config: Config) -> list[str]:
    """The modules whose classes the course's configuration names."""
    found = set()
    for section in config.values():
        for value in section.values() if isinstance(section, dict) else ():
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, type):
                    found.add(each.__module__)
    return sorted(found)


def _replace(partial: Path, final: Path) -> None:
    """Move a folder into place; the one that was there goes when the new one is whole."""
    final.parent.mkdir(parents=True, exist_ok=True)
    old = final.with_name(f".{final.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        final.rename(old)
    partial.rename(final)
    shutil.rmtree(old, ignore_errors=True)


class GradeApp(AutogradeApp):
    """The command."""

    name = "nnbook-class-grade"
    description = "Autograde a class's submissions to one assignment, several at a time"
    aliases = aliases | {"workers": "ParallelAutograde.workers"}
    flags = flags | {
        "no-sandbox": (
            {"ParallelAutograde": {"isolate": False}},
            "Run students' code without a sandbox: it can then read and change whatever you can.",
        )
    }

    def start(self) -> None:
        super(AutogradeApp, self).start()
        if len(self.extra_args) == 1:
            self.coursedir.assignment_id = self.extra_args[0]
        if not self.coursedir.assignment_id:
            self.fail("Name one assignment, as in: nnbook-class grade perceptron")
        converter = ParallelAutograde(coursedir=self.coursedir, parent=self)
        try:
            converter.start()
        except (NbGraderException, sandbox.NoSandbox) as error:
            self.log.error("%s", error)
            sys.exit(1)
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
    return "\n".join([*lines, f"{'time:':20}{seconds:.1f} s"])


main = GradeApp.launch_instance

if __name__ == "__main__":
    main()
