"""Cases of follow-up dates: one line of the cycle, the whole calendar, or a customer who said no (m7-x2, s73)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from course.engine.followup import months_later, months_to_reminder, season

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.engine.drills.chance import Chance

# Thanks with the check, the month, the mileage, the distance of 60 days, all of them, and no consent.
FOCI = ("thanks", "month", "mileage", "season", "calendar", "refused")

SLOTS = {
    "thanks": ("thanks", "check"),
    "month": ("month",),
    "mileage": ("mileage",),
    "season": (),
    "calendar": ("thanks", "check", "month", "mileage", "season"),
    "refused": ("thanks", "check", "month", "mileage", "season"),
}
# Interval between two changes and distance a month in km; the reminder falls due after whole months.
DRIVEN = (
    *((5000, 500), (5000, 1000), (6000, 500), (6000, 1000), (7000, 1000), (7000, 1500), (8000, 1000)),
    *((9000, 1000), (9000, 2000), (10000, 1000), (10000, 1500), (10000, 3000)),
)
_WIDE = (6, 9)  # months to the reminder that leave room on both sides of it
_FIRST, _DAYS = date(2026, 1, 1), 1096
_TURN = 28  # from this day of the month on another month is soon reached
_FAR, _NEAR, _LATE = (60, 60, 63, 70), (59, 59, 56, 50), (1, 1, 4, 10)  # days: mostly on the very edge
_END_OF_MONTH = 0.6  # share of sales near the end of a month, where counting days or months goes wrong


@dataclass(frozen=True, slots=True)
class Case:
    """A sale and what is asked of its calendar.

    Attributes:
        focus: Which of ``FOCI`` it is.
        name: Who bought.
        sale: The day of the sale.
        mileage: Kilometres on that day.
        interval: Kilometres between two oil changes.
        pace: Kilometres a month.
        offered: Days to choose the season's contact from; empty in other cases.

    """

    focus: str
    name: str
    sale: date
    mileage: int
    interval: int
    pace: int
    offered: tuple[date, ...] = ()

    @property
    def months(self) -> int:
        """Give the whole months until the reminder."""
        return int(months_to_reminder(self.interval, self.pace))

    @property
    def known(self) -> dict[str, date]:
        """Give the contacts that stand already where the season's is asked for."""
        one, two = timedelta(1), timedelta(2)
        named = {"thanks": self.sale + one, "check": self.sale + two, "month": months_later(self.sale, 1)}
        return named | {"mileage": months_later(self.sale, self.months)}

    @property
    def right(self) -> tuple[date, ...]:
        """Give those of ``offered`` that keep the rule."""
        return tuple(day for day in self.offered if season(day, self.sale, self.known.values()) == "right")


def draw(chance: Chance, focus: str, names: Sequence[str]) -> Case:
    """Draw a sale of ``focus``."""
    sale = _sale(chance, focus)
    wide = [each for each in DRIVEN if _WIDE[0] <= months_to_reminder(*each) <= _WIDE[1]]
    interval, pace = chance.pick(wide if focus == "season" else DRIVEN)
    case = Case(focus, chance.pick(names), sale, chance.whole(12_000, 140_000, 1000), interval, pace)
    if focus != "season":
        return case
    return Case(case.focus, case.name, case.sale, case.mileage, interval, pace, _offered(chance, case))


def _sale(chance: Chance, focus: str) -> date:
    day = _FIRST + timedelta(chance.whole(0, _DAYS - 1))
    if focus in {"thanks", "month"} and chance.yes(_END_OF_MONTH):
        last = months_later(day.replace(day=1), 1) - timedelta(1)
        day = day.replace(day=chance.whole(_TURN, last.day))
    return day


def _offered(chance: Chance, case: Case) -> tuple[date, ...]:
    """Give four days, one of which is right: 60 days away or a little more, or the last day of the year."""
    month, mileage, year = case.known["month"], case.known["mileage"], months_later(case.sale, 12)
    far, near = timedelta(chance.pick(_FAR)), timedelta(chance.pick(_NEAR))
    right = chance.pick((month + far, mileage - far, mileage + far, year))
    late = year + timedelta(chance.pick(_LATE))
    wrong = chance.some((month + near, mileage - near, mileage + near, late), 3)
    return tuple(sorted([right, *wrong]))
