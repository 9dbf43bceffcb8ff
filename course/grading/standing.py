"""How a submission stands in the gradebook: when it came, what waits for a person, and whether it passed."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from course.engine.outcome import PASS_SHARE, passes
from course.locale import say

if TYPE_CHECKING:
    from datetime import datetime

    from course.content import Lang

_NEARLY = 1e-6  # points are sums of floats


@dataclass(frozen=True, slots=True)
class Standing:
    """What the gradebook says about one submission.

    Attributes:
        points: The points, less a penalty for lateness.
        most: What can be earned.
        waiting: The cells that stand in the manual queue.
        blank: The cells that got their 0 without a person, because nothing was written.
        when: When it was handed in (UTC, without zone, as nbgrader keeps it); ``None`` when nobody knows.
        late: How long after the due date, in seconds; 0 when in time.

    """

    points: float
    most: float
    waiting: frozenset[str] = frozenset()
    blank: frozenset[str] = frozenset()
    when: datetime | None = None
    late: float = 0.0

    @classmethod
    def of(cls, notebook: Any, names: Any) -> Standing:
        """Read it from nbgrader's row of the notebook and from what ``GetGrades`` left in ``names``."""
        grades, submission = list(notebook.grades), notebook.assignment
        waiting = frozenset(grade.name for grade in grades if grade.needs_manual_grade)
        return cls(
            points=float(names["score"] or 0),
            most=float(names["max_score"] or 0),
            waiting=waiting,
            blank=frozenset(
                grade.name for grade in grades if grade.manual_score is None and grade.auto_score is not None
            )
            - waiting,
            when=submission.timestamp,
            late=float(submission.total_seconds_late or 0),
        )

    @property
    def passed(self) -> bool | None:
        """Tell whether it passed; ``None`` while a person has something to mark, or where there are no points."""
        if self.waiting or not self.most:
            return None
        return passes(self.points / self.most)

    def verdict(self, lang: Lang) -> str:
        """Say whether it passed, in a sentence; empty while that is open."""
        if self.passed is None:
            return ""
        # Rounded down, so that 79.9 % is not told as 80 % that do not pass.
        percent, needed = floor(100 * self.points / self.most + _NEARLY), round(100 * PASS_SHARE)
        if self.passed:
            return say("✓ Passed with {percent} % of all points. Well done!", lang, percent=percent)
        open_yet = "○ Not passed yet: {percent} % of all points; {needed} % passes. The explanations below will help."
        return say(open_yet, lang, percent=max(percent, 0), needed=needed)

    def handed_in(self, lang: Lang) -> str:
        """Say when it was handed in, in the time of the computer that makes the page; empty when nobody knows."""
        if self.when is None:
            return ""
        from datetime import UTC

        here = self.when.replace(tzinfo=UTC).astimezone()
        zone = f"UTC{here:%z}"
        return say("Handed in {time} ({zone})", lang, time=f"{here:%Y-%m-%d %H:%M}", zone=f"{zone[:-2]}:{zone[-2:]}")

    def lateness(self, lang: Lang) -> str:
        """Say how long after the due date it was handed in; empty when in time."""
        if self.late <= 0:
            return ""
        days, minutes = divmod(ceil(self.late / 60), 24 * 60)
        hours, minutes = divmod(minutes, 60)
        counted = [
            say("{number} d", lang, number=days) if days else "",
            say("{number} h", lang, number=hours) if hours else "",
            say("{number} min", lang, number=minutes) if minutes else "",
        ]
        return say("Handed in {time} after the due date", lang, time=" ".join(filter(None, counted)))
