"""A talk as it is played, one move after the other, and its replay from a journal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from course.engine.errors import CourseError
from course.engine.scene.draw import draw, drawn_in, facts_of, kept_draw
from course.engine.scene.graph import Choice, Ending, Graph, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from course.engine.scene.state import State


class Reason(StrEnum):
    """Why a move cannot be made."""

    UNREADABLE = "unreadable"
    UNKNOWN_NODE = "unknown-node"
    UNKNOWN_CHOICE = "unknown-choice"
    ELSEWHERE = "elsewhere"
    NOT_OFFERED = "not-offered"
    CLOSED = "closed"
    OVER = "over"


class MoveError(CourseError):
    """A move that cannot be made here; ``reason`` says why."""

    def __init__(self, reason: Reason, node: str, choice: str) -> None:
        self.reason = reason
        super().__init__(
            f"This move cannot be made ({reason.value}).",
            where=f"{node}.{choice}",
            then="Choose one of the lines offered.",
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """One move: what was chosen, the state before and after, and which of the choice's branches it took."""

    node: str
    choice: Choice
    before: State
    after: State
    branch: int

    @property
    def craft(self) -> int:
        """What the line was worth here: 2 the best craft, 1 acceptable, 0 poor."""
        return self.choice.worth_of(self.branch)


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk at one moment. ``node`` is where the clerk chooses next (``None`` at the end), ``ending`` how it ended."""

    graph: Graph
    state: State
    node: str | None
    ending: Ending | None = None
    turns: tuple[Turn, ...] = ()

    @classmethod
    def begin(cls, graph: Graph, drawn: Mapping[str, str] | None = None) -> Talk:
        """Give the talk before its first move.

        Args:
            graph: The talk's graph.
            drawn: For each draw the fact that is true this time; where it names none, the first one is.

        """
        return cls(graph, replace(graph.begin, flags=graph.begin.flags | facts_of(graph, drawn or {})), graph.start)

    @property
    def drawn(self) -> dict[str, str]:
        """For each draw the fact that is true in this talk."""
        return drawn_in(self.graph, self.state)

    @property
    def over(self) -> bool:
        """Whether the talk has ended."""
        return self.ending is not None

    @property
    def moves(self) -> tuple[str, ...]:
        """The lines that were chosen, the first one first."""
        return tuple(turn.choice.slug for turn in self.turns)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What the clerk can say now; empty at the end."""
        return tuple(each for each in self.offered if each.open(self.state))

    @property
    def offered(self) -> tuple[Choice, ...]:
        """What is shown now: what can be said, and what is still closed; empty at the end."""
        if self.node is None:
            return ()
        return tuple(each for each in self.graph.nodes[self.node].choices.values() if each.when.holds(self.state))

    def play(self, choice: str) -> Talk:
        """Give the talk after ``choice`` (a slug of the present node).

        A red or failed ending stands whatever the meters say; otherwise patience at 0 ends the talk.

        Raises:
            MoveError: The talk is over, or the choice is unknown, not offered now, or still closed.

        """
        if self.node is None:
            raise MoveError(Reason.OVER, "", choice)
        known = self.graph.nodes[self.node].choices
        if choice not in known:
            raise MoveError(Reason.UNKNOWN_CHOICE, self.node, choice)
        said = known[choice]
        if not said.when.holds(self.state):
            raise MoveError(Reason.NOT_OFFERED, self.node, choice)
        if not said.open(self.state):
            raise MoveError(Reason.CLOSED, self.node, choice)
        after = self.state.after(said.effects)
        branch = said.lands(after)
        after = after.after(said.branches[branch].effects)
        turn = Turn(self.node, said, self.state, after, branch)
        to = said.branches[branch].to
        ending = self.graph.endings.get(to)
        if after.patience == 0 and (ending is None or ending.kind not in {Kind.RED, Kind.FAILED}):
            ending = self.graph.endings[self.graph.leaves]
        return replace(self, state=after, node=None if ending else to, ending=ending, turns=(*self.turns, turn))


@dataclass(frozen=True, slots=True)
class Ignored:
    """A journaled move that does not fit this scene (any more); ``place`` counts the events from 0."""

    place: int
    reason: Reason
    move: Any


def replay(
    graph: Graph, moves: Iterable[Any], drawn: Mapping[str, str] | None = None
) -> tuple[Talk, tuple[Ignored, ...]]:
    """Play ``moves`` (mappings with ``node`` and ``choice``); give the talk and what was ignored. Never raises."""
    last, ignored = plays(graph, [("draw", drawn or {}), *(("move", move) for move in moves)])
    return last[-1], tuple(replace(each, place=each.place - 1) for each in ignored)


def plays(
    graph: Graph, events: Iterable[tuple[str, Any]], seed: str = ""
) -> tuple[tuple[Talk, ...], tuple[Ignored, ...]]:
    """Give every play that a scene's journal holds, the present one last, and what had to be ignored.

    ``events`` are (event, response) pairs in the journal's order: "draw", "move" and "restart"; others are passed over.
    A restart before any move starts nothing new. What a play has no "draw" for is drawn from ``seed``: the same seed
    draws the same. Never raises.
    """
    done: list[Talk] = []
    now = Talk.begin(graph, draw(graph, seed, 0))
    ignored: list[Ignored] = []
    for place, (event, response) in enumerate(events):
        if event == "restart" and now.turns:
            done.append(now)
            now = Talk.begin(graph, draw(graph, seed, len(done)))
        elif event == "draw" and not now.turns and isinstance(response, dict):
            now = Talk.begin(graph, draw(graph, seed, len(done)) | kept_draw(graph, response))
        elif event == "move":
            reason = _refusal(now, response)
            if reason is None:
                now = now.play(response["choice"])
            else:
                ignored.append(Ignored(place, reason, response))
    return (*done, now), tuple(ignored)


def _refusal(talk: Talk, move: Any) -> Reason | None:
    if not isinstance(move, dict) or not isinstance(move.get("node"), str) or not isinstance(move.get("choice"), str):
        return Reason.UNREADABLE
    node, choice = move["node"], move["choice"]
    checks = (
        (node not in talk.graph.nodes, Reason.UNKNOWN_NODE),
        (talk.over, Reason.OVER),
        (node != talk.node, Reason.ELSEWHERE),
        (node in talk.graph.nodes and choice not in talk.graph.nodes[node].choices, Reason.UNKNOWN_CHOICE),
        (choice not in {each.slug for each in talk.offered}, Reason.NOT_OFFERED),
        (choice not in {each.slug for each in talk.choices}, Reason.CLOSED),
    )
    return next((reason for wrong, reason in checks if wrong), None)
