"""Gold, silver and bronze, and what a customer may be contacted for (m7-f45, m7-x1; consent: E07).

The thresholds are the course's own; the deck names the three tiers without numbers.
"""

from __future__ import annotations

from typing import Literal

Tier = Literal["gold", "silver", "bronze"]
Channel = Literal["both", "service"]

GOLD_FROM = 600  # yuan of gross margin in the last twelve months
SILVER_FROM = 200
_UP: dict[Tier, Tier] = {"bronze": "silver", "silver": "gold", "gold": "gold"}


def by_margin(margin: int) -> Tier:
    """Give the tier by the margin of the last twelve months in yuan; a threshold itself belongs to the higher one."""
    if margin >= GOLD_FROM:
        return "gold"
    return "silver" if margin >= SILVER_FROM else "bronze"


def tier(margin: int, fleet: int = 0) -> Tier:
    """Give the tier: by margin, and one level up for whoever is the contact of a fleet.

    Args:
        margin: Gross margin of the last twelve months in yuan.
        fleet: Vehicles of the fleet that the customer is the contact for; 0 for none.

    """
    found = by_margin(margin)
    return _UP[found] if fleet else found


def channel(*, consent: bool) -> Channel:
    """Say what the customer may be contacted for: service and offers, or service alone where there is no consent."""
    return "both" if consent else "service"
