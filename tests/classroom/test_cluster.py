"""Grading on Dask's workers, which share nothing with the course but the tasks."""

import contextlib
import os
import shutil
import subprocess
import sys

import pytest
from distributed import Client

from classroom import cluster

ANSWERS = {f"s{number}": f"def double(x):\n    return {number % 3} * x" for number in range(6)}


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """A scheduler and two workers, each a process in a folder of its own; their address."""
    folder = tmp_path_factory.mktemp("cluster")
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(("NB", "NNBOOK"))
    }
    env["DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED"] = "False"
    with contextlib.ExitStack() as stack:

        def start(name, *arguments):
            home = folder / name
            home.mkdir()
            process = subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_" + name.split("-")[0], *arguments],
                cwd=home,
                env=env | {"HOME": str(home), "TMPDIR": str(home)},
                stdout=subprocess.DEVNULL,
                stderr=stack.enter_context(open(home / "log", "wb")),
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
            return home

        file = folder / "scheduler.json"
        local = ("--host", "127.0.0.1", "--no-dashboard")
        start("scheduler", *local, "--port", "0", "--scheduler-file", str(file))
        for name in ("worker-1", "worker-2"):
            start(name, *local, "--nthreads", "1", "--name", name, "--scheduler-file", str(file))
        with Client(scheduler_file=str(file), timeout=120) as client:
            client.wait_for_workers(2, timeout=120)
            yield client.scheduler.address


def run(course, *arguments):
    return course.python("-m", "classroom.grade", "tiny", "--no-sandbox", *arguments)


def test_two_machines_give_the_same_points(make_course, scheduler):
    course = make_course()
    for student, answer in ANSWERS.items():
        course.submit(student, course.answered(**course.RIGHT | {"double": answer}))
    done = run(course, "--scheduler", scheduler)
    assert done.returncode == 0, done.stderr
    assert "needs manual grade: 6" in done.stdout
    there = course.points()
    assert {student: points["test-double"] for student, points in there.items()} == {
        student: 2.0 if number % 3 == 2 else 0.0 for number, student in enumerate(ANSWERS)
    }
    with Client(scheduler) as client:
        # Both took part, and the servers went with the batch.
        plugins = client.run(lambda dask_worker: list(dask_worker.plugins))
        assert len(plugins) == 2
        assert not any(name.startswith("nnbook") for names in plugins.values() for name in names)

    shutil.rmtree(course.folder / "class" / "autograded")
    (course.folder / "class" / "gradebook.db").unlink()
    course.nbgrader("generate_assignment", "tiny", "--force")
    assert run(course).returncode == 0
    assert course.points() == there


def test_a_scheduler_that_does_not_answer(course, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    address = "tcp://127.0.0.1:1"
    with (
        pytest.raises(cluster.ClusterError, match=f"No Dask scheduler answers at '{address}'"),
        cluster.pool(address, [], False),
    ):
        pass


def test_a_worker_with_another_version_is_refused(scheduler, monkeypatch):
    monkeypatch.setattr(cluster, "versions", lambda: {"numpy": "0.1"})
    with (
        pytest.raises(cluster.ClusterError, match="numpy 2.*and the machine.*the gradebook 0.1"),
        cluster.pool(scheduler, [], False),
    ):
        pass
