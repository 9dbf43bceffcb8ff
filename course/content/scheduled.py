"""Answers in timetables, calendars and budgets, said in words: what a part was about, and what was answered there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from course.engine.day import day
from course.engine.kinds import budget
from course.engine.kinds.dates import NONE
from course.engine.kinds.timetable import PLAN
from course.engine.typed import is_typed
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.content.text import Lang

KINDS = frozenset({"budget", "dates", "timetable"})
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def in_words(asked: Mapping[str, Any], part: str, given: Mapping[str, Any], lang: Lang) -> tuple[str, str]:
    """Give what a part of one of ``KINDS`` is about, and the learner's answer there; "" where there is none."""
    match asked["kind"]:
        case "timetable":
            return _slot(asked, part, given, lang)
        case "dates":
            return str(asked["slots"].get(part, "")), _date(asked, given.get(part), lang)
        case _:
            return _counted(asked, part, given, lang)


def date_in_words(told: date, lang: Lang) -> str:
    """Say a date with its weekday: Friday, 6 March 2026."""
    return say(
        "{weekday}, {day} {month} {year}",
        lang,
        weekday=say(WEEKDAYS[told.weekday()], lang),
        day=told.day,
        month=say(MONTHS[told.month - 1], lang),
        year=told.year,
    )


def _slot(asked: Mapping[str, Any], part: str, given: Mapping[str, Any], lang: Lang) -> tuple[str, str]:
    if part == PLAN:
        return say("The plan as a whole", lang), ""
    slot = asked["slots"].get(part, {})
    row = given.get(part)
    row = row if isinstance(row, dict) else {}
    start = str(row["start"]) if is_typed(row.get("start")) else ""
    lasts = row.get("minutes") if slot.get("at_least") is not None else slot.get("minutes")
    minutes = say("{number} minutes", lang, number=lasts) if is_typed(lasts) else ""
    return str(slot.get("label", "")), " · ".join(each for each in (start, minutes if start else "") if each)


def _date(asked: Mapping[str, Any], typed: Any, lang: Lang) -> str:
    if not is_typed(typed):
        return ""
    if str(typed) == NONE and asked["none"]:
        return str(asked["none"])
    told = day(typed, date.fromisoformat(asked["sale"]))
    return date_in_words(told, lang) if told else str(typed)


def _counted(asked: Mapping[str, Any], part: str, given: Mapping[str, Any], lang: Lang) -> tuple[str, str]:
    counts = given.get("counts")
    counts = counts if isinstance(counts, dict) else {}
    known = {row: number for row in asked["rows"] if (number := budget.count(counts.get(row))) is not None}
    match part:
        case budget.PLAN:
            spent = asked["times"] * sum(asked["rows"][row]["cost"] * number for row, number in known.items())
            total, unit = _number(asked["most"], lang), asked["unit"]
            said = say("{sum} of {total} {unit}", lang, sum=_number(spent, lang), total=total, unit=unit)
            return say("All together", lang), said
        case budget.CONTACTS:
            return say("Contacts a year with each customer", lang), str(sum(known.values()))
        case budget.CONDITIONS:
            ticked = given.get("conditions")
            ticked = ticked if isinstance(ticked, list) else []
            said = " · ".join(text for slug, text in asked["conditions"].items() if slug in ticked)
            return say("What has to be settled", lang), said or say("nothing ticked", lang)
        case _:
            typed = counts.get(part)
            return str(asked["rows"].get(part, {}).get("label", "")), str(typed) if is_typed(typed) else ""


def _number(value: float, lang: Lang) -> str:
    return f"{value:,.10g}" if lang == "en" else f"{value:.10g}"
