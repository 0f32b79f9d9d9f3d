"""What all tests share."""

import re

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

# The same examples in each run: a test that fails once fails always. Nothing timed is a test.
settings.register_profile("nnbook", derandomize=True, deadline=None)
settings.load_profile("nnbook")


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
