"""What runs an assignment's cells: whether learners' code is among them, and whether it may run here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbconvert.preprocessors import ExecutePreprocessor
from nbgrader.preprocessors import Execute

from course.engine.errors import CourseError
from course.grading import fence
from course.grading.preprocessors.cells import CourseCellsOnly
from course.grading.preprocessors.fenced import FencedExecute
from course.grading.preprocessors.run import RunCourseCells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.grading.autograde.assignment import Assignment

# What may be set for nbgrader's ``Execute``: the fence heeds it, or it is about a kernel's start and end alone.
_HEEDED = {
    "enabled",
    "error_on_timeout",
    "iopub_timeout",
    "record_timing",
    "shutdown_kernel",
    "skip_cells_with_tag",
    "startup_timeout",
    "store_widget_state",
    "timeout",
}
_OWNERS = ("Execute", "ExecutePreprocessor", "NotebookClient")


class Execution:
    """How the cells of a course folder's assignments are run.

    Args:
        converter: nbgrader's ``Autograde``, set up, with its exporter.
        steps: The classes of its steps, in order.

    """

    def __init__(self, converter: Any, steps: Sequence[Any]) -> None:
        self._exporter, self._config = converter.exporter, converter.config
        self._steps = steps
        self._own = RunCourseCells in steps
        self._by_themselves = [each for each in steps if issubclass(each, ExecutePreprocessor) and each not in _FENCED]

    @property
    def own(self) -> bool:
        """Whether the course's own cells are run, in a warm process without a fence."""
        return self._own

    @property
    def unheeded(self) -> list[str]:
        """The settings of nbgrader's ``Execute`` that only a kernel of its own heeds."""
        if Execute not in self._steps:
            return []
        found = {name for owner in _OWNERS for name in self._config.get(owner, {})}
        return sorted(found - _HEEDED)

    def of_learners(self, assignment: Assignment) -> list[str]:
        """Name the notebooks of an assignment in which learners' own code runs."""
        if not any(issubclass(each, ExecutePreprocessor) for each in self._steps):
            return []
        if not self._own or self._by_themselves:
            return list(assignment.notebooks)
        cells: Any = CourseCellsOnly(parent=self._exporter)
        return [
            name
            for name, notebook in assignment.notebooks.items()
            if cells.runs_learner_code(assignment.name, name)
            or any(cell.kind == "code" and not cell.locked for cell in notebook.cells)
        ]

    def refusal(self, assignment: Assignment) -> CourseError | None:
        """Say why an assignment must not be graded here: learners' code would run without a fence."""
        where = self.of_learners(assignment)
        if not where or self.trusted:
            return None
        what = f"learners' own code runs in {', '.join(where)}, and "
        if self._by_themselves:
            what += f"{', '.join(each.__name__ for each in self._by_themselves)} runs it without a fence"
        elif self.unheeded:
            what += f"what is set for Execute ({', '.join(self.unheeded)}) needs a kernel without a fence"
        elif not fence.available():
            what += fence.NOWHERE
        elif not (layers := fence.layers()).enough:
            what += f"this machine cannot fence it: {layers}"
        else:
            return None
        return CourseError(what, then=f"Do you trust these learners? Then: {fence.TRUST}.")

    @property
    def trusted(self) -> bool:
        """Whether the instructor lets learners' code run without a fence."""
        kind = RunCourseCells if self._own else FencedExecute
        made: Any = kind(parent=self._exporter)
        return bool(made.trust_submissions)


_FENCED = (Execute, FencedExecute, RunCourseCells)
