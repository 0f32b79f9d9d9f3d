"""What passes between the judge and a player: values, and nothing that runs."""

import base64
import math
import os
import pickle
import queue
import threading
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from classroom import judge, warm
from classroom.judge import NoAnswer, Remote, RemoteError, Wire


@pytest.fixture
def play():
    """Connects a judge's wire to a player that knows some names; the wire, and its two queues."""
    threads = []

    def start(**names):
        there, back = queue.Queue(), queue.Queue()
        wire = Wire(back.get, there.put)

        def serve():
            with suppress(NoAnswer):
                Wire(there.get, back.put, names).serve_forever()

        threads.append((threading.Thread(target=serve), there))
        threads[-1][0].start()
        return wire, there, back

    yield start
    for thread, there in threads:
        there.put({"gone": True})
        thread.join()


def ask(wire, name):
    return wire.ask("names", (name,))[name]


VALUES = [
    None,
    True,
    3,
    2**80,
    0.1,
    float("inf"),
    1 + 2j,
    "hé\ud83d",
    b"\x00\xff",
    [1, [2, (3,)]],
    {"a": {1: None}},
    {1, 2},
    slice(1, None, 2),
    np.float32(0.1),
    np.int8(-3),
    np.bool_(True),
    np.str_("x"),
    np.arange(6.0).reshape(2, 3),
    np.asfortranarray(np.arange(6, dtype=">i2").reshape(2, 3)),
    np.zeros((0, 4), np.float16),
    np.array(3.0),
    np.array(["a", "bc"]),
    np.array([None, [1]], dtype=object),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_comes_back_as_it_was(play, value):
    wire, *_ = play(same=lambda x: [x], kind=lambda x: type(x).__name__)
    (got,) = ask(wire, "same")([value])[0]
    assert type(got) is type(value)
    assert ask(wire, "kind")(value) == type(value).__name__
    if isinstance(value, np.ndarray | np.generic):
        assert (got.dtype, got.shape) == (value.dtype, value.shape)
        assert got.tolist() == value.tolist()
    else:
        assert got == value


def test_a_name_that_the_player_lacks(play):
    wire, *_ = play()
    assert wire.ask("names", ("nothing",)) == {}


def test_arguments_that_an_answer_changes_are_changed(play):
    def change(x, row, table, rng):
        x[0] = 7
        row.append(x)
        table["w"] -= 1
        return rng.normal()

    wire, *_ = play(change=change)
    x, row, table = np.zeros(3), [1], {"w": np.ones(2)}
    kept = table["w"]
    rng, twin = np.random.default_rng(5), np.random.default_rng(5)
    assert ask(wire, "change")(x, row, table, rng) == twin.normal()
    assert x.tolist() == [7, 0, 0]
    assert row[1] is x
    assert kept.tolist() == [0, 0]
    assert rng.normal() == twin.normal()


def test_an_answer_that_gives_back_its_argument(play):
    wire, *_ = play(same=lambda x: x)
    x = np.zeros(3)
    assert ask(wire, "same")(x) is x


def test_an_array_that_must_not_be_written_to(play):
    def write(x):
        x[0] = 1

    wire, *_ = play(write=write)
    x = np.zeros(2)
    x.flags.writeable = False
    with pytest.raises(ValueError, match="read-only"):
        ask(wire, "write")(x)


def test_functions_that_a_test_hands_over_are_called_back(play):
    wire, *_ = play(twice=lambda f, x: f(f(x)), inverse=lambda f: [f(v) for v in (1.0, 4.0)])
    calls = []

    def half(x):
        calls.append(x)
        return x / 2

    assert ask(wire, "twice")(half, 8) == 2
    assert calls == [8, 4]
    assert ask(wire, "inverse")(np.sqrt) == [1, 2]


def test_iterators_and_objects_stay_where_they_are(play):
    class Counter:
        def __init__(self):
            self.count = 0

        def add(self, n):
            self.count += n
            return self

    def batches(x, rng):
        for _ in range(2):
            yield x + rng.integers(9)

    wire, *_ = play(Counter=Counter, batches=batches)
    counter = ask(wire, "Counter")()
    assert counter.add(2).count == 2
    counter.count = 9
    assert counter.add(1).count == 10
    rng, twin = np.random.default_rng(1), np.random.default_rng(1)
    assert list(ask(wire, "batches")(4, rng)) == [4 + twin.integers(9) for _ in range(2)]
    assert rng.integers(99) == twin.integers(99)


def test_subclasses_come_as_what_they_are_made_of(play):
    class Equal(int):
        def __eq__(self, other):
            return True

    class Close(np.ndarray):
        def __array_ufunc__(self, *_, **__):
            return True

    wire, *_ = play(equal=Equal(2), close=np.zeros(2).view(Close))
    assert type(ask(wire, "equal")) is int
    assert ask(wire, "equal") != 42
    assert type(ask(wire, "close")) is np.ndarray


def test_an_object_that_is_equal_to_everything_is_equal_to_nothing(play):
    class Equal:
        def __eq__(self, other):
            return True

        def __bool__(self):
            return True

    wire, *_ = play(equal=Equal())
    equal = ask(wire, "equal")
    assert isinstance(equal, Remote)
    for compare in (lambda: equal == 1, lambda: equal != 1, lambda: bool(equal), lambda: equal < 2):
        with pytest.raises(TypeError, match="can't be compared"):
            compare()


def test_errors_come_as_the_nearest_of_pythons_own(play):
    class Mine(KeyError):
        pass

    class Odd(Exception):
        pass

    def fail(kind):
        raise {"mine": Mine, "odd": Odd}[kind]("so it is")

    wire, *_ = play(fail=fail)
    with pytest.raises(KeyError, match="so it is"):
        ask(wire, "fail")("mine")
    with pytest.raises(RemoteError, match="Odd: so it is"):
        ask(wire, "fail")("odd")


class Payload:
    def __reduce__(self):
        return os.putenv, ("NNBOOK_TAKEN", "1")


HOSTILE = {
    "a pickle": ["p", base64.b64encode(pickle.dumps(Payload())).decode()],
    "a new shared value": ["n", 0, ["v", 1]],
    "an unknown kind": ["z"],
    "nothing": None,
    "an object array": ["a", "|O", [1], "C", True, ""],
    "too few bytes": ["a", "<f8", [10**9], "C", True, ""],
    "a value that is none": ["v", {}],
    "what was never handed over": ["y", 7],
    "a generator of another kind": ["r", "BitGenerator", {}],
}


@pytest.mark.parametrize("said", HOSTILE.values(), ids=HOSTILE)
def test_what_a_hostile_player_says_is_no_answer(said):
    replies = queue.Queue()
    wire = Wire(replies.get, lambda message: None)
    replies.put({"number": 0, "value": said, "changed": []})
    with pytest.raises(NoAnswer):
        wire.ask("names", ("f",))


@pytest.mark.parametrize("operation", ["get", "set", "names", "__class__"])
def test_a_player_may_call_what_it_was_handed_and_ask_for_nothing_else(operation):
    """From a function's attributes there is a way to all that the judge knows."""
    replies, sent = queue.Queue(), []
    wire = Wire(replies.get, sent.append)
    wire.encode(lambda: None)
    arguments = [["y", 0], ["v", "__globals__"], ["v", 1]][: 3 if operation == "set" else 2]
    replies.put({"ask": operation, "with": arguments, "number": 5, "changed": []})
    replies.put({"number": 0, "value": ["v", 1], "changed": []})
    wire.ask("names", ("f",))
    assert sent[1]["number"] == 5
    assert "raised" in sent[1]
    assert "value" not in sent[1]


def test_the_judge_needs_the_tests_and_what_they_build_on():
    cells = [
        ("import numpy as np", False),
        ("%matplotlib inline\ndata = np.ones(3)", False),
        ("print(answer(data))", False),
        ("assert answer(data) == 3", True),
        ("def later(): pass", False),
    ]
    assert judge.needed(cells) == [True, True, False, True, False]


@pytest.fixture(scope="module")
def address():
    with warm.server(["numpy"], isolated=False) as address:
        yield address


_KINDS = {"# test": "test", "# given": "given"}


def judged(address: Path, *cells: str, forks: bool = True, **limits: float) -> warm.Executed:
    """Run cells; those whose first line is `# test` or `# given` are the instructor's."""
    kinds = [_KINDS.get(cell.partition("\n")[0]) for cell in cells]
    return warm.execute(
        address,
        list(cells),
        limits=warm.Limits(**limits),
        judged=kinds,
        own=sorted(judge.bound([c for c, kind in zip(cells, kinds, strict=True) if kind])),
        forks=forks,
    )


def failures(done: warm.Executed) -> list[str | None]:
    return [v and v["failure"] and v["failure"]["ename"] for v in done.verdicts]


def test_what_tests_bind_is_never_the_students(address):
    """Not even where the locked cell that binds it has failed, or comes too late."""
    answer = (
        "import os\nhome = os.getpid()\n"
        "def triple(x):\n"
        "    if x == 0 and os.getpid() != home:\n        raise ValueError\n"
        "    return 'nonsense'"
    )
    fake = "near = far = lambda a, b: True"
    helpers = "# given\ntriple(0)\ndef near(a, b):\n    return abs(a - b) < 1e-9"
    late = "# given\ndef far(a, b):\n    return abs(a - b) > 1"
    tests = ("# test\nassert near(triple(2), 6)", "# test\nassert far(triple(2), 9)")
    done = judged(address, answer, helpers, fake, *tests, late)
    assert failures(done) == [None, "ValueError", None, "NameError", "NameError", None]
    assert done.outputs == [[]] * 6  # beside the answer, all passes


@pytest.mark.parametrize("forks", [True, False])
def test_exact_numbers_come_as_floats(address, forks):
    answer = (
        "from decimal import Decimal\nfrom fractions import Fraction\n"
        "limit, costs = Fraction(1, 4), [Decimal('0.5')]"
    )
    test = "# test\nassert type(limit) is float and limit == 0.25 and costs == [0.5]"
    assert failures(judged(address, answer, test, forks=forks)) == [None, None]


def test_a_test_is_judged_by_what_the_answer_gives_back(address):
    done = judged(
        address,
        "# given\nimport numpy as np",
        "def double(x):\n    return 2 * x",
        "# test\nassert double(2) == 4\ndouble(np.ones(2)).sum()",
        "# test\nassert double(2) == 5",
        "del double",
        "# test\nassert double(2) == 4",
    )
    assert failures(done) == [None, None, None, "AssertionError", None, "NameError"]
    assert done.verdicts[2]["result"] == "np.float64(4.0)"
    assert done.outputs[2][0]["data"]["text/plain"] == "np.float64(4.0)"


def test_the_notebook_is_as_if_nobody_had_judged_it(address):
    cells = [
        "calls = []\ndef f(x):\n    calls.append(x)\n    print('called')\n    return x",
        "# test\nassert f(1) == 1",
        "print(calls)",
    ]
    plain, done = warm.execute(address, cells), judged(address, *cells)
    assert (done.outputs, done.counts) == (plain.outputs, plain.counts)


def test_an_answer_cannot_see_the_test_that_judges_it(address):
    peek = (
        "def f():\n"
        "    import gc, sys\n"
        "    frame, seen = sys._getframe(), []\n"
        "    while frame: seen.append(repr(frame.f_locals)); frame = frame.f_back\n"
        "    seen.append(repr([o for o in gc.get_objects() if isinstance(o, dict | list)]))\n"
        "    return any('SEC' + 'RET' in text for text in seen)"
    )
    done = judged(address, peek, "# test\nassert not f()  # SECRET")
    assert failures(done)[1] is None
    assert done.outputs[1][0]["ename"] == "AssertionError"  # beside the answer it is seen


def test_tests_share_a_player_until_another_cell_runs_or_one_fails(address):
    which = "# test\nassert f() == 1\nwho()"
    done = judged(
        address,
        "def who():\n    import os; return os.getpid()\ndef f():\n    return one",
        "# given\none = 1",
        which,
        which,
        "# given\ntwo = 2",
        which,
        "# test\nassert f() == two",
        which,
        "who()",
        which,
        which,
    )
    assert [k for k, name in enumerate(failures(done)) if name] == [6]
    first, second, third, fourth, fifth, sixth = (
        done.verdicts[k]["result"] for k in (2, 3, 5, 7, 9, 10)
    )
    assert (first, fifth) == (second, sixth)
    assert len({first, third, fourth, fifth}) == 4


def test_what_a_test_leaves_with_the_player_stays_what_it_was(address):
    done = judged(
        address,
        "kept = []\ndef keep(f):\n    kept.append(f)\ndef call(x):\n    return kept[0](x)",
        "# test\nkeep(lambda x: x + 1)\nassert call(1) == 2",
        "# test\nother = lambda x: 10 * x\nkeep(other)\nassert call(1) == 2",
    )
    assert failures(done) == [None, None, None]


def test_data_is_judged_without_a_player(address):
    done = judged(
        address,
        "# given\nimport numpy as np",
        "number, rows = np.float32(3), [(1, 'a'), {'b': np.ones(2)}]\ndef f():\n    return 3",
        "# test\nassert number == 3 and rows[0] == (1, 'a') and rows[1]['b'].sum() == 2",
        "# test\nassert number == 4",
        "# test\nassert absent",
        "# test\nassert f() == 3",
        "# test\nassert number == 3",
        forks=False,
    )
    assert failures(done)[2:] == [None, "AssertionError", "NameError", "NoAnswer", None]
    assert "threads" in done.verdicts[5]["failure"]["evalue"]
    assert done.outputs[5] == []  # beside the answer, the test has passed


@pytest.mark.parametrize("value", ["Equal(1)", "[Equal(1)]", "{'a': (Equal(1),)}"])
@pytest.mark.parametrize(
    "kind",
    [
        "class Equal(float):\n",
        "import numpy\nclass Equal(numpy.ndarray):\n",
        "class Equal:\n    def __init__(self, _): pass\n",
        "class Equal:\n    def __init__(self, _): pass\n"
        "    __module__ = 'elsewhere'\n    def __array__(self, *_, **__): raise OSError\n",
    ],
    ids=["a number", "an array", "an object", "an array that fails"],
)
def test_where_there_is_no_player_what_only_looks_like_data_is_refused(address, kind, value):
    answer = f"{kind}    def __eq__(self, other): return True\nx = {value}"
    done = judged(address, answer, "# test\nassert x is not None", forks=False)
    assert failures(done) == [None, "NoAnswer"]
    assert done.outputs[1] == []


def test_where_there_is_no_player_arrays_of_another_library_are_data(address):
    tensor = (
        "import numpy\nclass Tensor:\n    __module__ = 'elsewhere.core'\n"
        "    def __array__(self, dtype=None, copy=None): return numpy.array([3.0])\nx = Tensor()"
    )
    done = judged(address, tensor, "# test\nassert x[0] == 3 and type(x).__name__ == 'ndarray'",
                  forks=False)  # fmt: skip
    assert failures(done) == [None, None]


def test_a_test_may_compute_in_threads(needs_sandbox):
    threads = "from threading import Thread\nthread = Thread(target=print)\nthread.start()"
    with warm.server(["numpy"]) as address:
        done = judged(address, "x = 1", f"# test\n{threads}\nthread.join()\nassert x == 1")
    assert failures(done) == [None, None]


def test_a_judge_that_ends_costs_what_is_left_to_judge(address):
    done = judged(
        address,
        "import sys\nsys.is_beside_the_answer = True\nx = 1",
        "# test\nassert x == 1",
        "# test\nimport os, sys\nhasattr(sys, 'is_beside_the_answer') or os._exit(1)",
        "# test\nassert x == 1",
    )
    assert failures(done) == [None, None, "NoAnswer", "NoAnswer"]
    assert done.ended is None
    assert done.counts == [1, 2, 3, 4]


class _Deaf:
    """A judge's process that never answers."""

    def __init__(self):
        self.to, self.back, self.was_ended = os.open(os.devnull, os.O_WRONLY), self, False

    def receive(self, deadline):
        raise TimeoutError

    def end(self):
        os.close(self.to)
        self.was_ended = True


def test_a_judge_that_does_not_hear_is_ended_before_it_can_judge_the_wrong_test():
    deaf = _Deaf()
    keeper = warm._Keeper(None, deaf, warm.Limits())
    keeper.end, keeper.has_player = math.inf, True
    for _ in range(2):  # the second isn't even given to it
        assert keeper._verdict("")["failure"]["ename"] == "NoAnswer"
        assert deaf.was_ended


UNTELLABLE = {
    "a list that holds itself": "value = []\nvalue.append(value)",
    "a list that is too deep": "value = []\nfor _ in range(100_000): value = [value]",
    "a list that fails": (
        "class Failing(list):\n    def __iter__(self): raise OSError\nvalue = Failing([1])"
    ),
    "a list that ends its process": (
        "class Ending(list):\n    def __iter__(self): raise SystemExit\nvalue = Ending([1])"
    ),
}


@pytest.mark.parametrize("value", UNTELLABLE.values(), ids=UNTELLABLE)
def test_a_value_that_cannot_be_told_costs_its_own_test(address, value):
    done = judged(
        address,
        value,
        "other = 1",
        "# test\nassert value is not None",
        "# test\nassert other == 1",
    )
    assert failures(done) == [None, None, "NoAnswer", None]
    assert done.ended is None


def test_an_answer_that_never_comes_costs_its_own_cell(address):
    done = judged(
        address,
        "def f():\n    while True: pass\ndef g():\n    import os; os._exit(0)",
        "# test\nf()",
        "# test\nimport time",
        cell_seconds=1.5,
    )
    assert failures(done) == [None, "TimeoutError", None]
    done = judged(address, "def g():\n    import os; os._exit(0)", "# test\ng()")
    assert failures(done) == [None, "NoAnswer"]
