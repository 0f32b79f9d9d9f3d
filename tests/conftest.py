"""What all tests share."""

from hypothesis import settings

# The same examples in each run: a test that fails once fails always. Nothing timed is a test.
settings.register_profile("nnbook", derandomize=True, deadline=None)
settings.load_profile("nnbook")
