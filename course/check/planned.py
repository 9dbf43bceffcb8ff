"""Answers that try the notes of timetables, calendars and budgets: for each note the answer that it is written for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from course.engine.clock import minutes, written
from course.engine.kinds.dates import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    Tried = tuple[str, Any, bool]  # the note, the response, whether the part with that note is right

KINDS = frozenset({"budget", "dates", "timetable"})
_DAY = timedelta(days=1)


def answers(ask: Any, key: Any) -> Iterator[Tried]:
    """Give an answer for each note of ``key``, from the definition of its kind."""
    match ask.kind:
        case "timetable":
            yield from _timetable(ask, key)
        case "dates":
            yield from _dates(ask, key)
        case "budget":
            yield from _budget(ask, key)


def _timetable(ask: Any, key: Any) -> Iterator[Tried]:
    """Try the model, and for each rule a timetable that breaks it."""
    model = key.model_answer(ask)
    yield "ok", model, True
    frame = ask.frame
    last = max(ask.slots, key=lambda slug: _minutes(ask, key, slug)[0])
    if len(ask.slots) > 1:
        yield "overlap", {slug: row | {"start": ask.begin} for slug, row in model.items()}, False
        yield "gap", model | {last: model[last] | {"start": written(_minutes(ask, key, last)[0] + 5)}}, False
    yield "end", model | {last: model[last] | {"start": written(_minutes(ask, key, last)[0] + 5)}}, False
    for slug, fewest in frame.at_least.items():
        yield "too-short", model | {slug: model[slug] | {"minutes": str(fewest - 1)}}, False
    for slug, before in frame.after.items():
        first = next(iter(before))
        swapped = {slug: model[slug] | {"start": model[first]["start"]}}
        yield "order", model | swapped | {first: model[first] | {"start": model[slug]["start"]}}, False
    if "begin" in key.notes:
        first = min(ask.slots, key=lambda slug: _minutes(ask, key, slug)[0])
        yield "begin", model | {first: model[first] | {"start": written(frame.begin - 5)}}, False
    yield "unreadable", model | {last: model[last] | {"start": "?"}}, False


def _minutes(ask: Any, key: Any, slug: str) -> tuple[int, int]:
    """Give when a slot of the model begins, in minutes since midnight, and how long it lasts."""
    start, lasts = key.model[slug]
    return minutes(start) or 0, ask.slots[slug].minutes or lasts


def _dates(ask: Any, key: Any) -> Iterator[Tried]:
    """Try each slot at the ends of its window, a day outside, with "no contact", and too near to another date."""
    for slug, window in key.calendar(ask).windows.items():
        if window is None:
            yield slug, {slug: NONE}, True
            yield f"{slug}:contact", {slug: ask.sale.isoformat()}, False
            continue
        first, last = window
        for right in {first, last}:
            yield slug, {slug: right.isoformat()}, True
        yield f"{slug}:early", {slug: (first - _DAY).isoformat()}, False
        yield f"{slug}:late", {slug: (last + _DAY).isoformat()}, False
        if ask.none is not None:
            yield f"{slug}:none", {slug: NONE}, False
        if slug in key.apart:
            yield f"{slug}:near", _near(slug, window, key), False
    yield "unreadable", {next(iter(ask.slots)): "?"}, False


def _near(slug: str, window: tuple[date, date], key: Any) -> dict[str, str]:
    """Give two dates that are too near to each other: one in the window of ``slug``, and another contact's own one."""
    for name, other in key.model.items():
        if name == slug or other == NONE:
            continue
        told = min(max(other, window[0]), window[1])  # the day of the window that is nearest to the other date
        if abs((told - other).days) < key.apart[slug]:
            return {slug: told.isoformat(), name: other.isoformat()}
    return {}


def _budget(ask: Any, key: Any) -> Iterator[Tried]:
    """Try the model, and for each rule a plan that breaks it."""
    model = key.model_answer(ask)
    counts = model["counts"]
    yield "ok", model, True
    dearest = max(ask.rows, key=lambda slug: ask.rows[slug].cost)
    too_many = int(ask.most // (ask.times * ask.rows[dearest].cost)) + 1
    yield "over", model | {"counts": counts | {dearest: str(too_many)}}, False
    for slug, fewest in key.at_least.items():
        yield f"{slug}:min", model | {"counts": counts | {slug: str(fewest - 1)}}, False
    yield "contacts", model | {"counts": dict.fromkeys(counts, "0")}, False
    if ask.conditions:
        yield "conditions", model | {"conditions": model["conditions"][1:]}, False
    yield "unreadable", model | {"counts": counts | {dearest: "?"}}, False
