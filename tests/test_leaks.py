"""What a test changes for those after it in its process is seen: see `leaves_no_trace`."""

import importlib
import sys

import pytest

from nnbook import layers
from tests.conftest import process_wide


@pytest.mark.parametrize("name", ["NNBOOK_EXCHANGE", "NBGRADER_EXECUTION", "MPLBACKEND"])
def test_a_variable_that_is_left_is_seen(name, monkeypatch):
    before = process_wide()
    monkeypatch.setenv(name, "left")
    assert process_wide() != before


def test_a_room_that_is_imported_twice_is_seen(monkeypatch):
    before = process_wide()
    with monkeypatch.context() as undone:
        undone.setattr("nnbook.layers", layers)  # what stands there already is put back at last
        undone.delitem(sys.modules, "nnbook.layers")
        importlib.import_module("nnbook.layers")
        sys.modules["nnbook.layers"] = layers
        assert process_wide() != before
    assert process_wide() == before
