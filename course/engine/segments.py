"""Organisations by their staff, A to E, and the channels that fit (m8-f19, m8-f24, m8-x1)."""

from __future__ import annotations

from typing import Literal

Letter = Literal["A", "B", "C", "D", "E"]
Channel = Literal["manager", "storein", "callcentre", "website", "partner", "none"]

# The fewest staff of each letter, from the top.
FROM: dict[Letter, int] = {"A": 1000, "B": 500, "C": 100, "D": 10, "E": 1}


def letter(staff: int) -> Letter:
    """Give the segment by the number of staff, from 1; a threshold itself belongs to the larger segment.

    Raises:
        ValueError: There is nobody.

    """
    found = next((name for name, fewest in FROM.items() if staff >= fewest), None)
    if found is None:
        raise ValueError("an organisation has at least one person")
    return found


def channels(staff: int, *, government: bool = False) -> tuple[Channel, ...]:
    """Give the channels that fit: the account manager for A, B and any government office, four others for C and D.

    E is not covered in the deck: ``("none",)``.
    """
    if government or staff >= FROM["B"]:
        return ("manager",)
    return ("storein", "callcentre", "website", "partner") if staff >= FROM["D"] else ("none",)
