"""What a scorer gives back: an outcome and a credit for the whole item and for each of its parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Outcome(StrEnum):
    """How an attempt went. ``UNATTEMPTED`` is never shown as wrong."""

    CORRECT = "correct"
    PARTIAL = "partial"
    WRONG = "wrong"
    UNATTEMPTED = "unattempted"


@dataclass(frozen=True, slots=True)
class PartScore:
    """The score of one part of an item (an option, a card, a gap, a field).

    Attributes:
        part: The part's slug; ``""`` for an item that has only one.
        outcome: How this part went.
        credit: 0 to 1.
        notes: Slugs into the key's ``notes``, most specific first; the first one that exists is shown.

    """

    part: str
    outcome: Outcome
    credit: float
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one item: its outcome, its credit (0 to 1) and its parts in the order they are shown."""

    outcome: Outcome
    credit: float
    parts: tuple[PartScore, ...] = ()


def outcome_of(credit: float) -> Outcome:
    """Give the outcome that an attempted answer with this credit (0 to 1) has."""
    if credit >= 1:
        return Outcome.CORRECT
    return Outcome.PARTIAL if credit > 0 else Outcome.WRONG


PASS_SHARE = 0.8  # of a quiz's questions or an exercise's points (curriculum 0.3)
_NEARLY = 1e-9  # shares are means of floats: 80 % may come out a hair below 0.8


def passes(share: float) -> bool:
    """Tell whether a share (0 to 1) of a quiz or an exercise reaches the pass mark."""
    return share >= PASS_SHARE - _NEARLY


UNATTEMPTED = Score(Outcome.UNATTEMPTED, 0.0)


def mean(parts: Sequence[PartScore] | Iterable[PartScore]) -> Score:
    """Combine parts of equal weight: the credit is their mean, and nothing attempted means unattempted."""
    scored = tuple(parts)
    if not scored or all(part.outcome is Outcome.UNATTEMPTED for part in scored):
        return Score(Outcome.UNATTEMPTED, 0.0, scored)
    credit = sum(part.credit for part in scored) / len(scored)
    return Score(outcome_of(credit), credit, scored)
