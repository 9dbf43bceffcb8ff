"""Cases of the time split: a plan of somebody else to look over, or a week to share out (m2-f03, m2-x2, s25)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.engine.leads import LIMITS, time_split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.engine.drills.chance import Chance

# What a plan breaks: the sum, one of the three limits; or nothing; or there is no plan yet.
FOCI = ("total", "red", "green", "rotten", "kept", "plan")

TOTALS = (200, 240, 300, 360, 400, 480, 500, 600, 720, 900)  # minutes; tenths of each are whole
SLIPS = (1, 5, 10, 20)  # minutes by which a plan misses a limit: also by a hair
CLASSES = ("red", "green", "rotten")


@dataclass(frozen=True, slots=True)
class Case:
    """A week.

    Attributes:
        focus: Which of ``FOCI`` it is.
        total: Minutes there are.
        leads: The names of the leads of each class.
        minutes: The plan's minutes for each class together; empty where it is still to be made.

    """

    focus: str
    total: int
    leads: dict[str, tuple[str, ...]]
    minutes: dict[str, int]

    @property
    def broken(self) -> tuple[str, ...]:
        """Give what does not hold in the plan, by the rule."""
        return time_split(**self.minutes, total=self.total).broken

    def limit(self, group: str) -> int:
        """Give the minutes of a class's limit."""
        return limit(group, self.total)

    @property
    def example(self) -> dict[str, int]:
        """Share out the week at the limits, as evenly as whole minutes allow: lead to minutes."""
        found: dict[str, int] = {}
        for group, names in self.leads.items():
            each, left = divmod(self.limit(group), len(names))
            found |= {name: each + (place < left) for place, name in enumerate(names)}
        return found


def limit(group: str, total: int) -> int:
    """Give the minutes that are a class's limit in a week of ``total``."""
    rule = next(each for each in LIMITS.values() if each.group == group)
    share = rule.at_least if rule.at_least is not None else rule.at_most
    return int((share or 0) * total) // 100


def draw(chance: Chance, focus: str, names: Sequence[str]) -> Case:
    """Draw a week of ``focus``."""
    total = chance.pick(TOTALS)
    people = chance.shuffled(names)
    counts = {"red": chance.whole(1, 3), "green": chance.whole(1, 3), "rotten": chance.whole(1, 3)}
    leads, first = {}, 0
    for group in CLASSES:
        leads[group] = tuple(people[first : first + counts[group]])
        first += counts[group]
    minutes = {} if focus == "plan" else _plan(chance, focus, total)
    return Case(focus, total, leads, minutes)


def _plan(chance: Chance, focus: str, total: int) -> dict[str, int]:
    """Draw a plan that breaks the line in focus. The sum is right but where the sum is in focus."""
    red, green, rotten = (limit(group, total) for group in CLASSES)
    slip, spare = chance.pick(SLIPS), chance.whole(0, rotten, 5)
    match focus:
        case "red":
            return {"red": red - slip, "green": green + slip + spare, "rotten": rotten - spare}
        case "green":
            return {"red": red + slip + spare, "green": green - slip, "rotten": rotten - spare}
        case "rotten":
            # More than a tenth for the last class leaves too little for another: the ceiling follows from the floors.
            taken = "red" if chance.yes() else "green"
            plan = {"red": red, "green": green, "rotten": rotten + slip}
            return plan | {taken: plan[taken] - slip}
        case "total":
            plan = {"red": red, "green": green, "rotten": rotten}
            over = chance.yes() or slip > rotten
            return plan | ({"red": red + slip} if over else {"rotten": rotten - slip})
        case _:
            more = "red" if chance.yes() else "green"
            plan = {"red": red, "green": green, "rotten": rotten - spare}
            return plan | {more: plan[more] + spare}
