"""What the sandbox passes on, beyond what the tests of grading show."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from classroom import sandbox
from tests.conftest import cannot_run

SOURCE = str(Path(sandbox.__file__).resolve().parents[1])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", []),
        ("/elsewhere", []),
        (SOURCE, [SOURCE]),
        (os.pathsep.join(["/elsewhere", os.path.relpath(SOURCE)]), [SOURCE]),
    ],
)
def test_a_project_that_is_not_installed_is_found(monkeypatch, value, expected):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: name)
    monkeypatch.setenv("PYTHONPATH", value)
    command = sandbox.command(["python"])
    assert [command[n + 1] for n, part in enumerate(command) if part == "PYTHONPATH"] == expected


# What a login may give a shell: a session keyring, here with a key in it.
KEYRING = """
import ctypes, os, platform
from classroom import sandbox, warm
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
KEYCTL = sandbox.KEYCTL.get(platform.machine(), 219)
ADD = {"x86_64": 248}.get(platform.machine(), 217)
if libc.syscall(KEYCTL, 1, b"of a login") < 0:
    raise SystemExit("no keys here")
libc.syscall(ADD, b"user", b"ticket", b"secret", ctypes.c_size_t(6), ctypes.c_long(-3))
CELL = f'''
import ctypes
libc = ctypes.CDLL(None)
libc.syscall.restype = ctypes.c_long
for name in (b"ticket", b"note"):
    print(libc.syscall({KEYCTL}, 10, ctypes.c_long(-3), b"user", name, 0) > 0, end=" ")
libc.syscall({ADD}, b"user", b"note", b"a test", ctypes.c_size_t(6), ctypes.c_long(-3))
'''
with warm.server([]) as address:
    for _ in range(2):
        print(warm.execute(address, [CELL]).outputs[0][0]["text"])
"""


def test_keys_are_not_passed_on(needs_sandbox):
    """Neither the instructor's to a notebook, nor one notebook's to the next."""
    done = subprocess.run(
        [sys.executable, "-c", KEYRING], capture_output=True, text=True, check=False
    )
    if "no keys here" in done.stderr:
        cannot_run("this machine's kernel has no keys, or forbids them")
    assert done.stdout.split() == ["False"] * 4, done.stdout + done.stderr
