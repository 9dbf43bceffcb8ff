"""The customer's state in a talk (curriculum 0.4), what a move does to it, and what may depend on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

METERS: tuple[str, ...] = ("trust", "clarity", "patience")
LOWEST, HIGHEST = 0, 10


@dataclass(frozen=True, slots=True)
class State:
    """How the customer stands: three meters from 0 to 10, and what is known or has happened.

    Attributes:
        trust: How far the customer believes the clerk.
        clarity: How well the customer's need is understood.
        patience: What is left of it; at 0 the customer leaves.
        flags: Hidden facts that the clerk has found out, and things that have happened.

    """

    trust: int
    clarity: int
    patience: int
    flags: frozenset[str] = frozenset()

    def meter(self, name: str) -> int:
        """Give the meter called ``name``."""
        return {"trust": self.trust, "clarity": self.clarity, "patience": self.patience}[name]

    def after(self, effects: Effects) -> State:
        """Give the state after ``effects``; a meter stops at 0 and at 10."""
        return State(
            trust=_held(self.trust + effects.trust),
            clarity=_held(self.clarity + effects.clarity),
            patience=_held(self.patience + effects.patience),
            flags=self.flags | effects.sets,
        )


@dataclass(frozen=True, slots=True)
class Effects:
    """What a move does: added to the meters, and flags that it sets."""

    trust: int = 0
    clarity: int = 0
    patience: int = 0
    sets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Condition:
    """When something holds: flags that are set, flags that are not, meters at or above, and meters below a number."""

    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    at_least: Mapping[str, int] = field(default_factory=dict)
    below: Mapping[str, int] = field(default_factory=dict)

    def holds(self, state: State) -> bool:
        """Tell whether every line of the condition is met."""
        return (
            self.has <= state.flags
            and not self.lacks & state.flags
            and all(state.meter(name) >= number for name, number in self.at_least.items())
            and all(state.meter(name) < number for name, number in self.below.items())
        )


ALWAYS = Condition()
NO_EFFECTS = Effects()


def _held(value: int) -> int:
    return max(LOWEST, min(HIGHEST, value))
