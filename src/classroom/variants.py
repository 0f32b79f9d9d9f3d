"""Answers that are wrong, or right, in the same way for every question: made, not written.

Each kind changes all functions of an assignment's reference answers at once. The bank of answers
in `tests/answers/` is graded together with these, for each assignment there is.

What a hard-coded answer knows is what the visible tests ask. `python -m classroom.variants NAME`
runs the tests against functions that write down their calls, and prints what they saw.
"""

import ast
import inspect
import json
import re
import sys
import textwrap
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from classroom import assignments, mutants, notebooks

KINDS = {
    "stub_left": "The line that raises NotImplementedError still stands above every answer.",
    "returns_none": "Every function computes its answer, and forgets to return it.",
    "changes_input": "Every function changes the arrays that it was given.",
    "hard_coded": "Every function knows what the visible tests ask, and nothing else.",
    "float32": "Every function answers in float32.",
    "memory_order": "Every function answers with arrays in another order of memory.",
    "lists": "Every function answers with lists instead of arrays.",
}
RIGHT = ("float32", "memory_order", "lists")

_STUB = "# YOUR CODE HERE\n{indent}raise NotImplementedError()"

_BODY = {
    "returns_none": "return None",
    "changes_input": """\
change(args)
        change(kwargs)
        return result""",
    "hard_coded": """\
if call_key((args, kwargs)) not in known:
            return last[0]
        last[0] = result
        return result""",
    "float32": "return cast(result, lambda a: a.astype(np.float32) if a.dtype.kind == 'f' else a)",
    "memory_order": """\
return cast(result, lambda a: np.repeat(a.T, 2, axis=0)[::2].T if a.ndim else a)""",
    # No list says how many columns it has when it has no row: such an array stays one.
    "lists": "return cast(result, lambda a: a.tolist() if a.size or a.ndim < 2 else a)",
    "record": """\
CALLS.append([call_key((args, kwargs)), has_arrays((args, kwargs))])
        return result""",
}

_WRAPPER = """


def changed(function):
    import functools
    import types

    import numpy as np

    known, last = set({known!r}), [None]

{key}

    def cast(value, to):
        if isinstance(value, tuple):
            return tuple(cast(each, to) for each in value)
        if isinstance(value, list):
            return [cast(each, to) for each in value]
        if isinstance(value, dict):
            return {{name: cast(each, to) for name, each in value.items()}}
        if isinstance(value, (np.ndarray, np.floating)):
            value = to(np.array(value))
            return value[()] if isinstance(value, np.ndarray) else value
        return value

    def change(value):
        if isinstance(value, (tuple, list)):
            for each in value:
                change(each)
        elif isinstance(value, dict):
            change(list(value.values()))
        elif isinstance(value, np.ndarray) and value.flags.writeable:
            value[...] = 1 - value

    @functools.wraps(function)
    def answer(*args, **kwargs):
        result = function(*args, **kwargs)
        if isinstance(result, types.GeneratorType):
            result = list(result)
        {body}

    return answer


{name} = changed({name})
"""


def call_key(value):  # without types: it is copied into an answer, which imports no typing
    """What a call's arguments are, as text: two calls with the same text ask the same."""
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(map(call_key, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {call_key(each)}" for name, each in value.items()) + "}"
    if hasattr(value, "tobytes"):
        import hashlib

        return f"{value.dtype}{value.shape}{hashlib.sha256(value.tobytes()).hexdigest()[:16]}"
    if callable(value) or not isinstance(value, (int, float, str, bool, type(None))):
        return getattr(value, "__name__", type(value).__name__)
    return repr(value)


def has_arrays(value: Any) -> bool:
    """Whether an array, which could be changed in place, is among a call's arguments."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (tuple, list)):
        return any(map(has_arrays, value))
    return hasattr(value, "tobytes") and value.ndim > 0


def functions(source: str) -> list[str]:
    """The functions that an answer defines."""
    return [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]


def vary(source: str, kind: str, known: list[str] | None = None) -> str:
    """Make one kind of answer out of a reference answer.

    Args:
        source: The reference answer's cell, with its solution markers.
        kind: One of `KINDS`.
        known: For "hard_coded": the `call_key` of each call that it knows the answer to.

    Returns:
        The cell. An answer without a function is left as it is, except by "stub_left".
    """
    if kind == "stub_left":
        return re.sub(
            r"^( *)### BEGIN SOLUTION",
            lambda m: m[1] + _STUB.format(indent=m[1]),
            source,
            flags=re.M,
        )
    copied = textwrap.indent(inspect.getsource(call_key), "    ")
    return source + "".join(
        _WRAPPER.format(name=name, body=_BODY[kind], key=copied, known=sorted(known or []))
        for name in functions(source)
    )


def record(notebook: NotebookNode, assignment: str) -> dict[str, dict[str, Any]]:
    """Run an assignment's tests on its reference answers, and look at what they ask.

    Returns:
        For each answer that defines a function: the keys of the calls that the visible tests make
        (`known`); whether the hidden tests make others (`more`); and whether a call holds an array
        (`arrays`).
    """
    found = {}
    for answer in mutants.answers(notebook, assignment):
        if not functions(answer.source):
            continue
        space: dict[str, Any] = {"__name__": "__main__", "CALLS": [], "has_arrays": has_arrays}
        seen = []
        for part in ("visible", "whole"):
            space["CALLS"].clear()
            for cell in (*answer.context, vary(answer.source, "record"), *answer.tests.values()):
                hidden = re.compile(r"### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS", re.S)
                exec(hidden.sub("", cell) if part == "visible" else cell, space)
            seen.append(list(space["CALLS"]))
        known = sorted({call for call, _ in seen[0]})
        found[answer.grade_id] = {
            "known": known,
            "more": any(call not in known for call, _ in seen[1]),
            "arrays": any(arrays for _, arrays in seen[1]),
        }
    return found


if __name__ == "__main__":
    folder = assignments.source(Path.cwd(), sys.argv[1])
    json.dump(record(notebooks.read(folder / f"{sys.argv[1]}.ipynb"), sys.argv[1]), sys.stdout)
