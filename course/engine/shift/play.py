"""A day as it is played, one move after the other, and its replay from a response."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from course.engine.typed import is_typed, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from course.engine.shift.plan import Answer, Plan, Turn

_SEED = re.compile(r"[a-z0-9]{8,40}")
_LONGEST = 40  # characters of a typed number
ANY = "modelday"  # the seed where any will do: of the model answer, of a day that nobody has begun


@dataclass(frozen=True, slots=True)
class Played:
    """One move that was made: where, and what was chosen or typed."""

    place: str
    given: str
    flags: frozenset[str]  # those set before it

    @property
    def meeting(self) -> str:
        """The meeting in which it was made."""
        return self.place.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Day:
    """A day at one moment.

    Attributes:
        plan: The plan that it follows.
        seed: What its names and figures are drawn from.
        flags: What has happened so far.
        at: Where the clerk decides next ("zhao.greet"); "" when the day is over.
        turns: The moves made.

    """

    plan: Plan
    seed: str
    flags: frozenset[str] = frozenset()
    at: str = ""
    turns: tuple[Played, ...] = ()

    @property
    def response(self) -> dict[str, Any]:
        """Give it as a journal keeps it."""
        return {"seed": self.seed, "moves": [[turn.place, turn.given] for turn in self.turns]}

    def move(self, given: Any) -> Day | None:
        """Answer the present turn; ``None`` where that is no answer to it."""
        if not self.at:
            return None
        turn = self.plan.turn(self.at)
        answer = _answer(turn, given)
        if answer is None:
            return None
        meeting, _, _ = self.at.partition(".")
        flags = self.flags | answer.sets
        after = self.plan.meetings[meeting].open(answer.to, flags)
        at = f"{meeting}.{after}" if after is not None else _next_meeting(self.plan, meeting, flags)
        made = Played(self.at, str(given), self.flags)
        return replace(self, flags=flags, at=at, turns=(*self.turns, made))


def is_seed(value: Any) -> bool:
    """Tell whether ``value`` is a seed: 8 to 40 characters of a–z and 0–9."""
    return isinstance(value, str) and _SEED.fullmatch(value) is not None


def begin(plan: Plan, seed: str) -> Day:
    """Begin the day that ``seed`` draws."""
    return Day(plan, seed, at=_next_meeting(plan, "", frozenset()))


def replay(plan: Plan, response: Any) -> Day | None:
    """Play the moves of ``response`` (plain JSON data of any form) as far as they can be played.

    Returns:
        The day after the last move that fits; ``None`` where no day was begun.

    """
    if not isinstance(response, dict) or not is_seed(response.get("seed")):
        return None
    day = begin(plan, response["seed"])
    moves = response.get("moves")
    for move in moves if isinstance(moves, list) else []:
        if not (isinstance(move, list | tuple) and len(move) == 2) or move[0] != day.at:  # noqa: PLR2004  where, what
            break
        after = day.move(move[1])
        if after is None:
            break
        day = after
    return day


def finish(day: Day, pick: Callable[[Day], Any]) -> Day:
    """Play ``day`` to its end, each turn as ``pick`` says."""
    while day.at:
        after = day.move(pick(day))
        if after is None:
            break  # it picked what is no answer
        day = after
    return day


def left(day: Day) -> list[str]:
    """Give the turns that are still to come, if the first choice of each is taken: how much of the day is left."""
    whole = finish(day, lambda now: next(iter(day.plan.turn(now.at).answers), "0"))
    return [turn.place for turn in whole.turns[len(day.turns) :]]


def _answer(turn: Turn, given: Any) -> Answer | None:
    if turn.number is None:
        return turn.answers.get(given) if isinstance(given, str) else None
    readable = is_typed(given) and len(str(given)) <= _LONGEST and number(given) is not None
    return turn.number if readable else None


def _next_meeting(plan: Plan, after: str, flags: frozenset[str]) -> str:
    """Give the first turn of the next meeting that happens; "" when the day is over."""
    slugs = list(plan.meetings)
    for slug in slugs[slugs.index(after) + 1 if after else 0 :]:
        meeting = plan.meetings[slug]
        if meeting.when.holds(flags) and (turn := meeting.open(meeting.turns, flags)) is not None:
            return f"{slug}.{turn}"
    return ""
