"""Late penalties, by nbgrader's own plugin and limits (``AssignLatePenalties``), with the marks that persons gave."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from nbgrader.preprocessors import AssignLatePenalties
from traitlets.utils.importstring import import_item

if TYPE_CHECKING:
    from datetime import datetime, timedelta

HOUR, DAY = 3600, 86400  # seconds


class Penalty:
    """The penalties of ``converter`` (nbgrader's ``Autograde``)."""

    def __init__(self, converter: Any) -> None:
        steps = [import_item(each) if isinstance(each, str) else each for each in converter.autograde_preprocessors]
        self._step = AssignLatePenalties(parent=converter.exporter)
        self._step.init_plugin()
        self.on = AssignLatePenalties in steps and self._step.enabled

    def of(
        self,
        learner: str,
        score: float,
        due: datetime | None,
        extension: timedelta | None,
        timestamp: datetime | None,
    ) -> tuple[float | None, list[str]]:
        """Give a notebook's penalty in points, None for none, and what is to be told about it.

        Mirrors ``SubmittedAssignment.total_seconds_late`` and ``AssignLatePenalties.preprocess``.
        """
        if due is None or timestamp is None:
            return None, []
        late = (timestamp - (due + extension if extension is not None else due)).total_seconds()
        if late <= 0:
            return None, []
        points = self._step.plugin_inst.late_submission_penalty(learner, score, late)
        if points is not None:
            points = self._step._check_late_penalty(SimpleNamespace(score=score), points)  # noqa: SLF001  its limits
        said = f"Handed in {_long(late)} after the due date"
        return points, [f"{said}; {points:g} points are taken off." if points else f"{said}."]


def _long(seconds: float) -> str:
    if seconds < HOUR:
        return f"{max(round(seconds / 60), 1)} min"
    return f"{seconds / HOUR:.0f} h" if seconds < 2 * DAY else f"{seconds / DAY:.0f} days"
