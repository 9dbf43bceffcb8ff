"""Finding an assignment's notebooks, whatever they are called."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from foreign_course import by_name
from released_cells import RELEASED, handed_in

from course.grading.repair.fault import State
from course.grading.repair.notebooks import Notebooks, Seen

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 100_000  # bytes


def other_names(nb: Any) -> Any:
    """Give a notebook whose cells have other names."""
    for cell in nb.cells:
        cell.metadata["nbgrader"]["grade_id"] += "-2"
    return nb


def second() -> Any:
    """Give another notebook of the assignment."""
    nodes = {f"{name}-2": deepcopy(node) for name, node in RELEASED.nodes["en"].items()}
    for name, node in nodes.items():
        node.metadata["nbgrader"]["grade_id"] = name
    cells = {f"{name}-2": replace(cell, name=f"{name}-2") for name, cell in RELEASED.cells.items()}
    return replace(RELEASED, name="second", cells=cells, nodes={"en": nodes})


ONE = Notebooks({"problem": RELEASED}, LARGEST, keeps_last=False)
TWO = Notebooks({"problem": RELEASED, "second": second()}, LARGEST, keeps_last=False)
TWINS = Notebooks({"problem": RELEASED, "twin": replace(RELEASED, name="twin")}, LARGEST, keeps_last=False)


def look(notebooks: Notebooks, folder: Path) -> Seen:
    seen = Seen()
    notebooks.look(folder, seen)
    return seen


def write(folder: Path, name: str, nb: Any | None = None) -> None:
    nbformat.write(nb or handed_in(), folder / name)


@pytest.mark.parametrize(
    "name",
    [
        "problem (1).ipynb",
        "problem-Copy1.ipynb",
        "Copy of problem.ipynb",
        "Problem.IPYNB",
        "problem.ipynb.txt",
        "作业.ipynb",
        "[problem].ipynb",
    ],
)
def test_a_notebook_is_found_under_another_name(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    seen = look(ONE, tmp_path)
    ((file, target, data, _),) = [(each.file, each.target, each.data, each.digest) for each in seen.changes]
    assert (file.name, target.name, data) == (name, "problem.ipynb", None)
    assert [fault.what for fault in seen.faults] == [f"'problem.ipynb' was renamed: '{name}'."]


def test_each_of_two_renamed_notebooks_gets_its_own_name(tmp_path: Path) -> None:
    write(tmp_path, "a.ipynb", other_names(handed_in()))
    write(tmp_path, "b.ipynb")
    changes = {each.file.name: each.target.name for each in look(TWO, tmp_path).changes}
    assert changes == {"a.ipynb": "second.ipynb", "b.ipynb": "problem.ipynb"}


def test_what_may_be_two_of_the_assignments_notebooks_is_asked_about(tmp_path: Path) -> None:
    write(tmp_path, "a.ipynb")
    seen = look(TWINS, tmp_path)
    assert seen.changes == []
    (fault,) = seen.faults
    assert fault.state is State.YOU
    assert fault.what == ("Missing: 'problem.ipynb', 'twin.ipynb'. There is 'a.ipynb'; is that it?")


def test_a_notebook_that_is_not_there_needs_nobody_but_is_said(tmp_path: Path) -> None:
    write(tmp_path, "problem.ipynb")
    (fault,) = look(TWO, tmp_path).faults
    assert (fault.state, fault.what, fault.then) == (State.GRADED, "'second.ipynb' was not handed in.", "0 points.")


def test_beside_a_missing_notebook_one_that_nobody_knows_is_asked_about(tmp_path: Path) -> None:
    write(tmp_path, "problem.ipynb")
    strange = handed_in()
    strange.cells = strange.cells[:1]
    write(tmp_path, "homework.ipynb", strange)
    (fault,) = look(TWO, tmp_path).faults
    assert fault.state is State.YOU
    assert "'homework.ipynb'" in fault.what


def test_a_broken_notebook_with_a_whole_copy_beside_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "problem.ipynb").write_text("{", encoding="utf-8")
    write(tmp_path, "problem-Copy1.ipynb")
    (fault,) = look(ONE, tmp_path).faults
    assert fault.state is State.YOU
    assert fault.then.endswith("Or is it 'problem-Copy1.ipynb'?")


def test_a_copy_with_the_answers_of_the_right_one_needs_nobody(tmp_path: Path) -> None:
    write(tmp_path, "problem.ipynb")
    nb = handed_in()
    by_name(nb)["tests"].source = "changed"  # no answer
    write(tmp_path, "problem (1).ipynb", nb)
    (fault,) = look(ONE, tmp_path).faults
    assert (fault.state, fault.then) == (State.GRADED, "'problem.ipynb' is graded.")


def test_a_copy_with_other_answers_is_a_persons_to_choose(tmp_path: Path) -> None:
    write(tmp_path, "problem.ipynb")
    nb = handed_in()
    by_name(nb)["words"].source = "other words"
    write(tmp_path, "problem (1).ipynb", nb)
    (fault,) = look(ONE, tmp_path).faults
    assert fault.state is State.YOU
    assert fault.then.startswith("'problem.ipynb' is graded. If the other counts")


def test_a_text_that_cannot_be_written_is_told_and_nothing_changes(tmp_path: Path) -> None:
    nb = handed_in()
    del nb.cells[0]
    write(tmp_path, "problem.ipynb", nb)
    file = tmp_path / "problem.ipynb"
    file.write_text(file.read_text(encoding="utf-8").replace("My own words", "\\ud800"), encoding="utf-8")
    seen = look(ONE, tmp_path)
    assert seen.changes == []
    assert "half a character" in seen.faults[0].what


def test_a_packed_submission_is_asked_about_and_not_named_twice(tmp_path: Path) -> None:
    (tmp_path / "m1.ZIP").write_bytes(b"PK")
    seen = look(ONE, tmp_path)
    (fault,) = seen.faults
    assert (fault.state, fault.what) == (State.YOU, "'problem.ipynb' is missing. There is 'm1.ZIP'.")
    assert fault.then == "Is it in there? Then unpack it there."
    assert "m1.ZIP" in seen.told


def test_a_folder_in_the_folder_is_told_once_with_what_lies_in_it(tmp_path: Path) -> None:
    (tmp_path / "m1").mkdir()
    write(tmp_path / "m1", "problem.ipynb")
    (tmp_path / "m1" / "answers.jsonl").write_bytes(b"")
    seen = look(ONE, tmp_path)
    assert [fault.then for fault in seen.faults] == ["Move 'm1/problem.ipynb' up, with what lies beside it."]
    assert seen.told == {"m1/problem.ipynb", "m1/answers.jsonl"}
