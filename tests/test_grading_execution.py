"""Who may run learners' code: what ``course grade`` says before it runs any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from course.grading import fence
from course.grading.autograde.assignment import Assignment, Notebook
from course.grading.autograde.settings import read_setup
from course.grading.preprocessors.cells import CourseCell

if TYPE_CHECKING:
    from pathlib import Path

    from course.grading.autograde.execution import Execution

pytestmark = pytest.mark.nbgrader

FOREIGN = "c = get_config()\n"
OURS = "from course.grading import configure\nc = get_config()\nconfigure(c)\n"
ENOUGH = fence.Layers(tuple(fence.Layer(name, active=True) for name in ("landlock", "seccomp", "rlimits")))
FEWER = fence.Layers((fence.Layer("landlock", active=False, why="this kernel has none"),))


def execution(root: Path, settings: str) -> Execution:
    """Read a course folder's settings."""
    (root / "nbgrader_config.py").write_text(settings, encoding="utf-8")
    return read_setup(root).execution()


def assignment(*, locked: bool) -> Assignment:
    """Give an assignment with one code cell."""
    cell = CourseCell("tests", "code", "1.0", None, locked, True, False, False, 1.0)
    return Assignment("key", "ps1", None, {"ps1": Notebook("key", "ps1", None, (cell,), {"tests": "key"}, {}, {})})


@pytest.fixture(autouse=True)
def enough(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # reading settings goes into the course folder, as nbgrader does
    monkeypatch.setattr(fence, "layers", lambda: ENOUGH)
    monkeypatch.setattr(fence, "available", lambda: True)


def test_in_another_course_every_notebook_is_the_learners(tmp_path: Path) -> None:
    found = execution(tmp_path, FOREIGN)
    assert found.of_learners(assignment(locked=True)) == ["ps1"]
    assert found.refusal(assignment(locked=True)) is None


def test_in_ours_only_a_notebook_with_a_cell_of_theirs_is(tmp_path: Path) -> None:
    found = execution(tmp_path, OURS)
    assert found.of_learners(assignment(locked=True)) == []
    assert found.of_learners(assignment(locked=False)) == ["ps1"]


def test_with_too_few_layers_learners_code_is_refused_and_ours_is_graded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fence, "layers", lambda: FEWER)
    found = execution(tmp_path, OURS)
    assert found.refusal(assignment(locked=True)) is None
    refusal = found.refusal(assignment(locked=False))
    assert refusal is not None
    assert "no landlock: this kernel has none" in refusal.what
    assert "--trust-submissions" in refusal.then


def test_where_no_system_can_fence_it_is_said_what_to_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "available", lambda: False)
    refusal = execution(tmp_path, FOREIGN).refusal(assignment(locked=True))
    assert refusal is not None
    assert refusal.what.count("Linux machine (WSL 2") == 1


@pytest.mark.parametrize("kind", ["FencedExecute", "Execute"])
def test_a_step_that_runs_cells_by_itself_is_refused_unless_it_is_the_fence(tmp_path: Path, kind: str) -> None:
    own = "from nbgrader.preprocessors import Execute\nclass Execute(Execute):\n    pass\n"
    (tmp_path / "steps.py").write_text(own, encoding="utf-8")
    step = "'steps.Execute'" if kind == "Execute" else "'course.grading.preprocessors.fenced.FencedExecute'"
    refusal = execution(tmp_path, f"{FOREIGN}c.Autograde.autograde_preprocessors = [{step}]\n").refusal(
        assignment(locked=True)
    )
    assert (refusal is None) == (kind == "FencedExecute")


def test_who_is_trusted_is_not_refused(tmp_path: Path) -> None:
    settings = f"{FOREIGN}c.Execute.kernel_name = 'python3'\n"
    assert execution(tmp_path, settings).refusal(assignment(locked=True)) is not None
    trusting = f"{settings}c.FencedExecute.trust_submissions = True\n"
    assert execution(tmp_path, trusting).refusal(assignment(locked=True)) is None
