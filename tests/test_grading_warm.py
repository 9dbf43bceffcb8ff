"""Cells in a fork of a warm process: the outputs of a kernel, nothing foreign, nothing left alive."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.preprocessors import Execute

from course.engine.errors import CourseError
from course.grading import fence, warm
from course.grading.preprocessors.fenced import FencedExecute
from course.grading.preprocessors.run import RunCourseCells, grading_environment

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(not warm.available(), reason="this system cannot fork; the cells run in a kernel"),
]

SAID = "print('one'); import sys; print('two', file=sys.stderr); print('three')"
SHOWN = """
from IPython.display import HTML, display
shown = display(HTML('热'), display_id=True)
shown.update(HTML('new'))
1.5
"""
RAISED = "def half(x):\n    return x / 0\nhalf(1)"
QUIET = "x = 3;"
ARRAY = "import json; json.loads('[1.0, 2]')"


def resources(folder: Path) -> dict[str, Any]:
    names = {"assignment": "m1-preparation", "notebook": "m1-preparation", "student": "anna", "db_url": ""}
    return {"metadata": {"path": str(folder)}, "nbgrader": names}


def own_cell(source: str) -> Any:
    return new_code_cell(source, metadata={"nbgrader": {"locked": True}})


def run(folder: Path, *sources: str, warmly: bool = True) -> Any:
    notebook = new_notebook(cells=[new_markdown_cell("Read."), *map(own_cell, sources)])
    return RunCourseCells(kept_warm=warmly).preprocess(notebook, resources(folder))[0]


def plain(notebook: Any) -> list[Any]:
    """Give what cells show, without moments and the places of this run in tracebacks."""
    cells = []
    for cell in notebook.cells:
        each = {name: value for name, value in cell.items() if name not in {"id", "metadata"}}
        for output in each.get("outputs", []):
            output.pop("traceback", None)
        cells.append(each)
    return cells


def test_the_outputs_are_those_of_a_kernel(tmp_path: Path) -> None:
    sources = (SAID, SHOWN, RAISED, QUIET, "x", ARRAY)
    forked, stock = run(tmp_path, *sources), run(tmp_path, *sources, warmly=False)
    assert plain(forked) == plain(stock)
    assert forked.metadata == stock.metadata
    assert [sorted(cell.metadata.get("execution", {})) for cell in forked.cells] == [
        [
            name
            for name in sorted(cell.metadata.get("execution", {}))
            if name != "shell.execute_reply" and "idle" not in name
        ]
        for cell in stock.cells
    ]


def test_a_cell_knows_its_folder_and_that_it_is_being_graded(tmp_path: Path) -> None:
    (tmp_path / "course.py").write_text("raise SystemExit")  # of the learner's making (T43)
    told = run(tmp_path, "import os; from course.record.place import grading; os.getcwd(), grading()").cells[1]
    assert told.outputs[0].data["text/plain"] == str((str(tmp_path), True))


def test_what_one_notebook_leaves_behind_the_next_does_not_see(tmp_path: Path) -> None:
    run(tmp_path, "import builtins; builtins.left = 1; left = 2")
    assert run(tmp_path, "left").cells[1].outputs[0].ename == "NameError"


def test_code_that_is_tagged_as_foreign_is_not_run(tmp_path: Path) -> None:
    notebook = new_notebook(cells=[new_code_cell("open('proof', 'w')", metadata={"tags": ["skip-execution"]})])
    RunCourseCells().preprocess(notebook, resources(tmp_path))
    assert not (tmp_path / "proof").exists()


def learners(*sources: str) -> Any:
    return new_notebook(cells=[own_cell("1"), *map(new_code_cell, sources)])


@pytest.mark.skipif(not fence.available(), reason="only Linux can fence what a learner's code does")
def test_code_of_learners_that_an_instructor_lets_run_goes_into_the_fence(tmp_path: Path) -> None:
    if not fence.layers().enough:
        pytest.skip(f"this machine has too few layers: {fence.layers()}")
    attack = "import socket; socket.socket()"
    ran = RunCourseCells(timeout=5).preprocess(learners("x = 2\nx", attack), resources(tmp_path))[0]
    assert ran.cells[1].outputs[0].data["text/plain"] == "2"
    assert ran.cells[2].outputs[0].ename == "PermissionError"


@pytest.mark.skipif(not fence.available(), reason="only Linux can fence what a learner's code does")
def test_a_cell_that_takes_too_long_is_interrupted_and_the_next_one_runs_as_in_a_kernel(tmp_path: Path) -> None:
    if not fence.layers().enough:
        pytest.skip(f"this machine has too few layers: {fence.layers()}")
    cells = ("print('began')\nwhile True: pass", "3")
    fenced = FencedExecute(timeout=1).preprocess(learners(*cells), resources(tmp_path))[0]
    stock = Execute(timeout=1).preprocess(learners(*cells), resources(tmp_path))[0]
    assert [each.ename for each in fenced.cells[1].outputs[1:]] == ["KeyboardInterrupt", "CellTimeoutError"]
    assert fenced.cells[2].outputs[0].data["text/plain"] == "3"
    assert plain(fenced) == plain(stock)


@pytest.mark.skipif(not fence.available(), reason="only Linux can fence what a learner's code does")
def test_a_cell_that_goes_on_after_it_was_interrupted_stops_the_notebook(tmp_path: Path) -> None:
    if not fence.layers().enough:
        pytest.skip(f"this machine has too few layers: {fence.layers()}")
    stubborn = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    ran = FencedExecute(timeout=1).preprocess(learners("2", stubborn, "3"), resources(tmp_path))[0]
    assert [cell.outputs[-1].output_type for cell in ran.cells[1:]] == ["execute_result", "error", "error"]
    assert ran.cells[3].outputs[0].evalue == "The notebook was stopped: a cell took longer than 1 seconds."


def test_code_of_learners_whom_an_instructor_trusts_gets_a_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "run", lambda *_, **__: pytest.fail("it ran in the warm process"))
    monkeypatch.setattr(fence, "run_fenced", lambda *_, **__: pytest.fail("it ran in the fence"))
    ran = RunCourseCells(trust_submissions=True).preprocess(learners("2"), resources(tmp_path))[0]
    assert ran.cells[1].outputs[0].data["text/plain"] == "2"


@pytest.mark.parametrize(
    ("source", "why"),
    [("import os; os._exit(3)", "ended by itself"), ("import time; time.sleep(60)", "longer than 1 seconds")],
)
def test_a_notebook_that_does_not_come_to_its_end_is_an_error_with_the_learners_name(
    tmp_path: Path, source: str, why: str
) -> None:
    notebook = new_notebook(cells=[own_cell(source)])
    with pytest.raises(CourseError, match=why) as told:
        RunCourseCells(timeout=1).preprocess(notebook, resources(tmp_path))
    assert told.value.where == "anna"
    assert run(tmp_path, "1 + 1").cells[1].outputs[0].data["text/plain"] == "2"  # and the next one is graded


def test_nothing_that_a_notebook_started_is_alive_afterwards(tmp_path: Path) -> None:
    sleeper = "import subprocess; print(subprocess.Popen(['sleep', '600']).pid)"
    number = int(run(tmp_path, sleeper).cells[1].outputs[0].text)
    for _ in range(50):
        if not alive(number):
            return
        time.sleep(0.1)
    pytest.fail(f"the process {number} is still alive")


def alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{number}/stat", encoding="utf-8") as file:  # noqa: PTH123  a file of the system
        return file.read().split()[2] != "Z"


def test_a_warm_process_that_was_ended_is_told_and_another_is_started(tmp_path: Path) -> None:
    stove = warm.stove.Stove(grading_environment())
    stove.close()
    with pytest.raises((CourseError, ValueError)):
        stove.run(warm.messages.Job(str(tmp_path), ["1"], grading_environment(), 5))
    assert isinstance(run(tmp_path, "1"), NotebookNode)
