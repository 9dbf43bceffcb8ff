"""Score what pairs a part with a value: match, classify, label reading, cloze."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.outcome import Outcome, PartScore, Score, mean

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


def score(response: Any, *, accepted: Mapping[str, Collection[str]], parts: Sequence[str]) -> Score:
    """Score each part alike: 1 when its value is accepted, 0 when not or when there is none."""
    given = response if isinstance(response, dict) else {}
    return mean(_part(part, given.get(part), accepted[part]) for part in parts)


def _part(part: str, value: Any, accepted: Collection[str]) -> PartScore:
    if not isinstance(value, str) or not value:
        return PartScore(part, Outcome.UNATTEMPTED, 0.0)
    if value in accepted:
        return PartScore(part, Outcome.CORRECT, 1.0, (f"{part}:{value}", part))
    return PartScore(part, Outcome.WRONG, 0.0, (f"{part}:{value}", f"{part}:wrong"))
