"""How a finished talk is scored: the process and the outcome apart, and one final figure.

Process, 0 to 10: the share of the craft points (each turn has 0, 1 or 2) of the best line open at each turn. Where
the talk ended early, because the customer left or because of a red move, the turns up to the talk's usual length that
were never reached count as turns without a point: leaving early is no way to keep a good share.

Outcome, 0 to 10: what the ending says. A suitable sale has most, an honest talk without a sale nearly as much, a lost
customer little, a red move nothing.

Final = 60 % process + 40 % outcome. The process weighs more because it is what the clerk holds in the hand: a customer
may still say no. So a sale alone (process 0, outcome 10) gives 4.0 and is not passed, and honest craft without a sale
is. A failed ending (the scene's own condition is broken, say an unsuitable oil is sold) is held at 4, a red one at 2,
whatever was earned before: a sale by a lie never pays. Passed: final at least 6 of 10 and no red move (curriculum 0.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.engine.scene.graph import Ending, Kind

if TYPE_CHECKING:
    from course.engine.scene.talk import Talk

PASS_MARK = 6.0
PROCESS_WEIGHT = 0.6
RED_CAP = 2.0
FAILED_CAP = 4.0
_CAP = {Kind.RED: RED_CAP, Kind.FAILED: FAILED_CAP}


@dataclass(frozen=True, slots=True)
class SceneScore:
    """``process``, ``outcome`` and ``final`` are 0 to 10 with one decimal; ``passed`` follows curriculum 0.3."""

    process: float
    outcome: float
    final: float
    passed: bool


def score(talk: Talk) -> SceneScore | None:
    """Score a finished talk; ``None`` while it is still going on."""
    if talk.ending is None:
        return None
    process = _process(talk, talk.ending)
    outcome = float(talk.ending.outcome)
    final = PROCESS_WEIGHT * process + (1 - PROCESS_WEIGHT) * outcome
    final = round(min(final, _CAP.get(talk.ending.kind, 10.0)), 1)
    return SceneScore(round(process, 1), outcome, final, final >= PASS_MARK and talk.ending.kind is not Kind.RED)


def _craft_of(talk: Talk) -> tuple[int, int]:
    """Give the craft points earned so far, and those of the best line open at each turn."""
    earned = sum(turn.craft for turn in talk.turns)
    best = sum(
        max(
            choice.worth(turn.before)
            for choice in talk.graph.nodes[turn.node].choices.values()
            if choice.open(turn.before)
        )
        for turn in talk.turns
    )
    return earned, best


def _process(talk: Talk, ending: Ending) -> float:
    earned, best = _craft_of(talk)
    if ending.kind in {Kind.LEFT, Kind.RED}:
        best += 2 * max(0, talk.graph.par - len(talk.turns))
    return 10 * earned / best if best else 0.0
