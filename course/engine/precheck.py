"""What a pre-check says about a stage: that one knows it, that it is worth a look, or that it is new."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from course.engine.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

# The slug of the option "I do not know yet", which every pre-check item has.
UNSURE = "unsure"


class Standing(StrEnum):
    """How one stands with a stage before it. None of them is a fault."""

    OPEN = "open"
    KNOWN = "known"
    LOOK = "look"
    NEW = "new"


def standing(option: str, outcome: Outcome) -> Standing:
    """Give what one answer says: right is known, "I do not know yet" is new, any other idea is worth a look.

    Args:
        option: The slug that was chosen.
        outcome: How it went.

    """
    if option == UNSURE:
        return Standing.NEW
    return Standing.KNOWN if outcome is Outcome.CORRECT else Standing.LOOK


def together(standings: Iterable[Standing]) -> Standing:
    """Give what the answers to all questions of one stage say: only where all say the same it is known, or new."""
    said = set(standings) - {Standing.OPEN}
    if not said:
        return Standing.OPEN
    return said.pop() if len(said) == 1 else Standing.LOOK
