"""What tests/conftest.py promises: nothing is skipped in CI, and no test changes its process."""

import importlib
import sys

import pytest

from nnbook import layers
from tests.conftest import cannot_run, process_wide


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


def test_what_a_machine_lacks_is_skipped_but_in_ci(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no browser"):
        cannot_run("no browser")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no browser"):
        cannot_run("no browser")
