"""Score a verdict with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.outcome import Outcome, PartScore, Score, mean

if TYPE_CHECKING:
    from collections.abc import Collection


def score(response: Any, *, verdict: str, reasons: Collection[str], void: Collection[str] = ()) -> Score:
    """Give half for the verdict and half for an accepted reason; a ``void`` verdict takes both (m2-x3, m2-x4)."""
    given = response if isinstance(response, dict) else {}
    parts = (
        _part("verdict", given.get("verdict"), (verdict,)),
        _part("reason", given.get("reason"), () if given.get("verdict") in void else reasons),
    )
    return mean(parts)


def _part(name: str, given: Any, accepted: Collection[str]) -> PartScore:
    if not isinstance(given, str) or not given:
        return PartScore(name, Outcome.UNATTEMPTED, 0.0)
    right = given in accepted
    return PartScore(name, Outcome.CORRECT if right else Outcome.WRONG, float(right), (f"{name}:{given}",))
