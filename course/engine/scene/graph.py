"""The graph of a talk: nodes where the clerk chooses, what each choice leads to, and the endings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from course.engine.scene.state import ALWAYS, Condition, Effects, State

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
    """Where a choice leads when ``when`` holds: ``to`` names a node or an ending; ``sets`` are flags for this way."""

    to: str
    when: Condition = ALWAYS
    sets: frozenset[str] = frozenset()


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

    """

    slug: str
    tone: str
    craft: int
    effects: Effects
    branches: tuple[Branch, ...]
    when: Condition = ALWAYS

    def lands(self, state: State) -> int:
        """Give the index of the branch that ``state`` (after the effects) takes."""
        return next(place for place, branch in enumerate(self.branches) if branch.when.holds(state))


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

    """

    begin: State
    start: str
    nodes: Mapping[str, Node]
    endings: Mapping[str, Ending]
    leaves: str
    par: int
