"""Execute notebooks so that two runs write the same bytes.

`python -m classroom.notebooks chapters/01-perceptron.ipynb` runs each notebook named in a fresh
kernel, in its own folder, and replaces its outputs. Nothing that depends on the hour or on the
machine is kept, so `git diff` after a run shows what really changed. A notebook that fails is
left as it was.
"""

import argparse
import os
import secrets
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config

# The longest path of a socket: 103 bytes on macOS, 107 on Linux.
_LONGEST_PATH = 103


def kernel_config() -> Config:
    """How to talk to a kernel: through files that are its own, encrypted.

    jupyter_client looks for free TCP ports, which the kernel takes a second later. A kernel that
    another program has started in between may be quicker, and then this one dies. It stays TCP on
    Windows, and where the path of the folder for temporary files is too long for a socket.
    """
    config = Config()
    config.KernelManager.transport_encryption = "auto"
    name = os.path.join(tempfile.gettempdir(), f"kernel-{secrets.token_hex(8)}")
    if os.name == "posix" and len(os.fsencode(f"{name}-ipc-99")) <= _LONGEST_PATH:
        config.KernelManager.transport = "ipc"
        config.KernelManager.connection_file = f"{name}.json"
    return config


class NotebookError(Exception):
    """A notebook that can't be read or executed; the message names it and says why."""


def read(path: Path) -> NotebookNode:
    """Read a notebook.

    Args:
        path: The notebook's file.

    Returns:
        The notebook, in nbformat 4.

    Raises:
        NotebookError: If the file is missing, isn't JSON, or isn't a notebook.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotebookError(f"{path}: there is no such notebook.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise NotebookError(f"{path}: can't be read as UTF-8 text ({error}).") from error
    try:
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
    except nbformat.reader.NotJSONError:
        raise NotebookError(
            f"{path}: isn't a notebook, since it isn't valid JSON; save it again from Jupyter."
        ) from None
    except (nbformat.ValidationError, AttributeError, KeyError, TypeError) as error:
        reason = str(error).splitlines()[0]
        raise NotebookError(f"{path}: is JSON, but isn't a notebook ({reason}).") from error
    return notebook


def write(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook, whole or not at all: an interrupted write leaves the old file."""
    path = Path(path)
    text = nbformat.writes(notebook).rstrip("\n") + "\n"
    handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(scratch, path.stat().st_mode if path.exists() else 0o644)
        os.replace(scratch, path)
    except BaseException:
        os.unlink(scratch)
        raise


def execute(path: Path, timeout: int = 900) -> NotebookNode:
    """Execute a notebook and return it with fresh outputs; the file isn't touched.

    Args:
        path: The notebook's file. Its folder is the kernel's working directory.
        timeout: The most that one cell may take, in seconds.

    Returns:
        The executed notebook: counts 1..n, no timestamps, a language but no version of it.

    Raises:
        NotebookError: If the notebook can't be read, or a cell fails or takes too long.
    """
    path = Path(path)
    notebook = read(path)
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        config=kernel_config(),
        resources={"metadata": {"path": str(path.resolve().parent)}},
    )
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise NotebookError(f"{path}: {str(error).strip()}") from error
    return _without_version(notebook)


def _without_version(notebook: NotebookNode) -> NotebookNode:
    """A kernel writes its Python's version into the notebook; another laptop has another."""
    notebook.metadata["language_info"] = nbformat.from_dict({"name": "python"})
    return notebook


class ForgetVersion(NbGraderPreprocessor):
    """Let nbgrader write the same bytes with each Python: last in `GenerateSolution`'s list."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Take the version out of `nb`."""
        return _without_version(nb), resources


def main(arguments: list[str] | None = None) -> int:
    """Execute the notebooks named on the command line, in place; 1 if one fails."""
    parser = argparse.ArgumentParser(prog="python -m classroom.notebooks", description=__doc__)
    parser.add_argument("notebook", nargs="+", type=Path)
    failed = 0
    for path in parser.parse_args(arguments).notebook:
        try:
            write(execute(path), path)
        except NotebookError as error:
            print(error, file=sys.stderr)
            failed = 1
        else:
            print(f"{path}: executed")
    return failed


if __name__ == "__main__":
    sys.exit(main())
