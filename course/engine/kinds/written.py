"""Score what is written freely: complete or not. A person judges the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.outcome import UNATTEMPTED, Outcome, PartScore, Score, mean
from course.engine.typed import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

_DONE = PartScore("", Outcome.CORRECT, 1.0, ("done",))


def score_text(response: Any) -> Score:
    """Give full credit for a text, whatever it says; white space and zero-width characters are no text."""
    return Score(Outcome.CORRECT, 1.0, (_DONE,)) if _is_text(response) else UNATTEMPTED


def score_boxes(response: Any, *, boxes: Sequence[str]) -> Score:
    """Give the share of ``boxes`` that hold a text.

    Each box is a part. An empty one is unattempted and carries its own slug as note; when all are filled, one more part
    in front, ``""``, carries the note ``done``.
    """
    given = response if isinstance(response, dict) else {}
    found = mean(
        PartScore(box, Outcome.CORRECT, 1.0)
        if _is_text(given.get(box))
        else PartScore(box, Outcome.UNATTEMPTED, 0.0, (box,))
        for box in boxes
    )
    return Score(found.outcome, found.credit, (_DONE, *found.parts)) if found.outcome is Outcome.CORRECT else found


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not is_blank(value)
