"""The commands that a newcomer types first, and what the README says of them."""

import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import nnbook

ROOT = Path(__file__).resolve().parents[1]
MAKEFILE = (ROOT / "Makefile").read_text()


def make(*arguments, cwd=ROOT):
    # Not the variables of the `make test` that these tests run in.
    env = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(["make", *arguments], cwd=cwd, env=env, capture_output=True, text=True)


def test_help_is_the_default_and_names_every_target():
    done = make()
    assert done.returncode == 0
    for target in ("book", "test", "lab", "class-demo", "notebooks", "clean"):
        assert f"make {target} " in done.stdout
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("version", ["(3, 10, 4)", "(3, 14, 0)", "(2, 7, 18)"])
def test_a_wrong_python_gets_one_sentence_and_nothing_is_made(tmp_path, version):
    for name in ("Makefile", "pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / name, tmp_path)
    wrong = tmp_path / "wrong-python"
    wrong.write_text(
        f"#!{sys.executable}\nimport sys\nsys.version_info = {version}\nexec(sys.argv[2])\n"
    )
    wrong.chmod(wrong.stat().st_mode | stat.S_IXUSR)
    done = make("test", f"PYTHON={wrong}", cwd=tmp_path)
    assert done.returncode != 0
    said = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert len(said) == 1 and "nnbook needs Python 3.11, 3.12 or 3.13" in said[0]
    assert not (tmp_path / ".venv").exists()


def test_ci_runs_the_readmes_test_command():
    assert "make test" in (ROOT / "README.md").read_text()
    assert "make test" in (ROOT / ".ci" / "run").read_text()
    assert ".ci/run" in (ROOT / ".github" / "workflows" / "ci.yml").read_text()


def test_every_file_and_command_that_the_readme_names_exists():
    readme = (ROOT / "README.md").read_text()
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", readme):
        assert (ROOT / target).exists(), target
    for target in re.findall(r"\bmake ([a-z][a-z-]+)\b", readme):
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


def test_one_version_everywhere():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert nnbook.__version__ == version
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text())["version"] == version
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()


@pytest.mark.parametrize("command", [("check",), ("format", "--check")])
def test_the_code_is_clean(command):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "ruff",
            *command,
            "src",
            "tests",
            "benchmarks",
            "nbgrader_config.py",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_the_readme_shows_the_path_with_each_chapters_minutes():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d)\. ([^|]+?) \| [^|]+ \| (\d+) \|$", readme, re.MULTILINE)
    chapters = sorted((ROOT / "chapters").glob("*.ipynb"))
    assert len(rows) == len(chapters)
    for (number, title, minutes), path in zip(rows, chapters, strict=True):
        source = path.read_text(encoding="utf-8")
        assert path.name.startswith(f"0{number}-")
        assert f"# {title}" in source
        assert f"**Time:** {minutes} minutes" in source
