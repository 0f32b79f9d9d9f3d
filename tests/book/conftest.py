"""The book, built once for all tests, without a warning and without a network."""

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD_SECONDS = 600


class Build(NamedTuple):
    """What one build of the book left behind."""

    html: Path
    log: str
    code: int
    network: str


def _without_network() -> tuple[list[str], str]:
    """A prefix that takes a command's network away, where this machine allows one."""
    prefix = ["unshare", "--map-root-user", "--net"]
    if shutil.which("unshare"):
        trial = subprocess.run([*prefix, "true"], capture_output=True)
        if trial.returncode == 0:
            return prefix, "none (network namespace)"
    return [], "behind a proxy that refuses"


def build_book(source: Path, target: Path) -> Build:
    """Build a book as the maintainers do: nitpicky, each warning an error."""
    prefix, network = _without_network()
    refusing = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
    command = [Path(sys.executable).with_name("jupyter-book"), "build", source]
    # Into a file: a pipe would stay open as long as any process that the build started.
    with (target / "log.txt").open("w+") as log:
        done = subprocess.run(
            [*prefix, *command, "-W", "-n", "--keep-going", "--path-output", target],
            env={**os.environ, **refusing, "NO_COLOR": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
            timeout=BUILD_SECONDS,
        )
        log.seek(0)
        return Build(target / "_build" / "html", log.read(), done.returncode, network)


@pytest.fixture(scope="session")
def build(tmp_path_factory) -> Build:
    """The build of the whole book: one for all of pytest-xdist's workers."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    target, answer = shared / "book", shared / "book.json"
    try:
        target.mkdir()
    except FileExistsError:  # another worker builds it
        deadline = time.monotonic() + BUILD_SECONDS
        while not answer.exists() and time.monotonic() < deadline:
            time.sleep(0.2)
        return Build(target / "_build" / "html", *json.loads(answer.read_text()))
    built = build_book(ROOT, target)
    scratch = answer.with_suffix(".part")
    scratch.write_text(json.dumps(built[1:]))
    scratch.rename(answer)
    return built


@pytest.fixture(scope="session")
def html(build) -> Path:
    """The folder of the built pages."""
    if build.code != 0:
        pytest.fail("The book doesn't build: test_build.py says why.", pytrace=False)
    return build.html


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def site(html) -> Iterator[str]:
    """The address of the built book, served on a free port."""
    handler = functools.partial(_Quiet, directory=str(html))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
