"""What the tests of an assignment share: an answer is the student's own work.

A test runs the answer inside :func:`forbid`, and names the rooms where the same thing stands::

    with forbid("nnbook.losses"):
        got = binary_crossentropy(y_true, y_pred)

It looks at what the answer *calls*, not at what it is called or how it was imported. So an alias,
a wrapper and an import inside the function are all found; an import that is never used, or a
function of the student's own with the same name, is not.
"""

import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

__all__ = ["FRAMEWORKS", "OwnWorkError", "forbid"]

FRAMEWORKS = ("keras", "tensorflow", "torch", "jax", "sklearn")
"""Libraries that hold whole networks: an answer may call none of them, unless it is the tool."""


class OwnWorkError(AssertionError):
    """An answer that lets a library do what it was asked to do; the message says which part."""


@contextmanager
def forbid(*names: str, allow: Collection[str] = ()) -> Iterator[None]:
    """Runs a test's calls, and fails if they use what the student is asked to write.

    A call counts if it is made from outside the library: what a permitted function of nnbook, or of
    an allowed library, calls in its turn is nobody's cheat. Whatever else goes wrong inside the
    block is raised as it is, unless a forbidden call came first.

    Args:
        names: dotted names, each of a module, a class or a function, such as ``"nnbook.losses"``
            or ``"nnbook.numerical.numerical_gradient"``. All that lies below a name is forbidden,
            too. The libraries in :data:`FRAMEWORKS` are forbidden, except those in ``allow``.
        allow: libraries of :data:`FRAMEWORKS` that are the tool of the question, such as
            ``("keras", "tensorflow")`` where a Keras model is asked for.

    Raises:
        OwnWorkError: if a forbidden function was called. The message names it.
        ValueError: if a name isn't text, or ``allow`` holds what isn't in :data:`FRAMEWORKS`.
    """
    for name in names:
        if not isinstance(name, str) or not name:
            raise ValueError(f"names must be dotted names such as 'nnbook.losses', got {name!r}.")
    if isinstance(allow, str) or not set(allow) <= set(FRAMEWORKS):
        raise ValueError(
            f"allow must be some of {', '.join(FRAMEWORKS)}, as a tuple; got {allow!r}."
        )
    forbidden = (*names, *(name for name in FRAMEWORKS if name not in allow))
    found: list[str] = []

    def look(frame: FrameType, event: str, argument: Any) -> None:
        if found or event not in ("call", "c_call"):
            return
        if event == "call":
            module, function, caller = _module(frame), frame.f_code.co_qualname, frame.f_back
        else:
            module, function, caller = argument.__module__, argument.__qualname__, frame
        called = f"{module}.{function}"
        for name in forbidden:
            # OpenCV's functions don't know their module, so it is asked for the function.
            if module is None and getattr(sys.modules.get(name), function, None) is argument:
                module, called = name, f"{name}.{function}"
            if called == name or called.startswith(f"{name}."):
                if not _is_internal(module, caller, allow):
                    found.append(name if name in FRAMEWORKS else called)
                return

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(before)
        if found:
            tools = f"NumPy, {' and '.join(allow)} are" if allow else "NumPy is"
            raise OwnWorkError(
                f"This answer calls {found[0]}, which does the work for you. Write it yourself: "
                f"{tools} all you need. (Comparing the two in a cell of your own is a good idea.)"
            ) from None


def _module(frame: FrameType | None) -> str:
    """The dotted name of the module whose code runs in a frame."""
    return (frame.f_globals.get("__name__") if frame else None) or ""


def _is_internal(module: str, caller: FrameType | None, allow: Collection[str]) -> bool:
    """Whether a library made a call: nnbook, an allowed one, or its own; an import is its doing."""
    if _module(caller).partition(".")[0] in ("nnbook", module.partition(".")[0], *allow):
        return True
    while caller is not None:
        if _module(caller) == "importlib._bootstrap":
            return True
        caller = caller.f_back
    return False
