"""What all tests share."""

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Iterator
from typing import NoReturn

import nbval.kernel
import pytest
from hypothesis import settings
from jupyter_client.manager import KernelManager
from xdist.scheduler import LoadScopeScheduling

from classroom.notebooks import kernel_config

# The same examples in each run: a test that fails once fails always. Nothing timed is a test.
settings.register_profile("nnbook", derandomize=True, deadline=None)
settings.load_profile("nnbook")

# Two workers' kernels must not meet at one port.
nbval.kernel.KernelManager = lambda **named: KernelManager(config=kernel_config(), **named)

# Variables that the course's programs read; others are set for good when a library is imported.
READ = (
    "CI", "HOME", "JUPYTER", "KERAS_HOME", "LANG", "LC_", "MPL", "NB", "NNBOOK", "PATH", "PYTHON",
)  # fmt: skip


def process_wide() -> dict[str, object]:
    """What a test can change for all that come after it in its process."""
    variables = {k: v for k, v in os.environ.items() if k.startswith(READ)}
    package = sys.modules.get("nnbook")
    rooms = {k: module for k, module in sys.modules.items() if k.startswith("nnbook.")}
    seen = {k: getattr(package, k.partition(".")[2], module) for k, module in rooms.items()}
    other = {k: module for k, module in seen.items() if module is not rooms[k]}
    return {"environment": variables, "rooms imported twice": other}


@pytest.fixture(autouse=True)
def leaves_no_trace() -> Iterator[None]:
    """Fail the test that changes the process, instead of some other one after it."""
    before = process_wide()
    yield
    assert process_wide() == before


def cannot_run(why: str) -> NoReturn:
    """Skip what this machine has no program for. CI has them all, so there it is a failure."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium that asks for nothing on its own account."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        cannot_run("Chromium, which the pages are tested in, isn't installed (Debian: chromium).")
    from playwright.sync_api import sync_playwright

    flags = [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=flags)
        with contextlib.closing(chromium):
            yield chromium


class ByGroup(LoadScopeScheduling):
    """Send what shares something that is dear to make to one worker.

    A notebook's cells share a kernel, and a file's tests its fixtures; the answers to an assignment
    are graded as one class.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.endswith("test_answers.py"):
            assignment = re.search(r"\[(\w+?)[-\]]", nodeid)
            return assignment[1] if assignment else file
        return file


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """Instead of `--dist loadgroup`, which comes too late for marks that a conftest.py gives."""
    return ByGroup(config, log)
