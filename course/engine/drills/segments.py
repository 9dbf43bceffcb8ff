"""Cases of segment and channel: three organisations, two of them on the two sides of a border (m8-x1, s93)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.engine.segments import FROM, Channel, Letter, channels, letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.engine.drills.chance import Chance

# The borders between two letters, and an office of the government below the account manager's size.
FOCI = ("a-b", "b-c", "c-d", "d-e", "government")

GOVERNMENT = "gov-"  # how the names of government offices begin
_LARGEST = 4000
_EDGE = 0.5  # share of organisations that stand exactly on a border or one below it
_WIDTH = 0.08  # others lie this near, as a share of the border


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation: its name and its staff."""

    name: str
    staff: int

    @property
    def government(self) -> bool:
        """Tell whether it is an office of the government."""
        return self.name.startswith(GOVERNMENT)

    @property
    def letter(self) -> Letter:
        """Give its segment by the rule."""
        return letter(self.staff)

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Give the channels that fit by the rule."""
        return channels(self.staff, government=self.government)


@dataclass(frozen=True, slots=True)
class Case:
    """Three organisations; the first ones drawn are of ``focus``."""

    focus: str
    organisations: tuple[Organisation, ...]


def draw(chance: Chance, focus: str, names: Sequence[str]) -> Case:
    """Draw three organisations of different names."""
    offices = chance.shuffled([each for each in names if each.startswith(GOVERNMENT)])
    firms = chance.shuffled([each for each in names if not each.startswith(GOVERNMENT)])
    if focus == "government":
        small = chance.whole(1, 9) if chance.yes(1 / 3) else chance.whole(12, FROM["B"] - 1)
        sizes = [_anywhere(chance), _anywhere(chance)]
        found = [Organisation(offices[0], small), *map(Organisation, firms, sizes)]
    else:
        border = FROM[_upper(focus)]
        sizes = [_at_or_above(chance, border), _below(chance, border), _anywhere(chance)]
        found = [Organisation(name, size) for name, size in zip(firms, sizes, strict=False)]
    return Case(focus, tuple(chance.shuffled(found)))


def _upper(focus: str) -> Letter:
    return next(name for name in FROM if focus.startswith(name.lower()))


def _at_or_above(chance: Chance, border: int) -> int:
    return border if chance.yes(_EDGE) else border + chance.whole(1, max(3, int(_WIDTH * border)))


def _below(chance: Chance, border: int) -> int:
    return border - 1 if chance.yes(_EDGE) else border - chance.whole(1, max(3, int(_WIDTH * border)))


def _anywhere(chance: Chance) -> int:
    """Draw a size of any letter, each as often as the others."""
    low = chance.pick(tuple(FROM.values()))
    high = next((each - 1 for each in reversed(FROM.values()) if each > low), _LARGEST)
    return chance.whole(low, high)
