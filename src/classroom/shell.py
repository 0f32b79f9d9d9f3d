"""Run the cells of a notebook in this process, and report what they show.

IPython runs the cells, as it does in a Jupyter kernel. What a kernel sends as messages over
ZeroMQ is handed to a function here, in the form in which a notebook stores it. Forked from a
process that has the imports behind it, such a shell starts in milliseconds.
"""

import builtins
import fcntl
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.jsonutil import encode_images, json_clean
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

# A stream's text is handed on in pieces of about this many characters.
PIECE = 4096


class Interrupts:
    """Handles SIGINT: it ends a cell's code, but no message in its midst, and nothing after."""

    def __init__(self) -> None:
        self._allowed = self._due = False

    def __call__(self, *_: Any) -> None:
        self._due = not self._allowed
        if self._allowed:
            raise KeyboardInterrupt

    @contextmanager
    def allowed(self) -> Iterator[None]:
        """Here one raises KeyboardInterrupt; what came before was meant for something else."""
        self._allowed, self._due = True, False
        try:
            yield
        finally:
            self._allowed = False

    @contextmanager
    def held(self) -> Iterator[None]:
        """One that comes here is raised at the end. Python raises it in the main thread alone."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        allowed, self._allowed = self._allowed, False
        try:
            yield
        finally:
            self._allowed = allowed
        if allowed and self._due:
            self._due = False
            raise KeyboardInterrupt


class Stream:
    """Standard output or error, as a notebook stores it."""

    encoding, errors, newlines, closed = "utf-8", "replace", None, False

    def __init__(self, name: str, report: Callable[[dict], None], descriptor: int) -> None:
        self.name = f"<{name}>"
        self._stream, self._report, self._descriptor = name, report, descriptor
        self._pieces: list[str] = []
        self._size = 0

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._pieces.append(text)
        self._size += len(text)
        if self._size >= PIECE:
            self.flush()
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        # Taken first, and joined then: another thread may be writing.
        pieces, self._pieces, self._size = self._pieces, [], 0
        text = "".join(pieces)
        if text:
            self._report({"output_type": "stream", "name": self._stream, "text": text})

    def forget(self) -> None:
        """Drop what isn't flushed: after a fork, the parent will do that."""
        self._pieces, self._size = [], 0

    def fileno(self) -> int:
        return self._descriptor

    def isatty(self) -> bool:
        return False

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        """A notebook's stream stays open."""


class _Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, *, transient=None, update=False, **_: Any) -> None:
        self.shell.flush()
        content = {
            "output_type": "display_data",
            "data": json_clean(encode_images(data)),
            "metadata": json_clean(metadata or {}),
        }
        display_id = (transient or {}).get("display_id")
        self.shell.report(content, display_id=display_id, update=update)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.flush()
        self.shell.report(None, clear="next" if wait else "now")


class _DisplayHook(DisplayHook):
    def start_displayhook(self) -> None:
        self._content = None

    def write_output_prompt(self) -> None:
        """A notebook's prompt is its execution count."""

    def write_format_data(self, format_dict, md_dict=None) -> None:
        self._content = {
            "output_type": "execute_result",
            "execution_count": self.prompt_count,
            "data": json_clean(encode_images(format_dict)),
            "metadata": json_clean(md_dict or {}),
        }

    def finish_displayhook(self) -> None:
        self.shell.flush()
        if self._content is not None and self._content["data"]:
            self.shell.report(self._content)
        self._content = None


class NotebookShell(InteractiveShell):
    """IPython without a terminal and without a network."""

    def __init__(self, **named: Any) -> None:
        config = Config()
        config.HistoryManager.enabled = False
        super().__init__(
            config=config,
            compiler_class=XCachingCompiler,
            display_pub_class=_Publisher,
            displayhook_class=_DisplayHook,
            **named,
        )
        self.report: Callable[..., None] = lambda content, **what: None
        self.streams: list[Stream] = []
        self.interrupts = Interrupts()

    def init_display_formatter(self) -> None:
        super().init_display_formatter()
        self.display_formatter.active_types = self.display_formatter.format_types

    def enable_gui(self, gui: str | None = None) -> None:
        """No event loop runs beside a notebook's cells."""

    def flush(self) -> None:
        for stream in self.streams:  # a cell may have put anything in the place of sys.stdout
            stream.flush()

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.flush()
        self.report(
            {
                "output_type": "error",
                "ename": etype.__name__,
                "evalue": str(evalue),
                "traceback": list(stb),
            }
        )
        self._last_traceback = stb

    def run(self, source: str) -> tuple[int, dict | None]:
        """Run one cell.

        Returns:
            Its execution count, and what a kernel would reply about its failure, if it failed.
        """
        for name, stream in zip(("stdout", "stderr"), self.streams, strict=True):
            if not hasattr(getattr(sys, name, None), "write"):  # IPython fails without
                setattr(sys, name, stream)
        count = self.execution_count
        self._last_traceback = None
        error: BaseException | None = KeyboardInterrupt()  # if it comes just as the cell ends
        with suppress(KeyboardInterrupt), self.interrupts.allowed():
            result = self.run_cell(source, store_history=True)
            error = result.error_before_exec or result.error_in_exec
        self.flush()
        if error is None:
            return count, None
        failure = {
            "ename": type(error).__name__,
            "evalue": str(error),
            "traceback": list(self._last_traceback or []),
        }
        return count, failure


def _no_input(*_: Any, **__: Any) -> str:
    raise StdinNotImplementedError(
        "raw_input was called, but this frontend does not support input requests."
    )


class Session:
    """A shell whose streams, and whose process's own standard output, go to one function.

    Args:
        report: Called with an output as a notebook stores it, and with `display_id`, `update`
            and `clear` as a kernel's messages have them.
        folder: Where cells run.
    """

    def __init__(self, shell: NotebookShell, report: Callable[..., None], folder: Path) -> None:
        self.shell = shell
        shell.report = report
        self._pid = os.getpid()
        os.chdir(folder)
        sys.path[:] = ["", *[entry for entry in sys.path if entry != ""]]
        # What compiled code prints doesn't pass through sys.stdout.
        self._files = {}
        for name, descriptor in (("stdout", 1), ("stderr", 2)):
            file = os.memfd_create(name)
            fcntl.fcntl(file, fcntl.F_SETFL, os.O_APPEND)  # no process writes over another's text
            os.dup2(file, descriptor)
            os.set_inheritable(descriptor, True)
            self._files[name] = [file, 0]
        shell.streams = [Stream("stdout", report, 1), Stream("stderr", report, 2)]
        sys.stdout, sys.stderr = shell.streams
        sys.__stdout__, sys.__stderr__ = sys.stdout, sys.stderr
        for stream in shell.streams:
            os.register_at_fork(after_in_child=stream.forget)
        shell.builtin_trap.activate()
        builtins.input = _no_input

    def run(self, source: str) -> tuple[int, dict | None]:
        """Run one cell, and report what compiled code and child processes have printed."""
        done = self.shell.run(source)
        if os.getpid() != self._pid:  # a child of the cell's, which comes to its end, too
            os._exit(0)
        for name, state in self._files.items():
            file, start = state
            end = os.fstat(file).st_size
            if end > start:
                text = os.pread(file, end - start, start).decode("utf-8", errors="replace")
                state[1] = end
                self.shell.report({"output_type": "stream", "name": name, "text": text})
        return done
