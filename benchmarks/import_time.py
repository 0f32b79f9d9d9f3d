"""How long ``import nnbook`` takes, and which heavy packages it leaves alone.

Run it from the project's folder::

    python benchmarks/import_time.py

Every import is timed in a fresh Python process, in turns with ``import numpy`` alone.
"""

import json
import pkgutil
import random
import statistics
import subprocess
import sys

from _timing import machine, ratio, table

import nnbook

TARGET = 0.3  # seconds
HEAVY = ("tensorflow", "keras", "cv2", "matplotlib", "sklearn", "scipy", "pandas", "tqdm")
ROUNDS = 9

MEASURE = """
import json, sys, time
start = time.perf_counter()
{statement}
seconds = time.perf_counter() - start
print(json.dumps([seconds, [name for name in {heavy!r} if name in sys.modules]]))
"""


def measure(statement: str) -> tuple[float, list[str]]:
    """Seconds of an import in a fresh process, and the heavy packages that came with it."""
    code = MEASURE.format(statement=statement, heavy=HEAVY)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, loaded = json.loads(run.stdout)
    return seconds, loaded


def main() -> None:
    rooms = [room.name for room in pkgutil.iter_modules(nnbook.__path__) if room.name[0] != "_"]
    statements = ["import numpy", "import nnbook", *(f"from nnbook import {r}" for r in rooms)]
    statements.append(f"from nnbook import {', '.join(rooms)}")
    times: dict[str, list[float]] = {statement: [] for statement in statements}
    loaded: dict[str, list[str]] = {}
    order = random.Random(0)
    for statement in statements:
        measure(statement)  # compiled and in the disk's cache from here on
    for _ in range(ROUNDS):
        order.shuffle(statements)
        for statement in statements:
            seconds, loaded[statement] = measure(statement)
            times[statement].append(seconds)
    median = {statement: statistics.median(times[statement]) for statement in times}
    rows = []
    for statement, seconds in median.items():
        name = statement if len(statement) < 40 else "from nnbook import (all rooms)"
        comes_with = ", ".join(loaded[statement]) or "none"
        rows.append(
            [f"`{name}`", f"{seconds:.3f}", ratio(seconds / median["import numpy"]), comes_with]
        )
    print(table(["", "seconds", "x `import numpy`", "heavy packages loaded"], rows))
    left = [name for name in HEAVY if name not in loaded["import nnbook"]]
    print(f"\n`import nnbook` does not import: {', '.join(left)}.")
    reached = median["import nnbook"] <= TARGET
    print(f"Target, at most {TARGET} s: {'reached' if reached else 'MISSED'}.")
    print(machine("numpy"))


if __name__ == "__main__":
    main()
