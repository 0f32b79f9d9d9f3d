"""What every committed notebook promises, before nbval executes it.

nbval passes a notebook without outputs, ignores images, and never looks at counts, so those are
held here.
"""

import json
import re
import warnings
from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

from classroom import notebooks

ROOT = Path(__file__).resolve().parents[1]
CHAPTERS = sorted((ROOT / "chapters").glob("*.ipynb"))
SOLUTIONS = sorted((ROOT / "solutions").glob("*/*.ipynb"))

# Where a path, an address or a date of one machine would show.
OF_ONE_MACHINE = re.compile(
    r"(?<![\w.])/(root|work|tmp|home|Users|private|mnt|var)/|[A-Z]:\\\\|site-packages"
    r"|\bat 0x[0-9a-f]{6,}|\b20\d\d-\d\d-\d\dT\d\d:"
)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code_cells(path: Path) -> list:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def test_there_are_notebooks():
    assert CHAPTERS
    assert {path.parent.name for path in SOLUTIONS} == {
        path.name for path in (ROOT / "exercises").iterdir() if path.is_dir()
    }


@pytest.mark.parametrize("path", CHAPTERS + SOLUTIONS, ids=name)
class TestOutputs:
    def test_every_code_cell_ran_once_in_order(self, path):
        counts = [cell.execution_count for cell in code_cells(path)]
        assert counts == list(range(1, len(counts) + 1))

    def test_there_are_outputs(self, path):
        assert any(cell.outputs for cell in code_cells(path))

    def test_no_error_and_nothing_on_stderr(self, path):
        for cell in code_cells(path):
            for output in cell.outputs:
                assert output.get("name") != "stderr", f"cell {cell.id} wrote to stderr"
                if output.output_type == "error":
                    assert "raises-exception" in cell.metadata.get("tags", []), (
                        f"cell {cell.id} failed: {output.ename}: {output.evalue}"
                    )

    def test_a_cell_that_should_fail_does(self, path):
        for cell in code_cells(path):
            if "raises-exception" in cell.metadata.get("tags", []):
                assert any(output.output_type == "error" for output in cell.outputs), cell.id

    def test_nothing_of_one_machine(self, path):
        for cell in code_cells(path):
            for output in cell.outputs:
                data = {k: v for k, v in output.get("data", {}).items() if k != "image/png"}
                text = json.dumps([output.get("text"), output.get("traceback"), data])
                found = OF_ONE_MACHINE.search(text)
                assert not found, f"cell {cell.id} shows {found.group()!r}"

    def test_a_newer_python_warns_of_nothing(self, path):
        """From 3.12 on, Python shows a warning of an unknown escape, which 3.11 hides."""
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            for cell in code_cells(path):
                compile(TransformerManager().transform_cell(cell.source), cell.id, "exec")

    def test_metadata_is_the_same_everywhere(self, path):
        notebook = nbformat.read(path, as_version=4)
        assert notebook.metadata.kernelspec.name == "python3"
        assert "version" not in notebook.metadata.language_info
        for cell in notebook.cells:
            assert "execution" not in cell.metadata, f"cell {cell.id} bears timestamps"


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
class TestChapters:
    def test_at_most_sixty_cells(self, path):
        assert len(nbformat.read(path, as_version=4).cells) <= 60

    def test_every_figure_has_a_text_that_says_what_it_shows(self, path):
        for cell in code_cells(path):
            if any(kind.startswith("image/") for o in cell.outputs for kind in o.get("data", {})):
                alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
                assert len(alt.split()) >= 5, f"the figure of cell {cell.id} has the alt {alt!r}"

    def test_every_output_is_compared(self, path):
        for cell in code_cells(path):
            ignored = "nbval-ignore-output" in cell.metadata.get("tags", [])
            ignored = ignored or "NBVAL_IGNORE_OUTPUT" in cell.source
            assert not ignored or "assert" in cell.source, (
                f"the output of cell {cell.id} is neither compared nor asserted"
            )


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_another_processor_writes_the_same_bytes(path, monkeypatch, tmp_path):
    """Executed anew, on the code of an older processor: not one byte differs, images included."""
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    monkeypatch.setenv("NPY_DISABLE_CPU_FEATURES", "X86_V4")
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", "AVX2")
    again = tmp_path / path.name
    notebooks.write(notebooks.execute(path), again)
    assert again.read_bytes() == path.read_bytes()
