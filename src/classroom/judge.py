"""Judge an answer from outside: run the tests where no line of the student's has ever run.

A test that runs beside an answer can be fooled by it: the answer may patch what the test calls, or
end the cell early. So a test runs twice. Beside the answer, as in nbgrader, for what the notebook
shows; and before that here, in a process forked from one that holds the imports and nothing else:

    judge   <- a wire ->   player
    runs the locked        a fork of the student's process, made before the test is
    cells and the tests    shown to that process; runs the answer, and sees arguments only

A test that only looks at data needs no player: the student's process tells it the data.

What the answer gives back comes as plain data: numbers, text, arrays, and lists, tuples and dicts
of them. Anything else stays with the player, and the judge holds a `Remote` to it, which can be
called and asked for its attributes and items, but not compared: an object that is equal to
everything is equal to nothing here. Functions that a test hands to an answer are called back.
"""

import base64
import builtins
import itertools
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from fractions import Fraction
from typing import Any

from classroom.names import names

_PLAIN = (type(None), bool, int, float, str)
_LARGEST = 256 << 20
# Array types whose bytes say everything: numbers, text, dates.
_KINDS = "biufcSUmM"


class NoAnswer(RuntimeError):
    """The player is gone, or what it said is no answer."""


class RemoteError(Exception):
    """An exception of a kind that only the other side knows."""


class _Late(BaseException):
    """The judge's time is up. Not an Exception, so that no test swallows it."""


@contextmanager
def _unobserved() -> Iterator[None]:
    """A test may watch the calls that are made; those that make a conversation slow it down."""
    watch = sys.getprofile()
    sys.setprofile(None)
    try:
        yield
    finally:
        sys.setprofile(watch)


def _numpy() -> Any:
    return sys.modules.get("numpy")


class Remote:
    """An object that lives on the other side of a wire."""

    __slots__ = ("_wire", "_number")
    __hash__ = None

    def __init__(self, wire: "Wire", number: int) -> None:
        object.__setattr__(self, "_wire", wire)
        object.__setattr__(self, "_number", number)

    def __call__(self, *positional: Any, **named: Any) -> Any:
        return self._wire.ask("call", self, positional, named)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._wire.ask("get", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._wire.ask("set", self, name, value)

    def __getitem__(self, key: Any) -> Any:
        return self._wire.ask("item", self, key)

    def __len__(self) -> int:
        length = self._wire.ask("len", self)
        if type(length) is not int:
            raise TypeError("an answer's length is no number")
        return length

    def __iter__(self) -> "Remote":
        return self._wire.ask("iter", self)

    def __next__(self) -> Any:
        return self._wire.ask("next", self)

    def _no(self, *_: Any) -> Any:
        raise TypeError(
            "this value is of a type of your own, and can't be compared or computed with here: "
            "give back numbers, text, arrays, lists, tuples or dicts"
        )

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __float__ = __int__ = _no
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _no
    __matmul__ = __rmatmul__ = __pow__ = __neg__ = __abs__ = __index__ = _no


# What either side may do with what the other has, and what the judge alone may do: a player that
# could ask for attributes would find its way from a function to all that the judge knows.
_FOR_BOTH: dict[str, Callable] = {
    "call": lambda function, positional, named: function(*positional, **named),
    "item": lambda thing, key: thing[key],
    "len": len,
    "iter": iter,
    "next": next,
}
_FOR_THE_JUDGE: dict[str, Callable] = {"get": getattr, "set": setattr}


class Wire:
    """One end of a conversation in which each side may call what the other has.

    Args:
        receive: Gives the next message.
        send: Sends one.
        names: What the other side may ask for by name; None on the judge's side, which tells
            nothing and unpickles nothing.
    """

    def __init__(
        self,
        receive: Callable[[], Any],
        send: Callable[[Any], None],
        names: dict[str, Any] | None = None,
    ) -> None:
        self._receive, self._send = receive, send
        self._names, self._is_player = names, names is not None
        self._operations = dict(_FOR_BOTH)
        if names is not None:
            self._operations |= _FOR_THE_JUDGE | {"names": self._found}
        self._own: list[Any] = []
        # The judge's arguments that can change: by number, with what both sides know of them.
        # They are shared until the next call; or for good, if a call left something with the
        # player, as a generator, which may go on changing them.
        self._shared: dict[int, list] = {}
        self._lasting = self._sharing = False
        self._depth = 0
        self._numbers = itertools.count()

    # --- The conversation ---------------------------------------------------------------------

    def ask(self, operation: str, *arguments: Any) -> Any:
        """Let the other side do something; serve it in the meantime."""
        with _unobserved():
            return self._ask(operation, arguments)

    def _ask(self, operation: str, arguments: tuple[Any, ...]) -> Any:
        number = next(self._numbers)
        message = {"ask": operation, "number": number}
        self._sharing = self._depth == 0 and not self._is_player
        if self._sharing and not self._lasting:
            self._shared.clear()
            message["fresh"] = True
        self._depth += 1
        try:
            message["with"] = [self.encode(argument) for argument in arguments]
            self._sharing = False
            self._tell(message)
            while True:
                message = self.hear()
                if "ask" in message:
                    self.serve(message)
                elif message.get("number") == number:
                    break
        finally:
            self._depth -= 1
        try:
            if "raised" not in message:
                lasting = self._lasting
                value = self.decode(message["value"])
                self._lasting = lasting if operation == "names" else self._lasting
                return value
            error = _exception(message["raised"])
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            raise NoAnswer("what came back is no answer") from None
        raise error

    def serve_forever(self) -> None:
        """Do what the other side asks, until it is gone."""
        while True:
            self.serve(self.hear())

    def tell_data(self, asked: dict, forks: bool) -> bool:
        """Answer a question for names if all of them are data, which takes no player.

        Args:
            asked: The question.
            forks: Whether there could be a player. If not, another library's arrays are data, too.

        Returns:
            Whether it was so.
        """
        if asked.get("ask") != "names":
            return False
        try:
            (wanted,) = map(self.decode, asked["with"])
            found = self._found(wanted)
            if not forks:
                found = {name: _as_numpy(value) for name, value in found.items()}
            if not _is_data(found):
                return False
            value = self.encode(found)
        except Exception:  # of a value that is too deep, or of a class of the student's
            return False
        self._tell({"number": asked["number"], "value": value})
        return True

    def _found(self, wanted: tuple[str, ...]) -> dict[str, Any]:
        return {name: self._names[name] for name in wanted if name in self._names}

    def refuse(self, asked: dict) -> None:
        """Answer that this can't be judged apart."""
        what = "the code computes in threads; only numbers, text, arrays and lists can be judged"
        self._tell({"number": asked.get("number"), "raised": [["TypeError"], what]})

    def begin(self) -> None:
        """Forget what former players have left."""
        self._depth, self._lasting = 0, False
        self._own.clear()

    def serve(self, message: dict) -> None:
        """Do what the other side has asked."""
        reply: dict[str, Any] = {"number": message.get("number")}
        try:
            arguments = [self.decode(argument) for argument in message["with"]]
            reply["value"] = self.encode(self._operations[message["ask"]](*arguments))
        except Exception as error:  # what an answer raises is the other side's to judge
            reply["raised"] = [[kind.__name__ for kind in type(error).__mro__], str(error)]
        self._tell(reply)

    def _tell(self, message: dict) -> None:
        changed = []
        for number, (thing, before) in list(self._shared.items()):
            now = self._content(thing)
            if now != before:
                self._shared[number][1] = now
                changed.append([number, now])
        try:
            self._send(message | {"changed": changed})
        except OSError:
            raise NoAnswer("the code that was asked is gone") from None

    def hear(self) -> dict:
        """What the other side says next."""
        try:
            message = self._receive()
            if "gone" in message:
                raise EOFError
            if "fresh" in message:
                self._shared.clear()
            for number, content in message["changed"]:
                thing = self._shared[number]
                self._change(thing[0], content)
                thing[1] = content
        except (EOFError, OSError):
            raise NoAnswer("the code that was asked has ended its process") from None
        except (ValueError, TypeError, LookupError, RecursionError):
            raise NoAnswer("what came back is no answer") from None
        return message

    # --- Values -------------------------------------------------------------------------------

    def encode(self, value: Any) -> Any:
        """A value as JSON."""
        if type(value) in _PLAIN:
            return ["v", value]
        if type(value) is tuple:
            return ["t", [self.encode(each) for each in value]]
        if type(value) is complex:
            return ["c", value.real, value.imag]
        if type(value) is bytes:
            return ["b", base64.b64encode(value).decode()]
        if type(value) is slice:
            return ["i", [self.encode(each) for each in (value.start, value.stop, value.step)]]
        for number, (thing, _) in self._shared.items():
            if thing is value:
                return ["o", number]
        if self._is_player:
            value = _flattened(value)
            if type(value) in (*_PLAIN, tuple):
                return self.encode(value)
        numpy = _numpy()
        if numpy and isinstance(value, numpy.generic) and value.dtype.kind in _KINDS:
            return ["s", value.dtype.str, base64.b64encode(value.tobytes()).decode()]
        if isinstance(value, Remote) and value._wire is self:
            return ["y", value._number]
        content = self._content(value)
        if content is not None:
            if not self._sharing:
                return content
            number = next(self._numbers)
            self._shared[number] = [value, None]
            self._shared[number][1] = self._content(value)  # what lies in it is now known, too
            return ["n", number, content]
        if not self._is_player and _is_of_a_library(value):
            try:
                return ["p", base64.b64encode(pickle.dumps(value)).decode()]
            except (pickle.PicklingError, AttributeError, TypeError):
                pass  # it has no name in its library: then it is called back
        self._own.append(value)
        return ["m", len(self._own) - 1]

    def _content(self, value: Any) -> list | None:
        """What a value that can change is now; None for one that stays on its side."""
        if type(value) is list:
            return ["l", [self.encode(each) for each in value]]
        if type(value) is dict:
            return ["d", [[self.encode(key), self.encode(each)] for key, each in value.items()]]
        if type(value) is set:
            return ["e", [self.encode(each) for each in value]]
        numpy = _numpy()
        if not numpy:
            return None
        if type(value) is numpy.ndarray:
            if value.dtype.kind in _KINDS:
                order = "F" if value.flags.f_contiguous and not value.flags.c_contiguous else "C"
                data = base64.b64encode(value.tobytes(order)).decode()
                return ["a", value.dtype.str, value.shape, order, value.flags.writeable, data]
            if value.dtype.kind == "O":
                return ["q", value.shape, [self.encode(each) for each in value.ravel().tolist()]]
        if type(value) is numpy.random.Generator:
            return ["r", type(value.bit_generator).__name__, _listed(value.bit_generator.state)]
        return None

    def decode(self, said: Any) -> Any:
        """The value that `encode` has written; `ValueError` and the like for what it hasn't."""
        kind, *rest = said
        if kind == "v" and type(rest[0]) in _PLAIN:
            return rest[0]
        if kind == "t":
            return tuple(self.decode(each) for each in rest[0])
        if kind == "l":
            return [self.decode(each) for each in rest[0]]
        if kind == "d":
            return {self.decode(key): self.decode(each) for key, each in rest[0]}
        if kind == "e":
            return {self.decode(each) for each in rest[0]}
        if kind == "c":
            return complex(float(rest[0]), float(rest[1]))
        if kind == "b":
            return base64.b64decode(rest[0])
        if kind == "i":
            return slice(*[self.decode(each) for each in rest[0]])
        if kind == "o":
            return self._shared[rest[0]][0]
        if kind == "m":
            self._lasting = True
            return Remote(self, int(rest[0]))
        if kind == "y":
            return self._own[int(rest[0])]
        if kind == "n" and self._is_player:
            value = self.decode(rest[1])
            self._shared[rest[0]] = [value, None]
            self._shared[rest[0]][1] = self._content(value)
            return value
        if kind == "p" and self._is_player:
            return pickle.loads(base64.b64decode(rest[0]))
        numpy = _numpy()
        if kind == "s":
            return numpy.frombuffer(base64.b64decode(rest[1]), _type(rest[0]))[0]
        if kind == "a":
            data = numpy.frombuffer(base64.b64decode(rest[4]), _type(rest[0]))
            value = data.reshape(rest[1], order=rest[2]).copy("K")
            value.flags.writeable = bool(rest[3])
            return value
        if kind == "q":
            value = numpy.empty(len(rest[1]), dtype=object)
            value[:] = [self.decode(each) for each in rest[1]]
            return value.reshape(rest[0])
        if kind == "r" and rest[0] in ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"):
            bits = getattr(numpy.random, rest[0])()
            bits.state = _unlisted(rest[1])
            return numpy.random.Generator(bits)
        raise ValueError(f"a value of the unknown kind {kind!r}")

    def _change(self, thing: Any, content: Any) -> None:
        """Give a value that can change the content that it has on the other side."""
        value = self.decode(content)
        if type(value) is not type(thing):
            raise ValueError("a value has changed its type")
        if isinstance(thing, list):
            thing[:] = value
        elif isinstance(thing, dict | set):
            thing.clear()
            thing.update(value)
        elif isinstance(thing, _numpy().ndarray):
            if (thing.shape, thing.dtype) != (value.shape, value.dtype):
                raise ValueError("an array has changed its shape or type")
            thing[...] = value
        else:
            thing.bit_generator.state = value.bit_generator.state


def _is_of_a_library(value: Any) -> bool:
    """Whether the player has this, too: a function, a class, a type of array, a range."""
    if type(value) in (range, type(...)) or (_numpy() and isinstance(value, _numpy().dtype)):
        return True
    named = isinstance(value, type) or (callable(value) and hasattr(value, "__name__"))
    return named and getattr(value, "__module__", "__main__") != "__main__"


def _flattened(value: Any) -> Any:
    """A subclass's instance as its plain base's: of an answer, data alone is judged."""
    numpy = _numpy()
    if numpy and isinstance(value, numpy.ndarray):
        return numpy.asarray(value)
    if numpy and isinstance(value, numpy.generic):
        return value
    if isinstance(value, Fraction | Decimal):
        return float(value)
    for kind in (bool, int, float, str, tuple, list, dict, set):
        if isinstance(value, kind):
            return kind(value)
    return value


def _as_numpy(value: Any) -> Any:
    """An array of another library, as TensorFlow's, as one of NumPy's."""
    kind, numpy = type(value), _numpy()
    is_from_elsewhere = kind.__module__.partition(".")[0] not in ("__main__", "numpy")
    if numpy and is_from_elsewhere and hasattr(kind, "__array__"):
        return numpy.asarray(value)
    return value


def _is_data(value: Any) -> bool:
    """Whether a value is of a type that has no code of the student's, with all that lies in it."""
    kind, numpy = type(value), _numpy()
    if kind in (*_PLAIN, complex, bytes, Fraction, Decimal):
        return True
    if kind in (list, tuple, set):
        return all(map(_is_data, value))
    if kind is dict:
        return all(_is_data(key) and _is_data(each) for key, each in value.items())
    if not numpy or (kind is not numpy.ndarray and kind not in numpy.sctypeDict.values()):
        return False
    return value.dtype.kind in _KINDS


def _type(name: str) -> Any:
    made = _numpy().dtype(name)
    if made.kind not in _KINDS:
        raise ValueError(f"an array of the type {name!r}")
    return made


def _listed(state: Any) -> Any:
    """A generator's state, which may hold an array, as JSON."""
    if isinstance(state, dict):
        return {key: _listed(value) for key, value in state.items()}
    return {"array": state.tolist(), "type": state.dtype.str} if hasattr(state, "dtype") else state


def _unlisted(state: Any) -> Any:
    if isinstance(state, dict) and set(state) == {"array", "type"}:
        return _numpy().array(state["array"], dtype=_type(state["type"]))
    if isinstance(state, dict):
        return {key: _unlisted(value) for key, value in state.items()}
    return state


def _exception(raised: Any) -> Exception:
    """The exception of Python's own that is nearest to what the other side has raised."""
    names, said = raised
    for name in names:
        kind = getattr(builtins, str(name), None)
        if isinstance(kind, type) and issubclass(kind, Exception) and kind is not Exception:
            try:
                return kind(str(said))
            except TypeError:  # as UnicodeDecodeError, which wants more than a sentence
                break
    return RemoteError(f"{names[0]}: {said}")


# --- The judge's process ------------------------------------------------------------------------


class Judge:
    """Runs locked cells and tests; what they use of the student's is asked of a player.

    Args:
        session: Runs cells; its namespace holds the locked cells' names and no others.
        wire: To the players, one after the other.
        drain: Forgets what a former player has left on the wire.
        own: The names that the locked cells and tests bind, see `bound`. They are never the
            student's, not even where the cell that binds them failed, or was moved behind the test.
    """

    def __init__(
        self,
        session: Any,
        wire: Wire,
        drain: Callable[[], None],
        own: frozenset[str] = frozenset(),
    ) -> None:
        self.session, self.wire, self._drain, self._own = session, wire, drain, own
        self._fetched: dict[str, Any] = {}

    def run(self, source: str, seconds: float, is_new: bool) -> dict[str, Any]:
        """Run one cell.

        Args:
            source: The cell.
            seconds: It may take so long.
            is_new: Whether the player is another than the last cell's.

        Returns:
            `failure`, as a kernel would reply it, or None; and `result`, the text of its value.
        """
        signal.signal(signal.SIGALRM, _stop)
        # Again and again: Python drops an exception that comes while it tidies up an object.
        signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
        outputs: list[dict] = []
        shell = self.session.shell
        shell.report = lambda output, **_: outputs.append(output)
        try:
            if is_new:
                self._drain()
                self.wire.begin()
            self._fetch(source)
            _, failure = self.session.run(source)
        except (NoAnswer, _Late) as error:
            failure = {"ename": type(error).__name__, "evalue": str(error), "traceback": []}
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if failure and failure["ename"] == "_Late":
            failure |= {"ename": "TimeoutError", "evalue": "no answer came in time"}
        results = [o["data"] for o in outputs if o and o["output_type"] == "execute_result"]
        return {"failure": failure, "result": results[0].get("text/plain") if results else None}

    def _fetch(self, source: str) -> None:
        """Ask the player for the names that are neither the locked cells' nor Python's own."""
        space = self.session.shell.user_ns
        bound, used = names(source)
        wanted = tuple(
            name
            for name in sorted((bound | used | set(self._fetched)) - self._own)
            if not hasattr(builtins, name)
            and (name not in space or space[name] is self._fetched.get(name, self))
        )
        for name in wanted:
            space.pop(name, None)
            self._fetched.pop(name, None)
        if wanted:
            try:
                found = self.wire.ask("names", wanted)
            except NoAnswer:
                raise
            except Exception as error:  # a value that can't be told, as a list that holds itself
                raise NoAnswer(f"{type(error).__name__}: {error}") from None
            if type(found) is not dict or not found.keys() <= set(wanted):
                raise NoAnswer("what came back is no answer")
            self._fetched |= found
            space.update(found)


def _stop(*_: Any) -> None:
    raise _Late


def needed(cells: list[tuple[str, bool]]) -> list[bool]:
    """Which of an assignment's locked cells the judge needs: the tests, and what they build on.

    Args:
        cells: Of each locked cell its source, and whether it is a test.
    """
    wanted: set[str] = set()
    found = []
    for source, is_test in reversed(cells):
        cell = names(source)
        found.append(is_test or bool(cell.bound & wanted))
        if found[-1]:
            wanted |= cell.free
    return found[::-1]


def bound(cells: list[str]) -> frozenset[str]:
    """The names that these cells bind."""
    return frozenset().union(*(names(source).bound for source in cells))


def play(shell: Any, wire: Wire, asked: dict) -> None:
    """Answer the judge's calls with what the student's cells have defined. Prints go nowhere.

    Args:
        shell: See `classroom.shell`.
        wire: To the judge.
        asked: What it has asked already.
    """
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (1, 2):
        os.dup2(null, descriptor)
    shell.report = lambda *_, **__: None
    for stream in shell.streams:
        stream._report = shell.report
    with suppress(NoAnswer):
        wire.serve(asked)
        wire.serve_forever()
