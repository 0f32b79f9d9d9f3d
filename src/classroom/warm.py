"""Execute notebooks in processes that are forked from one which has the imports behind it.

Starting a kernel and importing NumPy takes longer than most notebooks run; importing TensorFlow
takes longer than a class's patience. So a server imports once what an assignment imports, and forks
twice for each notebook:

    server  ->  keeper  ->  notebook  ->  player
    imports     hands out one cell at a time,     runs the cells; under the
                counts bytes and seconds,         sandbox it sees nothing else
                ends what overstays
                        ->  judge
                            runs the tests, too, and of the student's nothing

A cell's source reaches the student's process when that cell is due, and not before: a hidden test
can't be read ahead. A test is run by the judge first (see `classroom.judge`). Outputs come back in
the form in which a notebook stores them.
"""

import base64
import gc
import importlib
import io
import json
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from nbformat.validator import isvalid

from classroom import judge, sandbox
from classroom.sandbox import Limits

# Between being interrupted and being ended, a cell has this many seconds.
GRACE = 5.0
# The judge ends its cells itself, and in time, but on a busy machine may say so late.
PATIENCE = 60.0
# A message is its length, and then JSON.
_HEADER = struct.Struct("!I")
_LARGEST = 1 << 30

# One thread for a notebook: as many notebooks as processors run beside each other.
_VARIABLES = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONSAFEPATH": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
}


class WarmError(RuntimeError):
    """The server could not execute a notebook, by no fault of the notebook."""


@dataclass
class Executed:
    """What became of a notebook's code cells, in their order.

    Attributes:
        outputs: Of each cell, in the form in which a notebook stores them.
        counts: The execution count of each cell; None for one that didn't run.
        ended: Why the notebook was ended before its last cell, in words fit for its author.
        cell: In which cell that was.
        verdicts: What the judge says of each cell: its `failure`, or None, and its `result`; None
            for a cell that it wasn't given.
        seconds: Of wall clock, for all cells.
    """

    outputs: list[list[dict]] = field(default_factory=list)
    counts: list[int | None] = field(default_factory=list)
    ended: str | None = None
    cell: int | None = None
    verdicts: list[dict | None] = field(default_factory=list)
    seconds: float = 0.0


# --- Messages ---------------------------------------------------------------------------------


def _pack(message: Any) -> bytes:
    data = json.dumps(message).encode()
    return _HEADER.pack(len(data)) + data


class _Pipe:
    """Messages from a file descriptor, with a deadline."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._buffer = bytearray()

    def receive(self, deadline: float | None = None, largest: int = _LARGEST) -> Any:
        """The next message.

        Raises:
            EOFError: If the other side has gone.
            TimeoutError: If the deadline (of `time.monotonic`) passes.
            ValueError: If what comes is no message, or a larger one than allowed.
        """
        self._fill(_HEADER.size, deadline)
        (size,) = _HEADER.unpack_from(self._buffer)
        if size > largest:
            raise ValueError(f"a message of {size} bytes; at most {largest} are allowed")
        self._fill(_HEADER.size + size, deadline)
        data = bytes(self._buffer[_HEADER.size : _HEADER.size + size])
        del self._buffer[: _HEADER.size + size]
        return json.loads(data)

    def forget(self) -> None:
        """Read and forget what has come."""
        self._buffer.clear()
        while select.select([self.descriptor], [], [], 0)[0] and os.read(self.descriptor, 1 << 16):
            pass

    def _fill(self, size: int, deadline: float | None) -> None:
        while len(self._buffer) < size:
            wait = None if deadline is None else max(0.0, deadline - time.monotonic())
            # What never ceases to come is late, too.
            if not select.select([self.descriptor], [], [], wait)[0] or wait == 0:
                raise TimeoutError
            data = os.read(self.descriptor, 1 << 16)
            if not data:
                raise EOFError
            self._buffer += data


def _send(descriptor: int, message: Any) -> None:
    data = memoryview(_pack(message))
    while data:
        data = data[os.write(descriptor, data) :]


# --- The server -------------------------------------------------------------------------------


def _preload(modules: list[str]) -> None:
    """Import modules, as far as they can be; what can't be imported fails in the notebook.

    Some names may be functions and the like of a module that precedes them.
    """
    for name in modules:
        parent, _, last = name.rpartition(".")
        if hasattr(sys.modules.get(parent), last):
            continue
        try:
            importlib.import_module(name)
        except Exception as error:  # any module may raise anything; nobody's work depends on it
            print(f"Not imported beforehand: {name} ({error!r}).", file=sys.stderr)
    if "matplotlib" in sys.modules:
        from matplotlib.figure import Figure

        figure = Figure(layout="constrained")
        figure.add_subplot().set_title("$x$")
        for kind in ("png", "svg"):
            figure.savefig(io.BytesIO(), format=kind, bbox_inches="tight")


def serve(
    listener: socket.socket, orders: socket.socket, modules: list[str], isolated: bool
) -> None:
    """Import the modules, and execute one notebook for each connection, until killed.

    Each connection to `orders` brings more modules to import.
    """
    from classroom.shell import NotebookShell

    sandbox.die_with_parent()
    gc.disable()  # an import leaves little garbage behind
    shell = NotebookShell.instance()
    isvalid({}, "output", 4, 5)  # reads the schema
    _preload(modules)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the keepers
    while True:
        gc.collect()
        gc.freeze()
        gc.enable()  # notebooks have it
        while orders not in select.select([listener, orders], [], [])[0]:
            _fork_keeper(listener, orders, shell, isolated)
        connection, _ = orders.accept()
        gc.disable()
        with connection:
            _preload(_Pipe(connection.fileno()).receive())


def _fork_keeper(
    listener: socket.socket, orders: socket.socket, shell: Any, isolated: bool
) -> None:
    connection, _ = listener.accept()
    with connection:
        if os.fork() == 0:
            code = 1
            try:
                sandbox.die_with_parent()
                listener.close()
                orders.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _keep(connection, shell, isolated)
                code = 0
            except Exception:
                traceback.print_exc()
            finally:
                sys.stderr.flush()
                os._exit(code)


# --- The keeper -------------------------------------------------------------------------------


def _keep(connection: socket.socket, shell: Any, isolated: bool) -> None:
    """Serve one connection: fork the notebook's process, and hand it the cells one by one."""
    # In the server's own folder: what is left there, as when it is killed, goes with it.
    folders = [
        sandbox.FOLDER if isolated else Path(tempfile.mkdtemp(prefix="notebook-", dir=Path.cwd()))
        for _ in range(2)
    ]
    for_player, for_judge = socket.socketpair()
    # The judge comes first, and so isn't in the world that the notebook has to itself. Both come
    # before the request, which holds the tests.
    judge = _Process(_be_judge, shell, isolated, folders[0], for_judge, [connection, for_player])
    if isolated:
        sandbox.leave()
    unseen = [connection, for_judge, judge]
    notebook = _Process(_be_notebook, shell, isolated, folders[1], for_player, unseen)
    for_player.close()
    for_judge.close()
    request = _Pipe(connection.fileno()).receive()
    keeper = _Keeper(notebook, judge, Limits(**request["limits"]))
    executed = keeper.run(
        request["files"],
        request["cells"],
        request["judged"],
        request["own"],
        request["forks"],
        request["timeout_error"],
    )
    if not isolated:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
    _send(connection.fileno(), asdict(executed))


class _Process:
    """A process that runs cells.

    Args:
        be: What it does, with the rest, a file descriptor to read from, and one to write to.
        shell: See `classroom.shell`.
        isolated: Whether it is under the sandbox.
        folder: Where it runs.
        channel: Between the judge and the players.
        unseen: What it must not have of the keeper's.
    """

    def __init__(
        self,
        be: Callable[..., None],
        shell: Any,
        isolated: bool,
        folder: Path,
        channel: socket.socket,
        unseen: list[Any],
    ) -> None:
        (requests, self.to), (back, reports) = os.pipe(), os.pipe()
        self.back = _Pipe(back)
        self.pid = os.fork()
        if self.pid == 0:
            code = 1
            try:
                sandbox.die_with_parent()
                self.close()
                for each in unseen:
                    each.close()
                be(shell, isolated, folder, channel, requests, reports)
                code = 0
            except Exception:
                traceback.print_exc()
            finally:
                os._exit(code)
        os.close(requests)
        os.close(reports)

    def close(self) -> None:
        """Have nothing to do with it any more."""
        os.close(self.to)
        os.close(self.back.descriptor)

    def dismiss(self) -> None:
        """Let it go, when it waits for the next cell."""
        self.close()
        os.waitpid(self.pid, 0)

    def end(self) -> int:
        """End it by force; its exit code, as `subprocess` has it."""
        os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


class _Ended(Exception):
    """The notebook's process is no more; the message is fit for the notebook's author."""


class _Keeper:
    def __init__(self, notebook: _Process, judge: _Process, limits: Limits) -> None:
        self.notebook, self.judge, self.limits = notebook, judge, limits
        self.left = limits.output
        self.has_player = False
        self.end = 0.0

    def run(
        self,
        files: dict[str, dict[str, str]],
        cells: list[str],
        judged: list[str | None],
        own: list[str],
        forks: bool,
        timeout_error: dict,
    ) -> Executed:
        start = time.monotonic()
        self.end = start + self.limits.notebook_seconds
        executed = Executed()
        limits = asdict(self.limits)
        try:
            if any(judged):
                _send(self.judge.to, {"files": files["judge"], "limits": limits, "own": own})
            self._tell({"files": files["notebook"], "limits": limits, "forks": forks})
            self._hear("ready", lambda message: None, self.end)
            for number, source in enumerate(cells):
                executed.cell = number
                executed.outputs.append([])
                executed.counts.append(None)
                verdict = self._verdict(source) if judged[number] else None
                executed.verdicts.append(verdict)
                # After a test, the player is still what a new one would be, unless it failed:
                # who knows in which state that has left it.
                self.has_player = judged[number] == "test" and not verdict["failure"]
                count = self._cell(source, executed.outputs[-1], timeout_error)
                executed.counts[-1] = count
            executed.cell = None
        except _Ended as error:
            executed.ended = str(error)
        if self.judge:
            self.judge.dismiss()
        if self.notebook:
            self.notebook.end()
        executed.seconds = time.monotonic() - start
        missing = len(cells) - len(executed.outputs)
        executed.outputs += [[] for _ in range(missing)]
        executed.counts += [None] * missing
        executed.verdicts += [None] * missing
        return executed

    def _verdict(self, source: str) -> dict:
        """Let the judge run a cell, before the notebook's process sees it."""
        if self.judge is None:
            return _unjudged()
        start = time.monotonic()
        deadline = self._deadline(self.limits.cell_seconds)
        is_new = not self.has_player
        if is_new:
            token = uuid.uuid4().hex
            self._tell({"play": True, "token": token})
            try:
                self._hear(token, lambda message: None, deadline)
            except TimeoutError:
                raise self._ended_by_time() from None
        seconds = max(0.1, deadline - time.monotonic())
        try:
            _send(self.judge.to, {"source": source, "seconds": seconds, "is_new": is_new})
            verdict = self.judge.back.receive(time.monotonic() + seconds + PATIENCE)
        except (OSError, EOFError):  # it has ended, or may still answer when another is due
            self.judge.end()
            self.judge = None
            verdict = _unjudged()
        # An answer that never ends costs its own cell twice, but no later cell its time.
        self.end += time.monotonic() - start
        return verdict

    def _cell(self, source: str, outputs: list[dict], timeout_error: dict) -> int:
        token = uuid.uuid4().hex
        collect = _Collector(outputs, self)
        self._tell({"source": source, "token": token, "has_player": self.has_player})
        late = False
        try:
            done = self._hear(token, collect, self._deadline(self.limits.cell_seconds))
        except TimeoutError:
            late = True
            os.kill(self.notebook.pid, signal.SIGINT)
            try:
                done = self._hear(token, collect, time.monotonic() + GRACE)
            except TimeoutError:
                outputs.append({"output_type": "error", **timeout_error})
                raise self._ended_by_time() from None
        failure = done.get("failure")
        is_sound = failure is None or (
            isinstance(failure, dict) and _is_output(failure | {"output_type": "error"})
        )
        if not is_sound or not isinstance(done.get("count"), int):
            raise _Ended("what the notebook's process said of a cell makes no sense")
        failure = timeout_error if late else failure
        names = [output["ename"] for output in outputs if output["output_type"] == "error"]
        if failure and failure["ename"] not in names:
            failure["traceback"] = failure["traceback"] or [
                "ERROR: An error occurred while showtraceback was disabled"
            ]
            outputs.append({"output_type": "error", **failure})
        if late and time.monotonic() >= self.end:
            raise self._ended_by_time()
        return done["count"]

    def _deadline(self, seconds: float) -> float:
        return min(time.monotonic() + seconds, self.end)

    def _ended_by_time(self) -> _Ended:
        if time.monotonic() >= self.end:
            return _Ended(
                f"the notebook ran longer than the {self.limits.notebook_seconds:g} seconds it has"
            )
        return _Ended(
            f"a cell ran longer than the {self.limits.cell_seconds:g} seconds it has, "
            "and could not be interrupted"
        )

    def _tell(self, message: dict) -> None:
        try:
            _send(self.notebook.to, message)
        except BrokenPipeError:
            raise self._died() from None

    def _hear(self, token: str, collect: Callable[[dict], None], deadline: float) -> dict:
        """Collect outputs until the process says that it has done what `token` stands for."""
        while True:
            try:
                message = self.notebook.back.receive(
                    deadline, largest=self.limits.output + (1 << 20)
                )
            except EOFError:
                raise self._died() from None
            except (ValueError, RecursionError):
                raise _Ended("an output was too large, or was none") from None
            if not isinstance(message, dict):
                raise _Ended("an output was none")
            if message.get("done") == token:
                return message
            collect(message)

    def _died(self) -> _Ended:
        code = self.notebook.end()
        self.notebook = None
        if code == -signal.SIGKILL:
            why = "it was killed, perhaps for want of memory"
        elif code < 0:
            why = f"by {signal.Signals(-code).name}"
        else:
            why = f"with the exit code {code}"
        return _Ended(f"the notebook's process ended in this cell ({why})")


def _unjudged() -> dict:
    said = "the judge's process has ended"
    return {"failure": {"ename": "NoAnswer", "evalue": said, "traceback": []}, "result": None}


def _is_output(said: Any) -> bool:
    """Whether this is an output that a notebook can hold: a process may say anything."""
    # A stream's text may be a list of lines in a file; from a process it comes whole.
    return isvalid(said, "output", 4, 5) and isinstance(said.get("text", ""), str)


class _Collector:
    """Put together what one cell shows, as nbclient does with a kernel's messages."""

    def __init__(self, outputs: list[dict], keeper: _Keeper) -> None:
        self.outputs, self.keeper = outputs, keeper
        self._clear_next = False
        self._shown: dict[str, list[dict]] = {}

    def __call__(self, message: dict) -> None:
        clear, output = message.get("clear"), message.get("output")
        if clear == "now":
            self.outputs.clear()
        self._clear_next = self._clear_next or clear == "next"
        if output is None:
            return
        is_stream = isinstance(output, dict) and output.get("output_type") == "stream"
        if is_stream and self.keeper.left <= 0:
            return
        # Half of a surrogate pair passes through JSON, but can't be written as UTF-8.
        output = json.loads(json.dumps(output, ensure_ascii=False).encode(errors="replace"))
        if not _is_output(output):
            self._add_text("stdout", "\n... an output that no notebook can hold: left out ...\n")
            return
        size = len(json.dumps(output))
        if size > self.keeper.left:
            if self.keeper.left > 0:
                most = self.keeper.limits.output >> 20
                self._add_text("stdout", f"\n... more than {most} MB of output: cut off here ...\n")
            self.keeper.left = 0
            # What a test's points depend on is kept, in short.
            if output.get("output_type") == "error":
                output = {**output, "traceback": output["traceback"][-20:]}
            elif output.get("output_type") == "execute_result":
                text = str(output["data"].get("text/plain", ""))[:1000]
                output = {**output, "data": {"text/plain": text}}
            else:
                return
        self.keeper.left -= size
        if self._clear_next:
            self.outputs.clear()
            self._clear_next = False
        display_id = str(message.get("display_id") or "")
        if message.get("update") and "data" in output:
            for shown in self._shown.get(display_id, []):
                shown.update(data=output["data"], metadata=output["metadata"])
            return
        if output["output_type"] == "stream":
            self._add_text(output["name"], output["text"])
            return
        self.outputs.append(output)
        if display_id:
            self._shown.setdefault(display_id, []).append(output)

    def _add_text(self, name: str, text: str) -> None:
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last.get("name") == name:
            last["text"] += text
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": text})


# --- The processes that run cells --------------------------------------------------------------


def _settle(
    shell: Any, isolated: bool, folder: Path, first: dict, report: Callable[..., None]
) -> Any:
    """Put the files in their place, and make the session that runs cells there."""
    from classroom.shell import Session

    limits = Limits(**first["limits"])
    if isolated:
        sandbox.enter(limits)
    _forget_randomness()
    for name, data in first["files"].items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(data))
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    session = Session(shell, report, folder)
    if isolated:
        sandbox.limit(limits)
    return session


class _Voice:
    """Says messages, each of them whole, whatever threads and processes a cell has started.

    Args:
        descriptor: Where the keeper hears them.
        interrupts: Of the process.
    """

    def __init__(self, descriptor: int, interrupts: Any) -> None:
        self._descriptor, self._interrupts = descriptor, interrupts
        self._lock = threading.Lock()
        self._pid = os.getpid()

    def __call__(self, message: dict) -> None:
        if os.getpid() != self._pid:
            self._say_in_a_child(message)
            return
        with self._interrupts.held(), self._lock:
            _send(self._descriptor, message)

    def _say_in_a_child(self, message: dict) -> None:
        """Where all that a process prints goes: no message of its own may come between."""
        output = message["output"]
        if output is not None:
            lines = output.get("traceback") or [output.get("data", {}).get("text/plain", "")]
            text = output.get("text") or "\n".join([*lines, ""])
            os.write(2 if output.get("name") == "stderr" else 1, text.encode(errors="replace"))


def _be_notebook(
    shell: Any, isolated: bool, folder: Path, channel: socket.socket, requests: int, reports: int
) -> None:
    """Run cells as the keeper hands them out; leave a player to the judge when told to."""

    pipe = _Pipe(requests)
    first = pipe.receive()
    largest = first["limits"]["output"]

    def report(output: dict | None, **what: Any) -> None:
        size = len(json.dumps(output))
        if size > largest:
            said = f"\n... an output of {size >> 20} MB, more than allowed: left out ...\n"
            output = {"output_type": "stream", "name": "stdout", "text": said}
        say({"output": output, **what})

    say = _Voice(reports, shell.interrupts)
    signal.signal(signal.SIGINT, shell.interrupts)
    session = _settle(shell, isolated, folder, first, report)
    say({"done": "ready"})
    ears = _Pipe(channel.fileno())
    wire = player = None
    while True:
        try:
            if player:
                player.wait_or(requests)
            elif wire and ears.descriptor in select.select([ears.descriptor, requests], [], [])[0]:
                asked = wire.hear()
                if not wire.tell_data(asked, first["forks"]):
                    if first["forks"]:
                        player = _Player(session, wire, asked, ears.descriptor, [requests, reports])
                    else:
                        wire.refuse(asked)
                continue
            message = pipe.receive()
            if not message.get("has_player"):
                if player:
                    player.end()
                wire = player = None
            if "play" in message:
                ears.forget()
                wire = judge.Wire(
                    ears.receive, lambda said: _send(ears.descriptor, said), session.shell.user_ns
                )
                say({"done": message["token"]})
                continue
            count, failure = session.run(message["source"])
            say({"done": message["token"], "count": count, "failure": failure})
        except judge.NoAnswer:
            wire = None  # what has come on it was no question
        except EOFError:
            return


class _Player:
    """A fork of the notebook's process, which answers the judge.

    Args:
        session: The notebook's.
        wire: To the judge.
        asked: What the judge has asked already.
        channel: What the wire goes through.
        unseen: What it must not have of the notebook's.
    """

    def __init__(
        self, session: Any, wire: judge.Wire, asked: dict, channel: int, unseen: list[int]
    ) -> None:
        self.channel = channel
        self.pid = os.fork()
        if self.pid == 0:
            try:
                sandbox.die_with_parent()
                for descriptor in unseen:
                    os.close(descriptor)
                judge.play(session.shell, wire, asked)
            finally:
                os._exit(0)
        self.alive = os.pidfd_open(self.pid)

    def wait_or(self, requests: int) -> None:
        """Wait for the keeper; if the player ends before, let the judge know."""
        if self.alive in select.select([self.alive, requests], [], [])[0]:
            with suppress(BrokenPipeError, ConnectionResetError):  # so has the judge
                _send(self.channel, {"gone": True})

    def end(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.alive)


def _be_judge(
    shell: Any, isolated: bool, folder: Path, channel: socket.socket, requests: int, reports: int
) -> None:
    """Judge cells as the keeper hands them out."""
    pipe, player = _Pipe(requests), _Pipe(channel.fileno())
    try:
        first = pipe.receive()
    except EOFError:
        return  # there is nothing to judge
    if isolated:
        sandbox.leave()
        # Linux lets a process that has left start no threads, but what that forks.
        if pid := os.fork():
            os.waitpid(pid, 0)
            return
    session = _settle(shell, isolated, folder, first, lambda output, **_: None)
    wire = judge.Wire(player.receive, lambda said: _send(channel.fileno(), said))
    here = judge.Judge(session, wire, player.forget, frozenset(first["own"]))
    while True:
        try:
            message = pipe.receive()
        except EOFError:
            return
        _send(reports, here.run(message["source"], message["seconds"], message["is_new"]))


def _forget_randomness() -> None:
    """Each notebook draws its own random numbers, as in a process of its own."""
    import random

    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


# --- The client -------------------------------------------------------------------------------


@contextmanager
def server(modules: list[str], isolated: bool = True) -> Iterator[Path]:
    """Run a server.

    Args:
        modules: What notebooks will import.
        isolated: Whether notebooks run under the sandbox.

    Yields:
        The socket that `execute` wants, in a folder that nobody else may enter.

    Raises:
        NoSandbox: If `isolated`, and this machine can't.
    """
    folder = Path(tempfile.mkdtemp(prefix="warm-"))
    address = folder / "socket"
    sockets = []
    process = None
    try:
        for path in (address, _orders(address)):
            sockets.append(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
            sockets[-1].bind(str(path))
            sockets[-1].listen(64)
        descriptors = [each.fileno() for each in sockets]
        request = {"descriptors": descriptors, "modules": modules, "isolated": isolated}
        program = [sys.executable, "-P", "-m", "classroom.warm", json.dumps(request)]
        environment = None
        if isolated:
            program = sandbox.command(program, _VARIABLES)
        else:
            environment = os.environ | _VARIABLES
        # What the server forks holds one end, too; the other tells when the last of them has gone.
        gone, held = os.pipe()
        with open(folder / "log", "wb") as log:
            process = subprocess.Popen(
                program,
                pass_fds=[*descriptors, held],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
                cwd=folder,
            )
        # The server's alone from now on: who connects when it has gone doesn't wait for it.
        os.close(held)
        for each in sockets:
            each.close()
        yield address
    finally:
        for each in sockets:
            each.close()
        if process is not None:
            process.kill()
            process.wait()
            select.select([gone], [], [], GRACE)
            os.close(gone)
        # Without the sandbox, what a student's code has started may outlive it all, and write on.
        shutil.rmtree(folder, ignore_errors=True)


def prepare(address: Path, modules: list[str]) -> None:
    """Have the server import more modules before the notebooks that are still to come.

    Args:
        address: The server's socket.
        modules: Their names, a package before what lies in it. They must come from somebody who
            is trusted: they are imported outside of any notebook.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect(str(_orders(address)))
        connection.sendall(_pack(modules))


def _orders(address: Path) -> Path:
    return address.with_name("orders")


def execute(
    address: Path,
    cells: list[str],
    files: dict[str, bytes] | None = None,
    limits: Limits | None = None,
    timeout_error: dict | None = None,
    judged: list[str | None] | None = None,
    own: list[str] | None = None,
    for_judge: dict[str, bytes] | None = None,
    forks: bool = True,
) -> Executed:
    """Execute code cells in a new process.

    Args:
        address: The server's socket.
        cells: The source of each cell, in the order of execution.
        files: What lies in the folder where they run, by relative path.
        limits: What they may use.
        timeout_error: The error that a cell shows which took too long, as a notebook stores it.
        judged: Which cells the judge runs, too: "test" says that it is one, and "given" that it
            defines what answers may use; None for the others. None at all if not given.
        own: The names that these cells bind, which the judge never takes from an answer.
        for_judge: As `files`, in the judge's folder.
        forks: Whether a copy of the notebook's process can go on computing, so that answers can be
            called. If they compute in threads, it can't, and the judge sees data alone.

    Raises:
        WarmError: If the server is gone, or loses the notebook.
    """
    limits = limits or Limits()
    message = {
        "cells": cells,
        "judged": judged or [None] * len(cells),
        "own": own or [],
        "forks": forks,
        "files": {"notebook": _as_text(files or {}), "judge": _as_text(for_judge or {})},
        "limits": asdict(limits),
        "timeout_error": timeout_error
        or {"ename": "CellTimeoutError", "evalue": "", "traceback": ["CellTimeoutError"]},
    }
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.connect(str(address))
            connection.sendall(_pack(message))
            # The server may still be importing; the keeper keeps the notebook's own time.
            patience = time.monotonic() + limits.notebook_seconds + 300.0
            return Executed(**_Pipe(connection.fileno()).receive(patience))
    except (OSError, EOFError) as error:
        log = address.parent / "log"
        said = log.read_text(errors="replace").strip()[-2000:] if log.exists() else ""
        raise WarmError(f"The process that runs notebooks failed ({error!r}). {said}") from error


def _as_text(files: dict[str, bytes]) -> dict[str, str]:
    return {name: base64.b64encode(data).decode() for name, data in files.items()}


if __name__ == "__main__":
    options = json.loads(sys.argv[1])
    listening = [socket.socket(fileno=descriptor) for descriptor in options["descriptors"]]
    serve(*listening, options["modules"], options["isolated"])
