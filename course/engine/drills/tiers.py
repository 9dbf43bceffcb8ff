"""Cases of tier and channel: three customer cards, one of them where a line of the rule decides (m7-x1, s70)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.engine.tiers import GOLD_FROM, SILVER_FROM, Channel, Tier, by_margin, channel, tier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.engine.drills.chance import Chance

# The rule's lines 1 to 5.
FOCI = ("gold", "silver", "bronze", "fleet", "consent")

CARDS = 3
# Margins in yuan: many of them on a threshold or right beside it.
MARGINS = {
    "gold": (GOLD_FROM, GOLD_FROM, GOLD_FROM + 1, 608, 640, 720, 905, 1050, 1480),
    "silver": (SILVER_FROM, SILVER_FROM, SILVER_FROM + 1, 205, 260, 310, 455, 590, GOLD_FROM - 1, GOLD_FROM - 1),
    "bronze": (0, 45, 80, 120, 164, 190, SILVER_FROM - 1, SILVER_FROM - 1),
}
_CONSENT, _SOLVED = 0.65, 0.4  # shares of cards with consent; of cards without it, where a complaint was solved


@dataclass(frozen=True, slots=True)
class Card:
    """A customer's card: name, margin of twelve months in yuan, vans of a fleet (0 for none), consent, a complaint."""

    name: str
    margin: int
    fleet: int
    consent: bool
    solved: bool

    @property
    def before(self) -> Tier:
        """Give the tier by margin alone."""
        return by_margin(self.margin)

    @property
    def tier(self) -> Tier:
        """Give the tier by the rule."""
        return tier(self.margin, self.fleet)

    @property
    def channel(self) -> Channel:
        """Give the channel by the rule."""
        return channel(consent=self.consent)


@dataclass(frozen=True, slots=True)
class Case:
    """Three cards; one of them is of ``focus``."""

    focus: str
    cards: tuple[Card, ...]


def draw(chance: Chance, focus: str, names: Sequence[str]) -> Case:
    """Draw three cards of different customers."""
    foci = [focus, *chance.some([each for each in FOCI if each != focus], CARDS - 1)]
    people = chance.some(names, CARDS)
    cards = [_card(chance, each, name) for each, name in zip(foci, people, strict=True)]
    return Case(focus, tuple(chance.shuffled(cards)))


def _card(chance: Chance, focus: str, name: str) -> Card:
    level = focus if focus in MARGINS else chance.pick(tuple(MARGINS))
    margin = chance.pick(MARGINS[level])
    consent = chance.yes(_CONSENT) and focus != "consent"
    solved = chance.yes(_SOLVED) and not consent
    fleet = chance.whole(3, 16) if focus == "fleet" else 0
    return Card(name, margin, fleet, consent, solved and not fleet)
