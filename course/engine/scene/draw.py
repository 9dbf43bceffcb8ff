"""What is drawn anew for each play of a talk: of several facts exactly one is true this time.

The journal keeps what was drawn, so that the same moves always give the same talk.
"""

from __future__ import annotations

from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.engine.scene.graph import Graph
    from course.engine.scene.state import State


def draw(graph: Graph, seed: str, play: int) -> dict[str, str]:
    """Draw one fact for each draw of ``graph``; the same seed and play always give the same.

    Like cards from a shuffled pile: every fact comes once before one comes again, and a new pile does not begin with
    the card that ended the last one. Who plays again meets another case.

    Args:
        graph: The talk's graph.
        seed: What the pile is shuffled with; another learner has another.
        play: Which play it is, from 0.

    """
    return {name: _card(facts, f"{seed}:{name}", play) for name, facts in graph.draws.items()}


def _card(facts: tuple[str, ...], seed: str, play: int) -> str:
    pile, place = divmod(play, len(facts))
    cards = _pile(facts, seed, pile)
    if pile and len(facts) > 1 and cards[0] == _pile(facts, seed, pile - 1)[-1]:
        cards[0], cards[1] = cards[1], cards[0]
    return cards[place]


def _pile(facts: tuple[str, ...], seed: str, number: int) -> list[str]:
    return Random(f"{seed}:{number}").sample(facts, len(facts))  # noqa: S311  a customer's mood is no secret


def drawings(graph: Graph) -> list[dict[str, str]]:
    """Give every way in which the draws of ``graph`` can fall; one empty way where it has none."""
    return [dict(zip(graph.draws, facts, strict=True)) for facts in product(*graph.draws.values())]


def kept_draw(graph: Graph, response: Mapping[Any, Any]) -> dict[str, str]:
    """Give what a journal's "draw" says, as far as this scene (still) knows it."""
    return {name: response[name] for name, facts in graph.draws.items() if response.get(name) in facts}


def facts_of(graph: Graph, drawn: Mapping[str, str]) -> frozenset[str]:
    """Give the facts that are true when ``drawn`` was drawn; where it names none, the first one is."""
    return frozenset(drawn.get(name, facts[0]) for name, facts in graph.draws.items())


def drawn_in(graph: Graph, state: State) -> dict[str, str]:
    """Give for each draw the fact that is true in ``state``."""
    return {name: fact for name, facts in graph.draws.items() for fact in facts if fact in state.flags}
