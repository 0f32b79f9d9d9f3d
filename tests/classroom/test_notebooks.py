"""Notebooks are executed reproducibly, or refused in one sentence and left alone."""

import glob
import json
import subprocess
import sys
import tempfile

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from classroom import notebooks


@pytest.fixture
def notebook(tmp_path):
    """Writes a notebook of the sources given and returns its path."""

    def write(*sources: str, name: str = "some.ipynb"):
        path = tmp_path / name
        cells = [new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(sources)]
        nbformat.write(new_notebook(cells=cells), path)
        return path

    return write


def test_two_runs_write_the_same_bytes(notebook):
    path = notebook(
        "import numpy as np\nimport matplotlib.pyplot as plt",
        "for i in range(3):\n    print(i, flush=True)",
        "plt.plot(np.random.default_rng(0).normal(size=20));",
        "{'a': np.eye(2)}",
    )
    assert notebooks.main([str(path)]) == 0
    first = path.read_bytes()
    assert notebooks.main([str(path)]) == 0
    assert path.read_bytes() == first
    executed = nbformat.read(path, as_version=4)
    assert [cell.execution_count for cell in executed.cells] == [1, 2, 3, 4]
    assert executed.cells[1].outputs[0].text == "0\n1\n2\n"
    assert "image/png" in executed.cells[2].outputs[0].data
    assert executed.metadata.language_info == {"name": "python"}


def test_a_notebook_runs_in_its_own_folder(notebook, tmp_path):
    (tmp_path / "beside.txt").write_text("here")
    path = notebook("print(open('beside.txt').read())")
    assert notebooks.execute(path).cells[0].outputs[0].text == "here\n"


def test_a_kernel_has_an_address_of_its_own(notebook):
    ask = "from ipykernel.connect import get_connection_info\nprint(get_connection_info())"
    path = notebook(ask, ask)
    said = [json.loads(notebooks.execute(path).cells[0].outputs[0].text) for _ in range(2)]
    assert [info["transport"] for info in said] == ["ipc", "ipc"]
    assert said[0]["ip"] != said[1]["ip"]
    left = [name for info in said for name in glob.glob(f"{info['ip'].removesuffix('-ipc')}*")]
    assert left == []


def test_where_paths_are_too_long_for_a_socket_a_kernel_has_ports(notebook, tmp_path, monkeypatch):
    folder = tmp_path / ("long" * 20)
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    ask = "from ipykernel.connect import get_connection_info\nprint(get_connection_info())"
    info = json.loads(notebooks.execute(notebook(ask)).cells[0].outputs[0].text)
    assert info["transport"] == "tcp"


def test_a_failing_notebook_is_left_as_it_was(notebook, capsys):
    path = notebook("1 / 0")
    before = path.read_bytes()
    assert notebooks.main([str(path)]) == 1
    assert path.read_bytes() == before
    said = capsys.readouterr().err
    assert str(path) in said and "ZeroDivisionError" in said
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_the_others_run_when_one_fails(notebook):
    bad, good = notebook("1 / 0", name="bad.ipynb"), notebook("2 + 2", name="good.ipynb")
    assert notebooks.main([str(bad), str(good)]) == 1
    assert nbformat.read(good, as_version=4).cells[0].outputs


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{", "isn't valid JSON"),
        (b"", "isn't valid JSON"),
        (b"[1, 2]", "isn't a notebook"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{}]}', "isn't a note"),
        (b"\xff\xfe{}", "UTF-8"),
    ],
)
def test_what_is_no_notebook_is_refused_in_one_sentence(tmp_path, content, why):
    path = tmp_path / "broken.ipynb"
    path.write_bytes(content)
    with pytest.raises(notebooks.NotebookError) as caught:
        notebooks.read(path)
    assert str(path) in str(caught.value) and why in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_notebook_on_the_command_line():
    command = [sys.executable, "-m", "classroom.notebooks", "no-such.ipynb"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == "no-such.ipynb: there is no such notebook.\n"
