"""Score a testimony card by the rule of ``course.engine.testimony`` (m5-x5, s64)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.outcome import Outcome, PartScore, Score, outcome_of
from course.engine.testimony import FIELDS, field_text, review

if TYPE_CHECKING:
    from collections.abc import Iterable

CARD = "card"  # the part that stands for the card as a whole


def score(response: Any, *, known: str, names: Iterable[str], consent: str) -> Score:
    """Give 1 for a card that may be told, else 0 (m5-x5).

    Parts: the fields (a filled one is right without a note, an open one unattempted, a wrong one has the note of its
    breach), then ``card``: right (``ok``), empty (``empty``), or not finished (unattempted, ``part-missing``).

    Args:
        response: ``{field: text}``; "unknown" is an answer.
        known: What is known of the case, in all languages: every number must stand in it.
        names: Names that must not stand in the card without consent.
        consent: What the customer said: "yes", "no" or "unknown".

    """
    open_fields = [field for field in FIELDS if not field_text(response, field)]
    if len(open_fields) == len(FIELDS):
        return Score(Outcome.UNATTEMPTED, 0.0, tuple(PartScore(field, Outcome.UNATTEMPTED, 0.0) for field in FIELDS))
    found = review(response, known=known, names=names, consent=consent)
    wrong: dict[str, str] = {}
    for breach in found.breaches:
        wrong.setdefault(breach.field or CARD, breach.code)
    parts = []
    for field in FIELDS:
        if field in found.missing:
            parts.append(PartScore(field, Outcome.UNATTEMPTED, 0.0))
        elif field in wrong:
            # A yes that nobody gave is a kind of telling without consent: its note may be the general one.
            general = ("no-consent",) if wrong[field] == "invented-consent" else ()
            parts.append(PartScore(field, Outcome.WRONG, 0.0, (wrong[field], *general)))
        else:
            parts.append(PartScore(field, Outcome.CORRECT, 1.0))
    if CARD in wrong:
        parts.append(PartScore(CARD, Outcome.WRONG, 0.0, ("empty",)))
    elif found.missing:
        parts.append(PartScore(CARD, Outcome.UNATTEMPTED, 0.0, ("part-missing",)))
    elif found.ok:
        parts.append(PartScore(CARD, Outcome.CORRECT, 1.0, ("ok",)))
    credit = float(found.ok)
    return Score(outcome_of(credit), credit, tuple(parts))
