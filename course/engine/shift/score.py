"""What a day earns, and which decision is evidence of which skill.

Credit = what the decisions were worth, out of the best that each turn on the way offered. A day that is not over is
measured against the whole of it: the turns that are missing are those that come when everything else is done best, and
they count 0. A red move (a lie, a breach of safety) holds the day at 0.4, whatever else was earned.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from course.engine.outcome import UNATTEMPTED, Outcome, PartScore, Score, outcome_of
from course.engine.shift.draw import draw
from course.engine.shift.play import ANY, Day, Played, begin, finish, replay
from course.engine.typed import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.engine.shift.plan import Plan

BEST = 2
RED_CAP = 0.4
_NEARLY = 1e-9  # typed decimals are not exact in binary
_OUTCOMES = (Outcome.WRONG, Outcome.PARTIAL, Outcome.CORRECT)


@dataclass(frozen=True, slots=True)
class TurnWorth:
    """What the answers of one turn are worth.

    Attributes:
        skill: What it gives evidence of.
        choices: 2 the best, 1 acceptable, 0 poor.
        figure: The figure that is right, where a number is typed.
        tolerance: How far a number may be from it.
        red: Choices that hold the whole day.

    """

    skill: str
    choices: Mapping[str, int] = field(default_factory=dict)
    figure: str = ""
    tolerance: float = 0.0
    red: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Worth:
    """What every turn is worth, by its place ("zhao.greet")."""

    turns: Mapping[str, TurnWorth]

    def of(self, played: Played, figures: Mapping[str, float]) -> int:
        """Give what a move was worth: 0, 1 or 2."""
        turn = self.turns.get(played.place)
        if turn is None:
            return 0
        if not turn.figure:
            return turn.choices.get(played.given, 0)
        typed, right = number(played.given), figures.get(turn.figure)
        if typed is None or right is None:
            return 0
        return BEST if abs(typed - right) <= turn.tolerance + _NEARLY * max(1.0, abs(right)) else 0

    def best(self, place: str) -> int:
        """Give what the best answer of a turn is worth."""
        turn = self.turns.get(place)
        return max(turn.choices.values(), default=0) if turn is not None and not turn.figure else BEST


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one decision says of a skill: ``share`` is 0, 0.5 or 1."""

    place: str
    skill: str
    share: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A decision on the chart of the debrief, in words of one language.

    Attributes:
        time: When, as the meeting has it ("06:40").
        who: With whom.
        skill: Which skill it is evidence of.
        share: 0, 0.5 or 1.
        red: Whether it holds the whole day.

    """

    time: str
    who: str
    skill: str
    share: float
    red: bool = False


def is_red(worth: Worth, played: Played) -> bool:
    """Tell whether a move holds the whole day."""
    turn = worth.turns.get(played.place)
    return turn is not None and played.given in turn.red


def score(plan: Plan, worth: Worth, response: Any) -> Score:
    """Score a day.

    Parts, by place: the turns played (notes: ``zhao.greet:<choice>``, ``zhao.count`` for a number), then those not met
    yet, unattempted. A day without a move is unattempted and has no parts.
    """
    day = replay(plan, response)
    if day is None or not day.turns:
        return UNATTEMPTED
    figures = draw(plan, day.seed).figures
    earned = [worth.of(turn, figures) for turn in day.turns]
    whole = _best_from(day, worth)
    most = sum(worth.best(turn.place) for turn in whole.turns)
    credit = min(1.0, sum(earned) / most) if most else 0.0
    if any(is_red(worth, turn) for turn in day.turns):
        credit = min(credit, RED_CAP)
    parts = [_part(turn, points, plan) for turn, points in zip(day.turns, earned, strict=True)]
    parts += [PartScore(turn.place, Outcome.UNATTEMPTED, 0.0) for turn in whole.turns[len(day.turns) :]]
    return Score(outcome_of(credit), credit, tuple(parts))


def evidence(plan: Plan, worth: Worth, response: Any) -> list[Evidence]:
    """Give what the decisions of a day say of each skill, in the order of the shift."""
    day = replay(plan, response)
    if day is None:
        return []
    figures = draw(plan, day.seed).figures
    return [
        Evidence(turn.place, worth.turns[turn.place].skill, worth.of(turn, figures) / BEST)
        for turn in day.turns
        if turn.place in worth.turns
    ]


def best_day(plan: Plan, worth: Worth, seed: str = ANY) -> dict[str, Any]:
    """Give a response with the best answer in every turn of the day that ``seed`` draws."""
    return _best_from(begin(plan, seed), worth).response


def _best_from(day: Day, worth: Worth) -> Day:
    figures = draw(day.plan, day.seed).figures
    return finish(day, lambda now: _best_answer(now, worth, figures))


def _best_answer(now: Day, worth: Worth, figures: Mapping[str, float]) -> str:
    answers = now.plan.turn(now.at).answers
    turn = worth.turns.get(now.at)
    if answers:
        choices = turn.choices if turn is not None else {}
        return max(answers, key=lambda name: choices.get(name, 0))
    return f"{figures.get(turn.figure, 0):.12g}" if turn is not None else "0"


def _part(turn: Played, points: int, plan: Plan) -> PartScore:
    note = f"{turn.place}:{turn.given}" if plan.turn(turn.place).answers else turn.place
    return PartScore(turn.place, _OUTCOMES[points], points / BEST, (note,))
