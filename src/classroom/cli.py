"""`nnbook-class COMMAND`: what an instructor has beside nbgrader's commands."""

import importlib
import sys

# Each command is the module of its name, which has a `main(arguments)`.
COMMANDS = {
    "grade": "autograde a class's submissions, several at a time, under a sandbox",
    "report": "draw how an assignment went",
    "check": "run a notebook's visible tests, as the grader does",
    "overlay": "run a private overlay of hidden tests against the reference answers",
    "backup": "copy the gradebook, or put a copy back",
    "drill": "play a class of three, from handing out to the grades",
    "mutants": "see which mistakes in the solutions the tests would miss",
}


def usage() -> str:
    """What the command says of itself."""
    lines = [f"    {name:10}{what}" for name, what in COMMANDS.items()]
    return "\n".join(["usage: nnbook-class COMMAND ...", "", "commands:", *lines])


def main(arguments: list[str] | None = None) -> int:
    """Run a command; its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if not arguments or arguments[0] in ("-h", "--help"):
        print(usage())
        return 0 if arguments else 2
    name, *rest = arguments
    if name not in COMMANDS:
        print(f"nnbook-class: {name!r} is no command\n{usage()}", file=sys.stderr)
        return 2
    sys.argv = [f"nnbook-class {name}", *rest]
    return importlib.import_module(f"classroom.{name}").main(rest) or 0
