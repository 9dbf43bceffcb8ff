"""Score a calendar of contacts: each date in its window, and far enough from the others (m7-x2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from course.engine.day import day
from course.engine.outcome import Outcome, PartScore, Score, mean
from course.engine.typed import clean, is_typed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

NONE = "none"  # an explicit "no contact"


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a calendar has to keep.

    Attributes:
        sale: The day of sale; a date without a year is the first such day from it on.
        windows: For each contact the first and the last day that are right; ``None`` where no contact is right.
        apart: For a contact how many days it must be away from every other date of the answer, at least.
        none: Whether "no contact" can be chosen.

    """

    sale: date
    windows: Mapping[str, tuple[date, date] | None]
    apart: Mapping[str, int] = field(default_factory=dict)
    none: bool = True


def score(response: Any, *, calendar: Calendar) -> Score:
    """Give an equal share for each contact whose date is right.

    Notes: ``<slug>`` when right; ``<slug>:early`` and ``<slug>:late`` outside its window, ``<slug>:near`` in it but too
    near to another date; ``<slug>:none`` where a contact was wanted, ``<slug>:contact`` where none was;
    ``unreadable``. A date that is left open is unattempted.

    Args:
        response: ``{slug: date as typed | "none"}``.
        calendar: What it has to keep.

    """
    given = response if isinstance(response, dict) else {}
    read = {slug: day(given.get(slug), calendar.sale) for slug in calendar.windows}
    return mean(_part(slug, given.get(slug), read, calendar) for slug in calendar.windows)


def _part(slug: str, typed: Any, read: Mapping[str, date | None], calendar: Calendar) -> PartScore:
    if not is_typed(typed):
        return PartScore(slug, Outcome.UNATTEMPTED, 0.0)
    note = _note(slug, typed, read, calendar)
    right = note == slug
    return PartScore(slug, Outcome.CORRECT if right else Outcome.WRONG, float(right), (note,))


def _note(slug: str, typed: Any, read: Mapping[str, date | None], calendar: Calendar) -> str:
    window, told = calendar.windows[slug], read[slug]
    if calendar.none and clean(str(typed)).lower() == NONE:
        return slug if window is None else f"{slug}:none"
    if told is None:
        return "unreadable"
    if window is None:
        return f"{slug}:contact"
    if not window[0] <= told <= window[1]:
        return f"{slug}:early" if told < window[0] else f"{slug}:late"
    others = [each for name, each in read.items() if name != slug and each is not None]
    near = any(abs((told - each).days) < calendar.apart.get(slug, 0) for each in others)
    return f"{slug}:near" if near else slug
