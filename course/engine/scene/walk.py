"""Every path through a talk, for the content checks and the tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.engine.scene.graph import Graph, Kind
from course.engine.scene.talk import Talk

if TYPE_CHECKING:
    from collections.abc import Iterator

FEWEST, MOST = 4, 7
_EARLY = frozenset({Kind.LEFT, Kind.RED})


@dataclass(frozen=True, slots=True)
class Survey:
    """What all paths of a talk show.

    Attributes:
        nodes: The nodes that some path visits.
        choices: The (node, choice) pairs that some path takes.
        endings: For each ending that is reached, the moves of a shortest path to it.
        shortest: The fewest turns of a path that ends neither by a red move nor by lost patience; 0 when none ends.
        longest: The most turns of a path that ends.
        endless: The moves of a path that has not ended after seven turns; empty when every path ends.

    """

    nodes: frozenset[str]
    choices: frozenset[tuple[str, str]]
    endings: dict[str, tuple[str, ...]]
    shortest: int
    longest: int
    endless: tuple[str, ...]


def walks(graph: Graph, most: int = MOST) -> Iterator[Talk]:
    """Give every talk that can be had, each played to its end, or to ``most`` turns where it has not ended by then."""
    waiting = [Talk.begin(graph)]
    while waiting:
        talk = waiting.pop()
        if talk.over or len(talk.turns) >= most or not talk.choices:
            yield talk
        else:
            waiting += [talk.play(choice.slug) for choice in reversed(talk.choices)]


def survey(graph: Graph) -> Survey:
    """Look at every path of ``graph``."""
    taken: set[tuple[str, str]] = set()
    endings: dict[str, tuple[str, ...]] = {}
    full: set[int] = set()
    lengths: set[int] = set()
    endless: tuple[str, ...] = ()
    for talk in walks(graph):
        moves = tuple(turn.choice.slug for turn in talk.turns)
        taken |= {(turn.node, turn.choice.slug) for turn in talk.turns}
        if talk.ending is None:
            endless = endless or moves
            continue
        slug = talk.ending.slug
        if slug not in endings or len(moves) < len(endings[slug]):
            endings[slug] = moves
        lengths.add(len(moves))
        if talk.ending.kind not in _EARLY:
            full.add(len(moves))
    return Survey(
        nodes=frozenset(node for node, _ in taken),
        choices=frozenset(taken),
        endings=endings,
        shortest=min(full, default=0),
        longest=max(lengths, default=0),
        endless=endless,
    )
