"""What the benchmarks share: one thread, turns in random order, medians, a Markdown table.

A benchmark compares functions in one run, on one machine, under the same load: each round gives
every function a turn, in a new random order, and a function's time is the median over the rounds.
The time is the processor's (all threads of this process, waiting left out), so that other programs
disturb it little. What is printed are ratios; seconds would differ in another minute.

Import this before TensorFlow computes anything.
"""

import importlib.metadata
import os
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from threadpoolctl import threadpool_info, threadpool_limits

# TensorFlow reads these before its first operation, and no setting reaches it later.
os.environ["TF_NUM_INTRAOP_THREADS"] = os.environ["TF_NUM_INTEROP_THREADS"] = "1"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

SLOW = 0.5  # seconds: a function that takes longer gets fewer turns


def one_thread() -> None:
    """Hold every library that is loaded by now to one thread, or fail."""
    threadpool_limits(1)
    if "cv2" in sys.modules:
        sys.modules["cv2"].setNumThreads(1)
    many = [pool["filepath"] for pool in threadpool_info() if pool["num_threads"] != 1]
    if many:
        raise RuntimeError(f"these libraries still use several threads: {', '.join(many)}")


def medians(
    functions: Mapping[str, Callable[[], object]], rounds: int = 25, turn: float = 0.02
) -> dict[str, float]:
    """Median seconds of one call of each function.

    Args:
        functions: What to time, by name.
        rounds: Turns that each function gets; a slow one gets one in ten rounds.
        turn: Seconds that a turn lasts at least, by calling a quick function several times.

    Returns:
        The median over the turns, by name.
    """
    one_thread()
    calls = {}
    for name, function in functions.items():
        seconds = _seconds(function, 1)  # the first call may set things up
        if seconds < SLOW:
            seconds = _seconds(function, 1)
        calls[name] = max(1, round(turn / max(seconds, 1e-6)))
    times: dict[str, list[float]] = {name: [] for name in functions}
    order = random.Random(0)
    for number in range(rounds):
        names = list(functions)
        order.shuffle(names)
        for name in names:
            if number % 10 == 0 or times[name][-1] < SLOW:
                times[name].append(_seconds(functions[name], calls[name]))
    return {name: statistics.median(turns) for name, turns in times.items()}


def _seconds(function: Callable[[], object], calls: int) -> float:
    """Seconds of one call, as the mean of several."""
    start = time.process_time()
    for _ in range(calls):
        function()
    return (time.process_time() - start) / calls


def ratio(value: float) -> str:
    """A ratio in two significant digits: more would be the machine's mood."""
    if value >= 100:
        return f"{float(f'{value:.2g}'):,.0f}"
    return f"{value:.2g}" if value < 10 else f"{value:.0f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, the columns after the first aligned to the right."""
    rows = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[k]) for row in rows) for k in range(len(head))]
    lines = [
        "| " + " | ".join(
            cell.rjust(width) if k else cell.ljust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        ) + " |"
        for row in rows
    ]  # fmt: skip
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join([lines[0], "| " + " | ".join(rule) + " |", *lines[1:]])


def machine(*packages: str) -> str:
    """One line on what the numbers were measured with."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    return f"Python {platform.python_version()}, {versions}; {platform.machine()}, one thread."
