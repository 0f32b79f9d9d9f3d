"""What the sandbox passes on, beyond what the tests of grading show."""

import os
from pathlib import Path

import pytest

from classroom import sandbox

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
