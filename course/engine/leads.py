"""Whom to follow up first, and how much time to give: the apple scheme and its time split (m2-f01 to m2-f03).

The words are for staff training only; a customer never hears them, and everybody gets full service (E17).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from course.engine.errors import CourseError
from course.engine.kinds.planner import Rule

Grade = Literal["red", "green", "rotten", "none"]

_GRADES: tuple[Grade, ...] = ("none", "rotten", "green", "red")  # by the number of conditions that are met

# m2-f03: shares of the follow-up time in percent, by the slugs that a planner's notes have.
LIMITS: dict[str, Rule] = {
    "red:min": Rule("red", at_least=60),
    "green:min": Rule("green", at_least=30),
    "rotten:max": Rule("rotten", at_most=10),
}


def grade(need: bool, money: bool, decision_maker: bool) -> Grade:  # noqa: FBT001  the three conditions, in the deck's order
    """Grade a lead by how many of the three conditions it meets (m2-f02, m2-x1).

    Args:
        need: Has a need now.
        money: The money is available for this purchase, at the source that will pay.
        decision_maker: Decides.

    Returns:
        "red" for three, "green" for two, "rotten" for one; "none" for nought: not a lead, served politely and not
        scheduled (the course's own rule, the deck is silent).

    """
    return _GRADES[bool(need) + bool(money) + bool(decision_maker)]


@dataclass(frozen=True, slots=True)
class Split:
    """How a time split keeps the limits.

    Attributes:
        broken: What does not hold, in this order: ``"total"`` (the classes do not add up to it), ``"red:min"`` (below
        60 %),
            ``"green:min"`` (below 30 %), ``"rotten:max"`` (above 10 %).

    """

    broken: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return not self.broken


def time_split(red: float, green: float, rotten: float, total: float) -> Split:
    """Check a split of follow-up time against the three limits and the sum (m2-x2); a limit itself is within.

    Args:
        red: Minutes for all red leads together.
        green: Minutes for all green leads.
        rotten: Minutes for all rotten leads.
        total: Minutes there are; the limits are shares of these.

    Raises:
        CourseError: ``total`` is not above 0, or minutes are below 0.

    """
    given = {"red": red, "green": green, "rotten": rotten}
    if not total > 0 or any(not minutes >= 0 for minutes in given.values()):
        raise CourseError(
            "Minutes cannot be below 0, and there must be some to split.", then="Give whole minutes from 0 up."
        )
    limits = [slug for slug, rule in LIMITS.items() if not rule.holds(given[rule.group], total)]
    adds_up = abs(sum(given.values()) - total) < 1e-9 * total
    return Split(tuple(limits) if adds_up else ("total", *limits))
