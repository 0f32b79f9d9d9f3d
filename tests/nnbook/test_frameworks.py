"""nnbook imports lightly, and nnbook.frameworks brings Keras quietly."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import nnbook
from classroom.notebooks import kernel_config
from nnbook import frameworks

ROOT = Path(__file__).parents[2]


def run(code, *arguments):
    return subprocess.run(
        [sys.executable, *arguments, "-c", code], capture_output=True, text=True, timeout=300
    )


# ----------------------------------------------------------------------------------- the package


def test_import_is_light():
    code = """
import sys
import nnbook
assert "numpy" not in sys.modules
from nnbook import activations, frameworks, losses, numerical, perceptron
heavy = {"tensorflow", "keras", "cv2", "matplotlib", "sklearn", "scipy", "pandas", "IPython"}
print(sorted(heavy & set(sys.modules)))
"""
    result = run(code)
    assert (result.stdout, result.stderr, result.returncode) == ("[]\n", "", 0)


def test_version_is_that_of_the_distribution():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert nnbook.__version__ == project["version"]


def test_the_docstring_lists_the_rooms_that_exist():
    listed = re.findall(r"^``(\w+)``", nnbook.__doc__, flags=re.MULTILINE)
    rooms = {path.stem for path in (ROOT / "src/nnbook").glob("*.py") if path.stem[0] != "_"}
    assert set(listed) == rooms and len(listed) == len(rooms)


# --------------------------------------------------------------------------------- load_keras

SMALL_NET = """
import numpy as np
from nnbook.frameworks import load_keras
keras = load_keras()
assert load_keras() is keras
keras.utils.set_random_seed(0)
x = np.linspace(-1, 1, 12, dtype="float32").reshape(4, 3)
model = keras.Sequential([keras.layers.Dense(5, activation="relu"), keras.layers.Dense(1)])
model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
model.fit(x, x.sum(axis=1), epochs=1, verbose=0)
print(model.predict(x, verbose=0).tobytes().hex())
"""


def test_keras_is_silent_and_deterministic_in_a_script_and_in_a_notebook(tmp_path):
    script = run(SMALL_NET)
    assert (script.stderr, script.returncode) == ("", 0)

    notebook = nbformat.v4.new_notebook()
    notebook.cells = [
        nbformat.v4.new_code_cell(SMALL_NET),
        nbformat.v4.new_code_cell("import sys; print('heard', file=sys.stderr)"),
    ]
    NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        config=kernel_config(),
        resources={"metadata": {"path": str(tmp_path)}},
    ).execute()
    outputs = [[(o.name, o.text) for o in cell.outputs] for cell in notebook.cells]
    # The same 4 float32 numbers, bit for bit.
    assert len(script.stdout) == 4 * 4 * 2 + 1
    assert outputs == [[("stdout", script.stdout)], [("stderr", "heard\n")]]


def test_settings_are_made(keras):
    import tensorflow as tf

    assert frameworks.load_keras() is keras
    assert keras.backend.backend() == "tensorflow"
    # Under determinism, a random operation without a seed is refused.
    with pytest.raises(RuntimeError, match="[Dd]eterminism"):
        tf.random.experimental.Generator.from_non_deterministic_state()
    assert tf.config.optimizer.get_experimental_options()["disable_meta_optimizer"]


def test_the_garbage_collector_looks_through_no_import():
    code = """
import gc
from nnbook.frameworks import load_keras
rounds = []
gc.callbacks.append(lambda phase, info: rounds.append(phase))
load_keras()
frozen = gc.get_freeze_count()
print(rounds, frozen > 100_000, len(gc.get_objects()) < 10_000, gc.isenabled())
own = []
own.append(own)
load_keras()
print(gc.get_freeze_count() <= frozen, any(each is own for each in gc.get_objects()))
gc.disable()
load_keras()
print(gc.isenabled())
"""
    assert run(code).stdout == "[] True True True\nTrue True\nFalse\n"


def test_standard_error_comes_back_even_when_the_import_fails():
    code = """
import sys
class Broken:
    def find_spec(self, name, path=None, target=None):
        if name == "tensorflow":
            import os
            os.write(2, b"C++ noise")
            raise OSError("a broken installation")
sys.meta_path.insert(0, Broken())
from nnbook.frameworks import load_keras
try:
    load_keras()
except OSError as error:
    print(error, file=sys.stderr)
"""
    result = run(code)
    assert (result.stderr, result.returncode) == ("a broken installation\n", 0)


def test_without_tensorflow_one_sentence_says_how_to_install_it():
    code = """
import sys
sys.modules["tensorflow"] = None      # Python's own way to say: not installed
from nnbook.frameworks import load_keras
try:
    load_keras()
except ImportError as error:
    print(error, "|", error.__suppress_context__)
"""
    result = run(code)
    assert result.stderr == ""
    assert result.stdout == (
        "The comparison with Keras needs the package 'tensorflow'; "
        "install it with: pip install tensorflow | True\n"
    )


def test_a_package_that_tensorflow_misses_is_not_hidden():
    code = """
import sys
sys.modules["absl"] = None
from nnbook.frameworks import load_keras
load_keras()
"""
    result = run(code)
    assert result.returncode == 1 and "import of absl halted" in result.stderr
