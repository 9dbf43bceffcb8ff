"""Score a single choice."""

from __future__ import annotations

from typing import Any

from course.engine.outcome import UNATTEMPTED, Outcome, PartScore, Score


def score(response: Any, *, answer: str) -> Score:
    """Give full credit for ``answer``, none for another option."""
    if not isinstance(response, str) or not response:
        return UNATTEMPTED
    outcome = Outcome.CORRECT if response == answer else Outcome.WRONG
    credit = float(outcome is Outcome.CORRECT)
    return Score(outcome, credit, (PartScore("", outcome, credit, (response,)),))
