"""Score what is written freely: complete or not. A person judges the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.outcome import UNATTEMPTED, Outcome, PartScore, Score, mean
from course.engine.typed import clean, is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

_DONE = PartScore("", Outcome.CORRECT, 1.0, ("done",))


def score_text(response: Any) -> Score:
    """Give full credit for a text, whatever it says; white space and zero-width characters are no text."""
    return Score(Outcome.CORRECT, 1.0, (_DONE,)) if _is_text(response) else UNATTEMPTED


def score_boxes(response: Any, *, boxes: Sequence[str], distinct: bool = False) -> Score:
    """Give the share of ``boxes`` that hold a text; where they are ``distinct``, one of their own (s45).

    Each box is a part. An empty one is unattempted and carries its own slug as note; one that says what a box above it
    says already is as good as empty, and carries the note ``same``. When all are filled, one more part in front,
    ``""``, carries the note ``done``.
    """
    given = response if isinstance(response, dict) else {}
    above: set[str] = set()
    parts: list[PartScore] = []
    for box in boxes:
        text = given.get(box)
        said = _plain(str(text)) if _is_text(text) else None
        if said is None or (distinct and said in above):
            parts.append(PartScore(box, Outcome.UNATTEMPTED, 0.0, (box if said is None else "same",)))
            continue
        parts.append(PartScore(box, Outcome.CORRECT, 1.0))
        above.add(said)
    found = mean(parts)
    return Score(found.outcome, found.credit, (_DONE, *found.parts)) if found.outcome is Outcome.CORRECT else found


def _plain(text: str) -> str:
    """Give what a text says without what makes no difference: width, case, spaces and the marks at its ends."""
    return " ".join(clean(text).lower().split()).strip(" .!?,;:。！？，；：“”\"'")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not is_blank(value)
