"""Drawn answers to timetables, calendars and budgets, each with the credit that its kind's docstring promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.clock import minutes, written
from course.engine.kinds.dates import NONE

if TYPE_CHECKING:
    from random import Random

KINDS = frozenset({"budget", "dates", "timetable"})
HALF = 0.5


def answer(ask: Any, key: Any, ability: float, random: Random) -> tuple[Any, float]:
    """Draw a response to one graded part of ``KINDS``, and give it with its credit (0 to 1)."""
    if ask.kind == "dates":
        return _dates(ask, key, ability, random)
    right = key.model_answer(ask)
    if random.random() < ability:
        return right, 1.0
    return _ends_late(ask, right, random) if ask.kind == "timetable" else _not_settled(ask, key, right)


def _dates(ask: Any, key: Any, ability: float, random: Random) -> tuple[Any, float]:
    """Set each date rightly with the chance ``ability``; else say "no contact" or no date at all, or leave it open."""
    given: dict[str, str] = {}
    hits = 0
    for slug, told in key.model_answer(ask).items():
        if random.random() < ability:
            given[slug] = told
            hits += 1
        elif random.random() < HALF:
            given[slug] = NONE if ask.none is not None and told != NONE else "soon"
    return (given or None), hits / len(ask.slots)


def _ends_late(ask: Any, right: dict[str, Any], random: Random) -> tuple[Any, float]:
    """Leave a part open, which earns nothing, or begin the last one five minutes late: one rule and one wait."""
    last = max(right, key=lambda slug: minutes(right[slug]["start"]) or 0)
    if random.random() < HALF:
        return {slug: row for slug, row in right.items() if slug != last} or None, 0.0
    late = written((minutes(right[last]["start"]) or 0) + 5)
    rules = 2 + bool(ask.after) + any(slot.at_least for slot in ask.slots.values())
    return right | {last: right[last] | {"start": late}}, 1 - 1 / rules - (len(right) > 1) / 8


def _not_settled(ask: Any, key: Any, right: dict[str, Any]) -> tuple[Any, float]:
    """Tick nothing: one rule is broken. Where there is nothing to tick, plan nothing: none is kept."""
    rules = 2 + len(key.at_least) + bool(ask.conditions)
    if ask.conditions:
        return right | {"conditions": []}, (rules - 1) / rules
    return right | {"counts": dict.fromkeys(right["counts"], "0")}, 0.0
