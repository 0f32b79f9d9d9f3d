"""Grade on several machines: `nnbook-class grade ASSIGNMENT --scheduler ADDRESS`.

Dask distributes the work. Start a scheduler where all machines reach it and, on each machine, one
worker for each processor, in an environment with the course's own packages:

    dask scheduler
    dask worker ADDRESS --nworkers auto --nthreads 1

A task carries the submission and what it takes to grade it, and a result the executed notebooks:
the machines share no folder and no gradebook. What passes between them is neither encrypted nor
authenticated unless Dask is told so (`distributed.comm` in its configuration): use a network that
you trust.
"""

import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from importlib import metadata
from pathlib import Path

from distributed import Client, Worker, WorkerPlugin, get_worker
from nbgrader.converters import NbGraderException

from classroom import sandbox, warm
from classroom.grade import Result, Task, work

# With another version of these, the same notebook may print, and so earn, something else.
PACKAGES = ("nnbook", "nbgrader", "numpy", "tensorflow", "ipython")

# Seconds to wait for a scheduler that answers, and for the first worker.
PATIENCE = 30


class ClusterError(NbGraderException):
    """The cluster can't grade; the message says why."""


def versions() -> dict[str, str]:
    """What must be the same on all machines."""
    python = "{}.{}".format(*sys.version_info)
    return {"python": python} | {name: metadata.version(name) for name in PACKAGES}


class Warm(WorkerPlugin):
    """On each worker, the server that forks notebooks, for as long as a batch lasts."""

    def __init__(self, modules: list[str], isolated: bool) -> None:
        self.name = f"nnbook-{uuid.uuid4()}"
        self.modules = modules
        self.isolated = isolated
        self.versions = versions()

    def setup(self, worker: Worker) -> None:
        """Called by each worker, those that come later included."""
        here = versions()
        for name, wanted in self.versions.items():
            if here[name] != wanted:
                raise ClusterError(
                    f"The worker at {worker.address} has {name} {here[name]}, and the machine with "
                    f"the gradebook {wanted}: install the same uv.lock on both."
                )
        if self.isolated:
            sandbox.check()
        self._open = ExitStack()
        # A task may still run when the plugin goes, and write into the folder.
        folder = tempfile.TemporaryDirectory(prefix="worker-", ignore_cleanup_errors=True)
        self.folder = Path(self._open.enter_context(folder))
        self.address = self._open.enter_context(warm.server(self.modules, self.isolated))

    def teardown(self, worker: Worker) -> None:
        """Called by each worker after the batch, or when it closes."""
        self._open.close()


def _work(task: Task, plugin: str) -> Result:
    here = get_worker().plugins[plugin]
    return work(task, here.address, here.folder)


@contextmanager
def pool(
    scheduler: str, modules: list[str], isolated: bool
) -> Iterator[Callable[[Task], Future[Result]]]:
    """The workers of a Dask cluster.

    Args:
        scheduler: Its address, as "tcp://10.0.0.1:8786".
        modules: What notebooks will import.
        isolated: Whether notebooks run under the sandbox.

    Yields:
        A function that sends a task to some worker.

    Raises:
        ClusterError: If the scheduler doesn't answer, has no worker, or one of another version.
        NoSandbox: If `isolated`, and a worker's machine can't.
    """
    try:
        client = Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise ClusterError(f"No Dask scheduler answers at {scheduler!r}: {error}.") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise ClusterError(
                f"The Dask scheduler at {scheduler!r} has no worker: "
                f"start one with: dask worker {scheduler} --nworkers auto --nthreads 1"
            ) from None
        plugin = Warm(modules, isolated)
        client.register_plugin(plugin)
        try:
            executor = client.get_executor(pure=False)
            yield lambda task: executor.submit(_work, task, plugin.name)
        finally:
            client.unregister_worker_plugin(plugin.name)
