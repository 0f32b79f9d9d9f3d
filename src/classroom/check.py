"""Run the tests that a student can see, as the grader runs them: `nnbook-class check NOTEBOOK`.

It is `nbgrader validate` with a line for each question and an exit code that says whether a test
fails. All three judge alike, `nbgrader validate`, its button in JupyterLab and this command: what a
cell writes on standard error is no mistake, as it is none for the autograder. For the first two,
the course's configuration names `FORGIVE_WARNINGS`.
"""

import argparse
import os
import sys
from pathlib import Path
from unittest import mock

from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.nbgraderformat import ValidationError
from nbgrader.preprocessors import CheckCellMetadata, ClearOutput, Execute

from classroom import assignments, notebooks

# nbgrader takes a line on standard error for a failure. The autograder is told not to, by
# `IgnorePattern`, which `nbgrader validate` doesn't know. There, the kernel has no standard error.
FORGIVE_WARNINGS = [
    "--IPKernelApp.exec_lines=import sys; sys.stderr = sys.stdout",
    "--IPKernelApp.capture_fd_output=False",
]


def execute(path: Path) -> NotebookNode:
    """Execute a notebook as `nbgrader validate` does; the file stays as it is.

    Raises:
        notebooks.NotebookError: If it can't be read, or isn't sound, or its kernel dies.
    """
    notebook = notebooks.read(path)
    for cell in notebook.cells:
        # Windows's line ends, which some editors write, are no change of a test.
        cell.source = cell.source.replace("\r\n", "\n")
    config = notebooks.kernel_config()
    config.Execute.kernel_name = "python3"  # whatever the student's own is called
    config.Execute.timeout = config.Execute.iopub_timeout = 120
    config.Execute.record_timing = False
    config.Execute.extra_arguments = FORGIVE_WARNINGS
    resources = {"metadata": {"path": str(Path(path).resolve().parent)}}
    try:
        # nbgrader's own way leaves the variables set when a kernel dies.
        told = {"NBGRADER_VALIDATING": "1", "NBGRADER_EXECUTION": "validate"}
        with mock.patch.dict(os.environ, told):
            for preprocessor in (CheckCellMetadata, ClearOutput, Execute):
                notebook, _ = preprocessor(config=config).preprocess(notebook, resources)
    except DeadKernelError:
        raise notebooks.NotebookError(f"{path}: a cell ends the kernel.") from None
    except (ValidationError, RuntimeError) as error:
        reason = str(error).strip().splitlines()[0]
        raise notebooks.NotebookError(f"{path}: can't be graded: {reason}") from error
    return notebook


def verdicts(notebook: NotebookNode) -> list[tuple[assignments.Question, str]]:
    """What an executed notebook's graded cells say.

    Returns:
        For each, in order, the question and what is wrong; "" if nothing is.
    """
    cells = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id")
    }
    return [(q, _mistake(cells[q.grade_id])) for q in assignments.questions(notebook)]


def _mistake(cell: NotebookNode) -> str:
    data = cell.metadata.nbgrader
    if data.get("solution") or data.get("task"):
        return "Not answered yet." if utils.determine_grade(cell)[0] == 0 else ""
    if data.get("checksum") not in (None, utils.compute_checksum(cell)):
        return "This test was changed. The grader has its own copy; get a fresh one."
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            said = f"{output.ename}: {output.evalue}"
            return "Not answered yet." if said == "NotImplementedError: " else said
    score, points = utils.determine_grade(cell)
    return "" if score is None or score >= points else f"{score:g} of {points:g} points."


def main(arguments: list[str] | None = None) -> int:
    """Check notebooks: 1 if a visible test fails or an answer is missing, 2 if one can't be run."""
    parser = argparse.ArgumentParser(
        prog="nnbook-class check", description="Run a notebook's visible tests, as the grader does."
    )
    parser.add_argument("notebook", nargs="+", type=Path)
    code = 0
    for path in parser.parse_args(arguments).notebook:
        try:
            found = verdicts(execute(path))
        except notebooks.NotebookError as error:
            print(error, file=sys.stderr)
            code = 2
            continue
        if not found:
            print(f"{path}: has no graded cell. Is it an assignment?", file=sys.stderr)
            code = 2
        for question, mistake in found:
            state = "FAIL" if mistake else "wait" if question.manual else "pass"
            print(f"{state}  {question.grade_id} ({question.points:g})  {mistake}".rstrip())
        tests = [mistake for question, mistake in found if not question.manual]
        failed = sum(map(bool, tests))
        code = max(code, int(any(mistake for _, mistake in found)))
        if found:
            print(
                f"{path}: {len(tests) - failed} of {len(tests)} visible tests pass. "
                "Hidden tests, and answers marked `wait`, are judged after you hand in."
            )
    return code


if __name__ == "__main__":
    sys.exit(main())
