"""Score a typed number with a tolerance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.outcome import UNATTEMPTED, Outcome, PartScore, Score
from course.engine.typed import is_typed, number

if TYPE_CHECKING:
    from collections.abc import Mapping

# Typed decimals are not exact in binary: 0.1 + 0.2 must count as 0.3.
_ROUNDING = 1e-9


def score(
    response: Any, *, answer: float, tolerance: float = 0.0, mistakes: Mapping[str, float] | None = None
) -> Score:
    """Give full credit for ``answer`` ± ``tolerance`` (in the question's unit), none for another number.

    The note is ``right``, else the named mistake that lies nearest within the same tolerance, else ``wrong``; what is
    no number is ``unreadable`` and earns nothing. How a number may be written: ``course.engine.typed.number``.
    """
    if not is_typed(response):
        return UNATTEMPTED
    given = number(response)
    if given is None:
        return _scored(Outcome.WRONG, "unreadable")
    if _near(given, answer, tolerance):
        return _scored(Outcome.CORRECT, "right")
    near = [slug for slug, value in (mistakes or {}).items() if _near(given, value, tolerance)]
    named = sorted(near, key=lambda slug: abs(given - (mistakes or {})[slug]))[:1]
    return _scored(Outcome.WRONG, *named, "wrong")


def _near(given: float, wanted: float, tolerance: float) -> bool:
    return abs(given - wanted) <= tolerance + _ROUNDING * max(1.0, abs(wanted))


def _scored(outcome: Outcome, *notes: str) -> Score:
    credit = float(outcome is Outcome.CORRECT)
    return Score(outcome, credit, (PartScore("", outcome, credit, notes),))
