"""The graph of a talk: nodes where the clerk chooses, what each choice leads to, and the endings."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from course.engine.scene.state import ALWAYS, NO_EFFECTS, Condition, Effects, State

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """How a talk ended.

    ``LEFT`` is the customer whose patience is at 0, ``FAILED`` breaks the scene's own condition (an unsuitable oil is
    sold), ``RED`` is a safety breach, a lie, a bribe or harassment (curriculum 0.4).
    """

    SALE = "sale"
    NO_SALE = "no-sale"
    LEFT = "left"
    FAILED = "failed"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Branch:
    """Where a choice leads when ``when`` holds.

    Attributes:
        to: A node or an ending.
        when: Looked at after the choice's own effects.
        effects: What this way does on top of the choice's own effects.
        craft: What the choice is worth when it goes this way; ``None`` leaves the choice's own craft.

    """

    to: str
    when: Condition = ALWAYS
    effects: Effects = NO_EFFECTS
    craft: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing the clerk can say.

    Attributes:
        slug: Its name in its node.
        tone: One of ``TONES``.
        craft: 2 for the best craft here, 1 for an acceptable line, 0 for a poor one.
        effects: What it does to the customer.
        branches: Where it leads; the first that holds after the effects is taken, and the last always holds.
        when: Offered only when this holds.
        needs: Flags without which it is shown, but cannot be chosen yet.

    """

    slug: str
    tone: str
    craft: int
    effects: Effects
    branches: tuple[Branch, ...]
    when: Condition = ALWAYS
    needs: frozenset[str] = frozenset()

    def open(self, state: State) -> bool:
        """Tell whether the clerk can choose it in ``state``."""
        return self.when.holds(state) and self.needs <= state.flags

    def lands(self, state: State) -> int:
        """Give the index of the branch that ``state`` (after the effects) takes."""
        return next(place for place, branch in enumerate(self.branches) if branch.when.holds(state))

    def worth(self, state: State) -> int:
        """Give the craft that it has when it is chosen in ``state``: the way that it takes may have one of its own."""
        return self.worth_of(self.lands(state.after(self.effects)))

    def worth_of(self, branch: int) -> int:
        """Give the craft that it has when it takes the way with the index ``branch``."""
        own = self.branches[branch].craft
        return self.craft if own is None else own


@dataclass(frozen=True, slots=True)
class Node:
    """A moment in the talk at which the clerk chooses."""

    slug: str
    choices: Mapping[str, Choice]


@dataclass(frozen=True, slots=True)
class Ending:
    """One way the talk can end; ``outcome`` is 0 to 10."""

    slug: str
    kind: Kind
    outcome: int


@dataclass(frozen=True, slots=True)
class Graph:
    """A whole talk.

    Attributes:
        begin: The customer's state at the start.
        start: The first node.
        nodes: Every node by its slug.
        endings: Every ending by its slug.
        leaves: The ending that is reached when patience is at 0.
        par: How many turns a full talk has, played well.
        draws: Name -> facts of which exactly one is true, drawn anew for each play. The drawn fact is a flag from the
            start; the draw's name becomes one when the clerk has found it out.

    """

    begin: State
    start: str
    nodes: Mapping[str, Node]
    endings: Mapping[str, Ending]
    leaves: str
    par: int
    draws: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
