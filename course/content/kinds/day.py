"""A day at the station: ``{"seed": "k3f90aq2", "moves": [["zhao.greet", "plan-open"], ["zhao.changes", "36"], …]}``.

How authors write one is told in docs/authoring-day.md.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from course.content.kinds.base import Question
from course.content.text import Model, Text
from course.engine import shift
from course.engine.clock import minutes

# Permanent, and without a dot: "zhao.greet" is the turn "greet" of the meeting "zhao".
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
# A figure: "fleet.vans" of a drawn row, "pay" of a drawn number, the name of another sum, or a plain number.
Figure = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)?$")] | float
Row = dict[Name, Text | int | float | str]


class Range(Model):
    """A number that is drawn: ``from``, ``from + step`` … up to ``to``."""

    start: float = Field(alias="from")
    to: float
    step: float = Field(default=1, gt=0)

    @model_validator(mode="after")
    def _goes_up(self) -> Self:
        if self.to <= self.start:
            raise ValueError("'to' is more than 'from'")
        return self


class Sum(Model):
    """A figure that is worked out from others; exactly one of the four."""

    product: list[Figure] = Field(default=[], max_length=6)
    sum: list[Figure] = Field(default=[], max_length=6)
    difference: list[Figure] = Field(default=[], max_length=2)  # the first less the second
    share: list[Figure] = Field(default=[], max_length=2)  # the first as a whole per cent of the second

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = [each for each in (self.product, self.sum, self.difference, self.share) if each]
        if len(given) != 1 or len(given[0]) < 2:  # noqa: PLR2004  each takes two figures at least
            raise ValueError("a sum is one of product, sum, difference and share, with two figures or more")
        return self

    @property
    def rule(self) -> shift.Sum:
        """Give it as the engine works it out."""
        rules = {"product": self.product, "sum": self.sum, "difference": self.difference, "share": self.share}
        return next(shift.Sum(name, tuple(figures)) for name, figures in rules.items() if figures)


class Condition(Model):
    """Flags that are set by now, and flags that are not."""

    has: list[Name] = []
    lacks: list[Name] = []

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.has and not self.lacks:
            raise ValueError("a condition names flags that it 'has' or 'lacks'")
        return self

    @property
    def rule(self) -> shift.Condition:
        """Give it as the engine asks it."""
        return shift.Condition(frozenset(self.has), frozenset(self.lacks))


class SaysWhen(Model):
    """What is said instead of ``says``, when the condition holds."""

    when: Condition
    text: Text


class Choice(Model):
    """One thing the clerk can say or do, what comes back, and where it leads.

    ``to`` names a turn of the same meeting further down, or several: the first whose ``when`` holds. ``end`` ends the
    meeting, and so does a turn whose ``when`` does not hold.
    """

    text: Text
    reply: Text
    sets: list[Name] = []
    to: Name | Annotated[list[Name], Field(min_length=1)] = "end"


class Number(Model):
    """A number that the clerk types; the key says which one is right. ``{given}`` in the reply is what was typed."""

    ask: Text
    unit: Text | None = None
    reply: Text
    sets: list[Name] = []
    to: Name | Annotated[list[Name], Field(min_length=1)] = "end"


class Turn(Model):
    """A moment at which the clerk chooses, or types a number."""

    stage: Text | None = None
    says: Text
    says_when: list[SaysWhen] = []
    when: Condition | None = None
    choices: dict[Name, Choice] = Field(default={}, max_length=4)
    number: Number | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.number is None) is not bool(self.choices):
            raise ValueError("a turn has either choices or a number")
        if self.choices and len(self.choices) < 3:  # noqa: PLR2004  of two, one is guessed
            raise ValueError("a turn has three or four choices")
        return self


class Meeting(Model):
    """A customer at a time of the shift. ``who`` is short: it stands in the strip of the day as well."""

    time: str
    who: Text
    setting: Text | None = None
    when: Condition | None = None
    turns: dict[Name, Turn] = Field(min_length=1, max_length=8)

    @model_validator(mode="after")
    def _readable(self) -> Self:
        if minutes(self.time) is None:
            raise ValueError(f"'{self.time}' is no time of the day; write it as '06:40'")
        return self


class Day(Question):
    """A shift with its customers, one after the other. It only goes forward, and what was done comes back later."""

    sure: ClassVar[bool] = False

    kind: Literal["day"]
    draws: dict[Name, list[Row] | Range] = {}
    sums: dict[Name, Sum] = {}
    flags: list[Name] = []
    meetings: dict[Name, Meeting] = Field(min_length=1, max_length=12)

    @cached_property
    def plan(self) -> shift.Plan:
        """The day as the engine plays it."""
        return _plan(self)

    def answered(self, response: Any) -> tuple[int, int]:
        """Count the turns played, and those that there will be if the rest goes as it begins in each turn."""
        played = shift.replay(self.plan, response)
        left = shift.left(played) if played is not None else shift.left(shift.begin(self.plan, shift.ANY))
        done = len(played.turns) if played is not None else 0
        return done, done + len(left)


def _plan(day: Day) -> shift.Plan:
    return shift.Plan(
        draws={
            name: shift.Range(drawn.start, drawn.to, drawn.step) if isinstance(drawn, Range) else tuple(drawn)
            for name, drawn in day.draws.items()
        },
        sums={name: each.rule for name, each in day.sums.items()},
        meetings={slug: _meeting(meeting) for slug, meeting in day.meetings.items()},
    )


def _meeting(meeting: Meeting) -> shift.Meeting:
    return shift.Meeting(
        when=meeting.when.rule if meeting.when else shift.ALWAYS,
        turns={
            slug: shift.Turn(
                when=turn.when.rule if turn.when else shift.ALWAYS,
                says=tuple(each.when.rule for each in turn.says_when),
                answers={name: _answer(each) for name, each in turn.choices.items()},
                number=_answer(turn.number) if turn.number is not None else None,
            )
            for slug, turn in meeting.turns.items()
        },
    )


def _answer(given: Choice | Number) -> shift.Answer:
    to = [given.to] if isinstance(given.to, str) else given.to
    return shift.Answer(sets=frozenset(given.sets), to=tuple(each for each in to if each != "end"))
