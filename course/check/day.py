"""Answers that try the notes of a day: for each turn a shortest way there, then each of its choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine import shift

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.content.kinds.day import Day
    from course.content.kinds.day_key import DayKey

BEST = 2


def answers(ask: Day, key: DayKey) -> Iterator[tuple[str, Any, bool]]:
    """Give each note with a day that ends at it, and whether that decision is the best."""
    for place, there in shift.survey(ask.plan).ways.items():
        turn = key.turns[place]
        for slug, choice in turn.choices.items():
            yield f"{place}:{slug}", _with(there, place, slug), choice.worth == BEST
        if turn.number is not None:
            right = shift.draw(ask.plan, there.seed).figures[turn.number.sum]
            yield place, _with(there, place, f"{right:.12g}"), True
            yield place, _with(there, place, f"{right + 10 * turn.number.tolerance + 1:.12g}"), False


def _with(day: shift.Day, place: str, given: str) -> dict[str, Any]:
    return {"seed": day.seed, "moves": [*day.response["moves"], [place, given]]}
