"""What a scene gives to clerks who do not think: those who click blindly, and those who only sound polite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.engine import scene as engine

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from course.content.scene import Scene


def most_polite(scene: Scene) -> float:
    """Give the best final score (0 to 10) that a clerk gets who always says a line of the most polite tone on offer.

    Where facts are drawn, the best of all draws.
    """
    waiting = [engine.Talk.begin(scene.graph, drawn) for drawn in engine.drawings(scene.graph)]
    best = 0.0
    while waiting:
        talk = waiting.pop()
        if scored := engine.score(talk):
            best = max(best, scored.final)
            continue
        top = max(engine.COURTESY[each.tone] for each in talk.choices)
        waiting += [talk.play(each.slug) for each in talk.choices if engine.COURTESY[each.tone] == top]
    return best


def random_clickers(scene: Scene, number: int, chance: Random, drawn: Mapping[str, str] | None = None) -> float:
    """Give the average final score (0 to 10) of clerks who choose blindly among the lines that can be chosen.

    Args:
        scene: The scene.
        number: How many play it.
        chance: Where they take their choices from.
        drawn: What was drawn for all of them; ``None`` draws anew for each.

    """
    graph = scene.graph
    ways = engine.drawings(graph) if drawn is None else [drawn]
    total = 0.0
    for _ in range(number):
        talk = engine.Talk.begin(graph, chance.choice(ways))
        while (scored := engine.score(talk)) is None:
            talk = talk.play(chance.choice(talk.choices).slug)
        total += scored.final
    return total / number
