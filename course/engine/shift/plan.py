"""The plan of a day: meetings of turns, what an answer leads to, and what differs from learner to learner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Condition:
    """When something holds: flags that are set, and flags that are not."""

    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()

    def holds(self, flags: frozenset[str]) -> bool:
        """Tell whether it holds when ``flags`` are set."""
        return self.has <= flags and not self.lacks & flags


ALWAYS = Condition()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a choice, or a typed number, does.

    Attributes:
        sets: Flags that it sets; a flag is never taken away.
        to: Turns of the same meeting: the first whose condition holds comes next; where none does, the meeting is over.

    """

    sets: frozenset[str] = frozenset()
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A moment at which the clerk chooses one of ``answers``; where there are none, a number is typed.

    ``says`` are the conditions of what is said there instead of the usual.
    """

    answers: Mapping[str, Answer]
    number: Answer | None = None
    when: Condition = ALWAYS
    says: tuple[Condition, ...] = ()

    def said(self, flags: frozenset[str]) -> int | None:
        """Give which of ``says`` holds, the first one; ``None`` where the usual is said."""
        return next((place for place, each in enumerate(self.says) if each.holds(flags)), None)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A customer at one time of the shift; it happens only when ``when`` holds and one of its turns can begin."""

    turns: Mapping[str, Turn]
    when: Condition = ALWAYS

    def open(self, names: Iterable[str], flags: frozenset[str]) -> str | None:
        """Give the first of the turns ``names`` whose condition holds; ``None`` where none does."""
        return next((name for name in names if name in self.turns and self.turns[name].when.holds(flags)), None)


@dataclass(frozen=True, slots=True)
class Range:
    """A number that is drawn: ``start``, ``start + step`` … up to ``to``."""

    start: float
    to: float
    step: float = 1.0

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return int((self.to - self.start) / self.step + 1e-9) + 1  # 0.3 / 0.1 is a hair below 3 in binary


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure worked out from others: names of figures, or plain numbers.

    Attributes:
        rule: "product", "sum", "difference" (the first less the second) or "share" (the first as a whole per cent of
            the second, halves up).
        figures: What it is worked out from.

    """

    rule: str
    figures: tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole day.

    Attributes:
        meetings: In the order of the shift.
        draws: A table of rows, of which one is drawn, or a range of numbers.
        sums: Figures worked out from drawn ones and from earlier sums.

    """

    meetings: Mapping[str, Meeting]
    draws: Mapping[str, Sequence[Mapping[str, Any]] | Range] = field(default_factory=dict)
    sums: Mapping[str, Sum] = field(default_factory=dict)

    def turn(self, place: str) -> Turn:
        """Give the turn at ``place`` ("zhao.greet")."""
        meeting, _, turn = place.partition(".")
        return self.meetings[meeting].turns[turn]
