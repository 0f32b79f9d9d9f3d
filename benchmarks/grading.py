"""How long a class's submissions take: ``nnbook-class grade`` against ``nbgrader autograde``.

Run it from the project's folder, on a machine that does nothing else::

    python benchmarks/grading.py

For each assignment, both commands grade the same submissions, reference answers, in a copy of the
course. `perceptron+tensorflow` is the first assignment with a cell before it that imports
TensorFlow. Unlike in the other benchmarks the time is that of the clock, with all processors in
use: that is what the command is for. The sandbox is on; the judge, which runs the tests a second
time, apart from the answers, is on as far as it goes (with TensorFlow, not far), and off in a run
of its own. The stock command has one notebook at a time. It takes minutes, in which a shared
machine changes its speed, so ours runs before it and after it.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import nbformat
import psutil
from _timing import machine, table

from classroom import warm
from classroom.grade import imports

ROOT = Path(__file__).resolve().parent.parent
STOCK = ("nbgrader", "autograde")
WARM = ("classroom.grade",)
UNJUDGED = (*WARM, "--ParallelAutograde.judge=False")
ASSIGNMENTS = ["perceptron", "perceptron+tensorflow", "keras"]


class Run(NamedTuple):
    """What a command took: seconds of the clock and of the processors, and bytes at its peak.

    The last two are the whole machine's. To look at each of the processes, which come and go by the
    hundred, would cost more than some of them do.
    """

    seconds: float
    processor: float
    memory: int


class Class:
    """A copy of the course with some students, all of whom hand in the reference answers."""

    def __init__(self, folder: Path, assignment: str, students: int) -> None:
        assignment, _, module = assignment.partition("+")
        self.folder = folder
        self.assignment = assignment
        self.students = students
        shutil.copy(ROOT / "nbgrader_config.py", folder)
        source = Path("exercises") / assignment
        shutil.copytree(ROOT / source, folder / source)
        path = folder / source / f"{assignment}.ipynb"
        self.notebook = nbformat.read(path, as_version=4)
        if module:
            cell = nbformat.v4.new_code_cell(f"import {module}", id="module")
            self.notebook.cells.insert(0, cell)
            nbformat.write(self.notebook, path)
        self._run("nbgrader", "generate_assignment", assignment)
        for number in range(students):
            home = folder / "class" / "submitted" / f"student{number:04}" / assignment
            home.mkdir(parents=True)
            shutil.copy(path, home)

    def cells(self) -> float:
        """Seconds that the cells themselves take, imports not counted; the best of five."""
        sources = [cell.source for cell in self.notebook.cells if cell.cell_type == "code"]
        with warm.server(imports(self.notebook)) as address:
            return min(warm.execute(address, sources).seconds for _ in range(5))

    def grade(self, *command: str) -> Run:
        """Grade all of them from the beginning."""
        for name in ("autograded", "grading"):
            shutil.rmtree(self.folder / "class" / name, ignore_errors=True)
        (self.folder / "class" / "gradebook.db").unlink()
        self._run("nbgrader", "generate_assignment", self.assignment, "--force")
        done = self._run(*command, self.assignment)
        graded = len(list((self.folder / "class" / "autograded").glob("*/*/*.ipynb")))
        if graded != self.students:
            raise RuntimeError(f"{' '.join(command)} graded {graded} of {self.students}.")
        return done

    def _run(self, *command: str) -> Run:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        free = least = psutil.virtual_memory().available
        start, before = time.monotonic(), _processor()
        with tempfile.TemporaryFile() as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=self.folder,
                env=os.environ | {"PATH": path},
                stdout=log,
                stderr=log,
            )
            while process.poll() is None:
                least = min(least, psutil.virtual_memory().available)
                time.sleep(0.1)
            seconds, processor = time.monotonic() - start, _processor() - before
            if process.returncode:
                log.seek(0)
                raise RuntimeError(f"{' '.join(command)} failed:\n{log.read().decode()}")
        return Run(seconds, processor, free - least)


def _processor() -> float:
    """Seconds that the machine's processors have worked."""
    times = psutil.cpu_times()
    return times.user + times.system


def compare(assignment: str, students: int, large: int) -> list[str]:
    """One row of the table."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        small = Class(Path(one), assignment, students)
        cells = small.cells()
        before = small.grade(*WARM).seconds
        stock = small.grade(*STOCK).seconds
        unjudged = small.grade(*UNJUDGED).seconds
        quick = (before + small.grade(*WARM).seconds) / 2
        many = Class(Path(other), assignment, large).grade(*WARM)
    return [
        assignment,
        f"{stock / quick:.1f}",
        f"{stock / unjudged:.1f}",
        f"{many.seconds / quick:.1f}",
        f"{quick / students:.2f}",
        f"{many.seconds / large:.2f}",
        f"{cells:.2f}",
        f"{many.processor / large - cells:.2f}",
        f"{many.memory / 2**30:.1f}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("assignments", nargs="*", default=ASSIGNMENTS)
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--large", type=int, default=300, help="students of the second class")
    chosen = parser.parse_args()
    rows = [compare(name, chosen.students, chosen.large) for name in chosen.assignments]
    head = [
        "assignment",
        f"x autograde, {chosen.students}",
        "judge off",
        f"{chosen.large} : {chosen.students}",
        f"s each of {chosen.students}",
        f"s each of {chosen.large}",
        "cells alone",
        "processor s besides",
        "GiB at peak",
    ]
    print(table(head, rows))
    about = machine("nbgrader", "numpy", "tensorflow")
    print(f"\n{about.replace('one thread', f'{os.cpu_count()} processors')}")


if __name__ == "__main__":
    main()
