"""Score a multi-select."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.outcome import UNATTEMPTED, Outcome, PartScore, Score, outcome_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def score(response: Any, *, answers: Sequence[str], options: Sequence[str], because: Mapping[str, str]) -> Score:
    """Score the chosen set as m1-x1 does.

    1 when it equals the key; ½ when it is a non-empty proper subset of the key and holds no wrong option; else 0.
    Each chosen option is a part, in the order of ``options``; an answer left out is a part that is unattempted.
    """
    if not isinstance(response, list):
        return UNATTEMPTED
    chosen = {each for each in response if each in options}
    if not chosen:
        return UNATTEMPTED
    key = set(answers)
    credit = 1.0 if chosen == key else 0.5 if chosen < key else 0.0
    parts = []
    for option in options:
        notes = (option, because.get(option, option))
        if option in chosen:
            outcome = Outcome.CORRECT if option in key else Outcome.WRONG
            parts.append(PartScore(option, outcome, float(option in key), notes))
        elif option in key:
            parts.append(PartScore(option, Outcome.UNATTEMPTED, 0.0, (f"{option}:missed",)))
    return Score(outcome_of(credit), credit, tuple(parts))
