"""The benchmarks can be imported. What they time is no test: nothing timed is one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.mark.parametrize("path", sorted(BENCHMARKS.glob("*.py")), ids=lambda path: path.stem)
def test_import(path):
    """Importing neither fails nor starts the benchmark."""
    run = subprocess.run(
        [sys.executable, "-c", f"import {path.stem}"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"PYTHONPATH": str(BENCHMARKS)},
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout == ""
