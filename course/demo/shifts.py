"""Drawn days at the station, each with the credit that its kind promises: its worth out of the best on the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine import shift

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from course.content.kinds.day import Day
    from course.content.kinds.day_key import DayKey

BEST = 2
LEAVES = 0.1  # who knows little leaves a day before its end now and then
HELD = 0.4  # by a red choice
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def answer(ask: Day, key: DayKey, ability: float, random: Random) -> tuple[dict[str, Any], float]:
    """Draw a day: in each turn the best choice with the chance ``ability``, else another one, or a wrong number.

    Who does not know leaves some days before their end. The turns that are then missing count as those that come when
    the rest is done best.
    """
    seed = "".join(_LETTERS[int(len(_LETTERS) * random.random())] for _ in range(12))
    figures = shift.draw(ask.plan, seed).figures
    day = shift.begin(ask.plan, seed)
    earned, red = 0, False
    while day.at:
        turn = key.turns[day.at]
        if day.turns and random.random() >= max(ability, 1 - LEAVES):
            break
        knows = random.random() < ability
        if turn.number is not None:
            right = figures[turn.number.sum]
            given, worth = f"{right if knows else right + 10 * turn.number.tolerance + 1:.12g}", BEST * knows
        else:
            open_now = [slug for slug, choice in turn.choices.items() if (choice.worth == BEST) is knows]
            given = random.choice(open_now)
            worth = turn.choices[given].worth
        red = red or given in turn.red
        earned += worth
        day = _moved(day, given)
    credit = earned / (BEST * (len(day.turns) + _missing(day, key, figures)))
    return day.response, min(credit, HELD) if red else credit


def _missing(day: shift.Day, key: DayKey, figures: Mapping[str, float]) -> int:
    """Count the turns that are missing, when they are done best: the first best choice is taken in each."""
    count = 0
    while day.at:
        turn = key.turns[day.at]
        best = next((slug for slug in day.plan.turn(day.at).answers if turn.choices[slug].worth == BEST), None)
        day = _moved(day, best if best is not None else f"{figures[turn.number.sum]:.12g}" if turn.number else "0")
        count += 1
    return count


def _moved(day: shift.Day, given: str) -> shift.Day:
    after = day.move(given)
    assert after is not None, (day.at, given)  # noqa: S101  the key names every choice of the turn
    return after
