"""What all tests share."""

import pytest
from hypothesis import settings

# The same examples in each run: a test that fails once fails always. Nothing timed is a test.
settings.register_profile("nnbook", derandomize=True, deadline=None)
settings.load_profile("nnbook")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which tests share what is dear to make, and so belong to one worker.

    A notebook's cells share a kernel, and a file's tests its fixtures; the answers to an assignment
    are graded as one class.
    """
    for item in items:
        group = item.nodeid.partition("::")[0]
        if item.path.name == "test_answers.py" and "graded" in item.fixturenames:
            params = item.callspec.params
            group = params["answer"].assignment if "answer" in params else params["assignment"]
        item.add_marker(pytest.mark.xdist_group(group))
