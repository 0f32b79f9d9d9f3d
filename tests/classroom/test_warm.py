"""Notebooks executed in forked processes: what they show, what they may not do, how they end."""

import ast
import math
import os
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from classroom import sandbox, warm
from classroom.notebooks import kernel_config
from classroom.sandbox import Limits


@pytest.fixture(scope="module", params=[True, False])
def address(request):
    if request.param:
        request.getfixturevalue("needs_sandbox")
    with warm.server(["numpy", "matplotlib.pyplot"], isolated=request.param) as address:
        yield address


@pytest.fixture(scope="module")
def isolated(needs_sandbox):
    with warm.server(["numpy"]) as address:
        yield address


def text(outputs: list[dict]) -> str:
    return "".join(output.get("text", "") for output in outputs)


def run(address: Path, *cells: str, **limits: float) -> warm.Executed:
    return warm.execute(address, list(cells), limits=Limits(**limits))


def test_it_shows_what_a_kernel_shows(address):
    cells = [
        "import sys\nimport numpy as np\nprint('out')\nprint('err', file=sys.stderr)\nnp.ones(2)",
        "x = 1\nfor i in range(3):\n    assert x == 0, (\n        'not zero'\n    )",
        "from IPython.display import HTML, clear_output, display\n"
        "print('gone')\nclear_output()\ndisplay(HTML('<b>x</b>'))\nh = display(1, display_id='a')\n"
        "h.update(2)",
        "from matplotlib import pyplot as plt\nplt.plot([1, 2])\nplt.show()",
        "",
        "def f(:",
        "raise SystemExit",
        "%%html\n<i>y</i>",
        "await __import__('asyncio').sleep(0)\n_",
        "%matplotlib inline\n1; 2",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    NotebookClient(
        notebook,
        allow_errors=True,
        kernel_name="python3",
        coalesce_streams=True,
        config=kernel_config(),
    ).execute()
    done = run(address, *[cell for cell in cells if cell])
    expected = [cell for cell in notebook.cells if cell.source]
    assert done.counts == [cell.execution_count for cell in expected]
    for cell, outputs in zip(expected, done.outputs, strict=True):
        assert outputs == [dict(output) for output in cell.outputs], cell.source


def test_more_modules_can_be_imported_beforehand(isolated):
    there = "import sys\nprint('wave' in sys.modules, 'sndhdr' in sys.modules)"
    assert text(run(isolated, there).outputs[0]) == "False False\n"
    warm.prepare(isolated, ["__main__", "nowhere", "nowhere.at_all", "wave"])
    assert text(run(isolated, there).outputs[0]) == "True False\n"


def test_garbage_is_collected_but_not_looked_for_among_the_imports(isolated):
    warm.prepare(isolated, ["colorsys"])
    done = run(isolated, "import gc\nprint(gc.isenabled(), gc.get_freeze_count() > 10_000)")
    assert text(done.outputs[0]) == "True True\n"


def test_what_another_program_prints_is_shown(address):
    done = run(address, "import os\n_ = os.system('echo from a child; echo oh >&2')")
    streams = [(output["name"], output["text"]) for output in done.outputs[0]]
    assert streams == [("stdout", "from a child\n"), ("stderr", "oh\n")]


def test_nobody_is_there_to_answer(address):
    (error,) = run(address, "input('name?')").outputs[0]
    assert error["ename"] == "StdinNotImplementedError"


def test_each_notebook_has_a_process_and_random_numbers_of_its_own(address):
    run(address, "import numpy as np\nnp.pi = 3\nx = 1")
    done = [
        run(address, "import numpy as np\nprint(np.pi == 3, 'x' in globals(), np.random.rand())")
    ]
    done.append(run(address, "import numpy as np\nprint(np.random.rand())"))
    first, second = (text(executed.outputs[0]).split() for executed in done)
    assert first[:2] == ["False", "False"]
    assert first[2] != second[0]


def test_files_beside_the_notebook_are_there(address):
    done = warm.execute(
        address, ["print(open('data/a.txt').read())"], {"data/a.txt": "hé".encode()}
    )
    assert text(done.outputs[0]) == "hé\n"


def test_a_long_cell_is_interrupted_and_the_next_one_runs(address):
    done = run(address, "while True: pass", "print('next')", cell_seconds=0.5)
    assert [output["ename"] for output in done.outputs[0]] == [
        "KeyboardInterrupt",
        "CellTimeoutError",
    ]
    assert text(done.outputs[1]) == "next\n"
    assert done.ended is None


def test_output_that_never_ends_is_late_too(address):
    endless = "while True: print('x', flush=True)"
    start = time.monotonic()
    done = run(address, "print(1)", endless, "print(2)", cell_seconds=2)
    assert time.monotonic() - start < 60  # not the client's patience of 300 s
    assert (text(done.outputs[0]), text(done.outputs[2]), done.ended) == ("1\n", "2\n", None)
    assert done.outputs[1][-1]["ename"] == "CellTimeoutError"


# Messages of this size fill the pipe to its end, and one waits there with half of it said.
INTERRUPTED = """
import os, signal, sys, threading, time
due = threading.Semaphore(0)
def interrupt():
    for _ in range(100):
        due.acquire()
        time.sleep(0.003)
        os.kill(os.getpid(), signal.SIGINT)
threading.Thread(target=interrupt).start()
for _ in range(100):
    try:
        due.release()
        while True: sys.stdout.write("x" * 9000)
    except KeyboardInterrupt:
        pass
"""


def test_an_interrupt_breaks_no_message(address):
    done = run(address, INTERRUPTED, "print('next')", output=1 << 28)
    assert done.ended is None
    assert set(text(done.outputs[0])) == {"x"}
    assert text(done.outputs[1]) == "next\n"


THREADS = """
from threading import Thread
def work():
    for _ in range(500): print("a" * 99)
threads = [Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""
CHILDREN = """
import os
for _ in range(8):
    if os.fork() == 0:
        for _ in range(500): print("a" * 99)
        display("b")
        raise ValueError("c")
for _ in range(8): os.wait()
"""


@pytest.mark.parametrize("start", [THREADS, CHILDREN])
def test_those_who_speak_at_the_same_time_are_all_heard(address, start):
    done = run(address, "print('first')\n" + start, "print('next')")
    said = text(done.outputs[0])
    assert done.ended is None
    assert said.startswith("first\n") and said.count("first\n") == 1
    assert said.count("a" * 99) == 4000
    if start == CHILDREN:
        assert said.count("'b'\n") == said.count(": c\n") == 8
    assert text(done.outputs[1]) == "next\n"


def test_a_cell_that_swallows_interrupts_ends_the_notebook(address):
    stubborn = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    done = run(address, "print(1)", stubborn, "print(2)", cell_seconds=0.5)
    assert done.cell == 1
    assert "could not be interrupted" in done.ended
    assert text(done.outputs[0]) == "1\n"
    assert done.outputs[2] == []


def test_the_whole_notebook_has_a_limit(address):
    done = run(address, "print(1)", "while True: pass", "print(2)", notebook_seconds=1.5)
    assert "longer than the 1.5 seconds" in done.ended
    assert text(done.outputs[0]) == "1\n"


@pytest.mark.parametrize(
    "end", ["os._exit(0)", "os.abort()", "import ctypes; ctypes.string_at(0)"], ids=lambda end: end
)
def test_what_came_before_the_end_is_kept(address, end):
    done = run(address, "print(1)", f"import os; {end}", "print(2)")
    assert "process ended in this cell" in done.ended
    assert (done.cell, done.counts) == (1, [1, None, None])
    assert text(done.outputs[0]) == "1\n"


def test_output_is_cut_off(address):
    done = run(address, "for i in range(10**5): print('x' * 99)", "print('y')", output=1 << 20)
    assert len(text(done.outputs[0])) < 2 << 20
    assert "cut off here" in text(done.outputs[0])


def test_a_message_of_no_sense_ends_the_notebook(address):
    """As from a student's code that writes where it should not."""
    noise = (
        "import os\n"
        "for fd in range(3, 64):\n"
        "    try: os.write(fd, b'x' * 64)\n"
        "    except OSError: pass"
    )
    done = run(address, noise, "print(1)")
    assert done.ended


FORGE = """
import json, os, stat, struct
data = json.dumps({!r}).encode()
for descriptor in range(3, 64):
    try:
        if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
            os.write(descriptor, struct.pack("!I", len(data)) + data)
    except OSError:
        pass
"""
DISPLAY = {"output_type": "display_data", "data": {}, "metadata": {}}
NO_OUTPUTS = [
    5,
    {},
    {"output_type": ["stream"]},
    {"output_type": "stream", "name": "stdout", "text": ["x"]},
    {"output_type": "error"},
    {"output_type": "error", "ename": "E", "evalue": "", "traceback": [1]},
    {"output_type": "execute_result", "data": 5, "metadata": {}, "execution_count": 1},
    DISPLAY | {"data": {"text/plain": 5}},
    DISPLAY | {"more": 1},
]


@pytest.mark.parametrize("said", NO_OUTPUTS, ids=str)
def test_an_output_that_is_none_is_left_out(address, said):
    done = run(address, FORGE.format({"output": said}), "print(1)")
    assert done.ended is None
    assert text(done.outputs[0]) == "\n... an output that no notebook can hold: left out ...\n"
    assert text(done.outputs[1]) == "1\n"


def test_an_output_may_hold_json(address):
    shown = "from IPython.display import JSON, display\ndisplay(JSON({'a': 1}), display_id='x')"
    (outputs,) = run(address, shown).outputs
    assert outputs[0]["data"]["application/json"] == {"a": 1}


@pytest.mark.parametrize("name", [["x"], {"a": 1}, 7])
def test_a_display_of_any_name_is_shown(address, name):
    forged = {"output": DISPLAY, "display_id": name}
    done = run(address, FORGE.format(forged), FORGE.format(forged | {"update": True}))
    assert done.outputs == [[DISPLAY], []]


def test_what_is_no_display_updates_none(address):
    text = {"output_type": "stream", "name": "stdout", "text": "x"}
    forged = {"output": text, "display_id": "a", "update": True}
    shown = "h = display(1, display_id='a')"
    done = run(address, f"{shown}\n{FORGE.format(forged)}")
    assert done.outputs[0][1:] == [text]


class _Liar:
    """A notebook's process that says of the end of each cell what it wants."""

    def __init__(self, said):
        (requests, self.to), self.back, self.said = os.pipe(), self, said
        self.requests = warm._Pipe(requests)

    def receive(self, deadline, largest):
        return {"done": self.requests.receive()["token"]} | self.said


@pytest.mark.parametrize(
    "said",
    [
        {"count": 1, "failure": 5},
        {"count": 1, "failure": {"ename": "E"}},
        {"count": "1", "failure": None},
        {},
    ],
    ids=str,
)
def test_an_end_that_is_none_ends_the_notebook(said):
    liar = _Liar(said)
    keeper = warm._Keeper(liar, None, Limits())
    keeper.end = math.inf
    try:
        with pytest.raises(warm._Ended, match="makes no sense"):
            keeper._cell("x = 1", [], {})
    finally:
        os.close(liar.to)
        os.close(liar.requests.descriptor)


def test_a_server_that_is_gone_says_so(tmp_path):
    with pytest.raises(warm.WarmError, match="failed"):
        warm.execute(tmp_path / "socket", ["1"])


class TestSandbox:
    def test_nothing_of_the_course_is_seen(self, isolated, tmp_path):
        secret = Path(__file__).resolve()
        (tmp_path / "gradebook.db").write_text("grades")
        places = [
            str(secret),
            str(tmp_path / "gradebook.db"),
            str(Path.home() / ".bashrc"),
            "/etc/passwd",
        ]
        done = run(isolated, f"import os\nprint([os.path.exists(p) for p in {places!r}])")
        assert text(done.outputs[0]) == "[False, False, False, False]\n"

    def test_it_writes_nowhere_but_in_its_folder(self, isolated):
        writable = (
            "import os\nfound = []\n"
            "for place, folders, files in os.walk('/'):\n"
            "    folders[:] = [f for f in folders if (place, f) != ('/', 'proc')]\n"
            "    if os.access(place, os.W_OK): found.append(place)\n"
            "print(sorted(found))"
        )
        found = set(ast.literal_eval(text(run(isolated, writable).outputs[0])))
        # Nobody can put a file into /dev/pts, whatever its mode says.
        assert found - {"/dev/pts"} == {"/dev/shm", "/notebook"}

    def test_there_is_no_network(self, isolated):
        ask = "import socket\nsocket.create_connection(('127.0.0.1', 1), timeout=5)"
        (error,) = run(isolated, ask).outputs[0]
        assert "unreachable" in error["evalue"]

    def test_memory_is_limited(self, isolated):
        done = run(isolated, "x = bytearray(1 << 30)", "print('alive')", memory=256 << 20)
        assert done.outputs[0][0]["ename"] == "MemoryError"
        assert text(done.outputs[1]) == "alive\n"

    def test_files_are_limited(self, isolated):
        write = "open('big', 'wb').write(bytes(64 << 20))"
        done = run(isolated, write, files=8 << 20)
        assert done.outputs[0] == [] or done.outputs[0][0]["ename"] == "OSError"

    def test_processes_are_limited_and_die_with_the_notebook(self, isolated):
        fork = (
            "import os, time\n"
            "try:\n"
            "    while True:\n"
            "        if os.fork() == 0: time.sleep(600)\n"
            "except OSError as error: print(error)"
        )
        done = run(isolated, fork, processes=32)
        assert "Resource temporarily unavailable" in text(done.outputs[0])
        names = "import os\nprint(len([p for p in os.listdir('/proc') if p.isdigit()]))"
        assert int(text(run(isolated, names).outputs[0])) < 16

    def test_other_processes_cannot_be_read_or_stopped(self, isolated):
        spy = (
            "import os\nfound, tried = [], 0\n"
            "for pid in filter(str.isdigit, os.listdir('/proc')):\n"
            "    if os.path.realpath('/proc/self') == f'/proc/{pid}': continue\n"
            "    for name in ('mem', 'environ', 'maps', 'fd/0', 'fd/3', 'root/notebook'):\n"
            "        tried += 1\n"
            "        try: open(f'/proc/{pid}/{name}', 'rb').read(1); found.append((pid, name))\n"
            "        except OSError: pass\n"
            "    try: os.kill(int(pid), 0); found.append((pid, 'kill')) if pid != '1' else None\n"
            "    except OSError: pass\n"
            "print(tried >= 12, found)"
        )
        assert text(run(isolated, spy).outputs[0]) == "True []\n"

    def test_it_has_no_rights_to_give_itself(self, isolated):
        mount = (
            "import ctypes, os\n"
            "libc = ctypes.CDLL(None, use_errno=True)\n"
            "print(libc.mount(b'x', b'/notebook', b'tmpfs', 0, None), os.getuid())\n"
            "print(open('/proc/self/status').read().split('CapEff:')[1].split()[0])"
        )
        assert text(run(isolated, mount).outputs[0]) == "-1 1000\n0000000000000000\n"


def test_without_bubblewrap_it_refuses(monkeypatch):
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(sandbox.NoSandbox, match="bubblewrap"):
        sandbox.check()
