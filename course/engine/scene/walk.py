"""Every path through a talk, for the content checks and the tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.engine.scene.draw import drawings
from course.engine.scene.graph import Graph, Kind
from course.engine.scene.talk import Talk

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

FEWEST, MOST = 4, 7
MOST_TRAINER = 10  # a trainer may lead back to an earlier step
_EARLY = frozenset({Kind.LEFT, Kind.RED})
_BEST = 2


@dataclass(frozen=True, slots=True)
class Survey:
    """What all paths of a talk show.

    Attributes:
        nodes: The nodes that some path visits.
        choices: The (node, choice) pairs that some path takes.
        endings: For each ending that is reached, a shortest talk to it.
        shortest: The fewest turns of a path that ends neither by a red move nor by lost patience; 0 when none ends.
        longest: The most turns of a path that ends.
        endless: The moves of a path that has not ended after the most turns, or that stands where nothing can be said;
            empty when every path ends.
        poor: The nodes at which some path has no line of the best craft to choose.

    """

    nodes: frozenset[str]
    choices: frozenset[tuple[str, str]]
    endings: Mapping[str, Talk]
    shortest: int
    longest: int
    endless: tuple[str, ...]
    poor: frozenset[str]


def walks(graph: Graph, most: int = MOST, drawn: Mapping[str, str] | None = None) -> Iterator[Talk]:
    """Give the talks that can be had, each played to its end, or to ``most`` turns where it has not ended by then.

    Of talks that stand the same after the same number of turns (place, customer and craft points) only one goes on:
    from there on they are the same talk, and a long scene has a million paths.

    Args:
        graph: The talk's graph.
        most: After how many turns a talk is given up.
        drawn: What was drawn; ``None`` walks every way in which the draws can fall.

    """
    seen: set[Hashable] = set()
    for step in _steps(graph, most, drawn):
        talk = step.talk
        if _finished(talk, most) and (stands := (talk.node, talk.ending, len(talk.turns), *step.stands)) not in seen:
            seen.add(stands)
            yield talk


@dataclass(frozen=True, slots=True)
class _Step:
    """A talk after a move: its craft points so far, those it could have had, and the best craft at the last moment."""

    talk: Talk
    earned: int
    best: int
    here: int

    @property
    def stands(self) -> tuple[Hashable, ...]:
        return (self.talk.state, self.earned, self.best)


def _finished(talk: Talk, most: int) -> bool:
    return talk.over or len(talk.turns) >= most or not talk.choices


def _steps(graph: Graph, most: int, drawn: Mapping[str, str] | None) -> Iterator[_Step]:
    """Give the talk after every move that can be made."""
    for way in drawings(graph) if drawn is None else [drawn]:
        now = [_Step(Talk.begin(graph, way), 0, 0, 0)]
        while now:
            further: dict[Hashable, _Step] = {}
            for before in now:
                choices = before.talk.choices
                here = max((choice.worth(before.talk.state) for choice in choices), default=0)
                for choice in choices:
                    talk = before.talk.play(choice.slug)
                    step = _Step(talk, before.earned + talk.turns[-1].craft, before.best + here, here)
                    yield step
                    if not _finished(talk, most):
                        further.setdefault((talk.node, *step.stands), step)
            now = list(further.values())


def survey(graph: Graph, most: int = MOST, drawn: Mapping[str, str] | None = None) -> Survey:
    """Look at every path of ``graph``; see ``walks``."""
    taken: set[tuple[str, str]] = set()
    endings: dict[str, Talk] = {}
    full: set[int] = set()
    lengths: set[int] = set()
    poor: set[str] = set()
    endless: tuple[str, ...] = ()
    for step in _steps(graph, most, drawn):
        talk, last = step.talk, step.talk.turns[-1]
        taken.add((last.node, last.choice.slug))
        if step.here < _BEST:
            poor.add(last.node)
        if talk.ending is not None:
            if talk.ending.slug not in endings or len(talk.turns) < len(endings[talk.ending.slug].turns):
                endings[talk.ending.slug] = talk
            lengths.add(len(talk.turns))
            full |= {len(talk.turns)} if talk.ending.kind not in _EARLY else set()
        elif _finished(talk, most):
            endless = endless or talk.moves
    return Survey(
        nodes=frozenset(node for node, _ in taken),
        choices=frozenset(taken),
        endings=endings,
        shortest=min(full, default=0),
        longest=max(lengths, default=0),
        endless=endless,
        poor=frozenset(poor),
    )
