"""Score a checklist for oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.outcome import UNATTEMPTED, Outcome, PartScore, Score, outcome_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def score(response: Any, *, entries: Sequence[str]) -> Score:
    """Give the share of ``entries`` that are ticked; the note is ``done`` or ``open``. Nothing is ever wrong here."""
    if not isinstance(response, list):
        return UNATTEMPTED
    ticked = sum(entry in response for entry in entries)
    if not ticked:
        return UNATTEMPTED
    credit = ticked / len(entries)
    outcome = outcome_of(credit)
    note = "done" if outcome is Outcome.CORRECT else "open"
    return Score(outcome, credit, (PartScore("", outcome, credit, (note,)),))
