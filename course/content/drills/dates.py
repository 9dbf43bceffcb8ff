"""Follow-up dates: a calendar to fill in, one contact of it, or the day that is far enough from the others.

Each contact has the sentences ``<slot>`` (right), ``<slot>.early``, ``<slot>.late`` and ``<slot>.none``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content.drills.words import Slot, Words, in_lines, short_day, week_day
from course.engine.drills.dates import FOCI, SLOTS, Case, draw
from course.engine.followup import REMIND_BEFORE, SEASON_APART, example, season, windows

if TYPE_CHECKING:
    from datetime import date

    from course.content.text import Text

__all__ = ["FOCI", "build", "draw"]

_CALENDAR = "season"


def build(case: Case, words: Words) -> dict[str, Any]:
    """Give question, key, hints and solution of a sale."""
    if case.offered:
        return _to_choose(case, words)
    return _refused(case, words) if case.focus == "refused" else _to_fill(case, words)


def _slots(case: Case) -> dict[str, Slot]:
    found: dict[str, Slot] = {
        "sale": case.sale,
        "weekday": week_day(case.sale),
        "mileage": case.mileage,
        "interval": case.interval,
        "pace": case.pace,
        "driven": case.interval - REMIND_BEFORE,
        "due": case.mileage + case.interval,
        "months": case.months,
        "year": windows(case.sale, case.months)["season"][1],
    }
    return found


def _stem(case: Case, words: Words, name: str) -> Text:
    slots = _slots(case) | {"name": words.name(case.name)}
    return words.text("stem", **slots, task=words.text(name, **slots))


def _contact(case: Case, slot: str) -> dict[str, Slot]:
    """Give what the sentences of one contact may name: its window and the day in the middle."""
    first, last = windows(case.sale, case.months)[slot]
    day = case.known.get(slot, last)
    about: dict[str, Slot] = {"first": short_day(first), "last": short_day(last), "day": short_day(day)}
    return _slots(case) | about | {"weekday": week_day(day)}


def _to_fill(case: Case, words: Words) -> dict[str, Any]:
    asked = SLOTS[case.focus]
    wide, good = windows(case.sale, case.months), example(case.sale, case.months)
    notes: dict[str, Text] = {"unreadable": words.note("unreadable", day=good[asked[-1]].isoformat())}
    for slot in asked:
        about = _contact(case, slot)
        notes[slot] = words.note(slot, **about)
        notes |= {f"{slot}:{how}": words.note(f"{slot}.{how}", **about) for how in ("early", "late", "none")}
    apart = {_CALENDAR: SEASON_APART} if _CALENDAR in asked else {}
    if apart:
        notes[f"{_CALENDAR}:near"] = words.note(f"{_CALENDAR}.near")
    return {
        "ask": _asked(case, words, asked, "fill" if len(asked) > 1 else "fill.one"),
        "key": {
            "windows": {slot: wide[slot] for slot in asked},
            "apart": apart,
            "model": {slot: good[slot] for slot in asked},
            "notes": notes,
        },
        "hints": words.hints(**_slots(case)),
        "solution": in_lines(
            words.line(slot, **_contact(case, slot) | {"example": short_day(good[slot])}) for slot in asked
        ),
    }


def _asked(case: Case, words: Words, asked: tuple[str, ...], task: str) -> dict[str, Any]:
    return {
        "kind": "dates",
        "stem": _stem(case, words, task),
        "sale": case.sale,
        "slots": {slot: words.text(f"slot.{slot}") for slot in asked},
        "none": words.text("none"),
    }


def _refused(case: Case, words: Words) -> dict[str, Any]:
    asked = SLOTS[case.focus]
    notes: dict[str, Text] = {"unreadable": words.note("unreadable", day=case.sale.isoformat())}
    for slot in asked:
        notes |= {slot: words.note("refused"), f"{slot}:contact": words.note("refused.contact")}
    return {
        "ask": _asked(case, words, asked, "refused"),
        "key": {
            "windows": dict.fromkeys(asked, "none"),
            "model": dict.fromkeys(asked, "none"),
            "notes": notes,
        },
        "hints": words.hints(**_slots(case)),
        "solution": words.line("refused"),
    }


def _to_choose(case: Case, words: Words) -> dict[str, Any]:
    known = {slot: words.text("known", slot=words.text(f"slot.{slot}"), day=day) for slot, day in case.known.items()}
    task = words.text("choose", **{slot: known[slot] for slot in known})
    said = {f"day{place}": _why(case, day, words) for place, day in enumerate(case.offered, start=1)}
    days = dict(zip(said, case.offered, strict=True))
    right = next(slug for slug, day in days.items() if day in case.right)
    slots = _slots(case) | {"name": words.name(case.name)}
    return {
        "ask": {
            "kind": "choice",
            "stem": words.text("stem", **slots, task=task),
            "options": {slug: words.text("day", day=day) for slug, day in days.items()},
            "fixed_order": True,
        },
        "key": {"answer": right, "notes": said},
        "hints": words.hints(**_slots(case)),
        "solution": in_lines([*(words.line("day", day=days[slug], why=said[slug]) for slug in days)]),
    }


def _why(case: Case, day: date, words: Words) -> Text:
    verdict = season(day, case.sale, case.known.values())
    slot, near = min(case.known.items(), key=lambda each: abs((each[1] - day).days))
    gap = abs((near - day).days)
    exact = verdict == "right" and gap == SEASON_APART
    name = f"choose.{'exact' if exact else verdict}"
    other = words.text(f"slot.{slot}")
    last = windows(case.sale, case.months)["season"][1]
    return words.note(name, gap=gap, other=other, near=short_day(near), last=last)
