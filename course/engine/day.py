"""Dates as people type them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from course.engine.typed import clean, is_typed

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december", "sept"),
)
_NAME = "(?P<name>" + "|".join(sorted({*_NAMES, *_MONTHS}, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>[0-9]{1,2})"
_MONTH = r"(?P<month>[0-9]{1,2})"
_YEAR = r"(?P<year>[0-9]{4})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}([-/.]){_MONTH}\2{_DAY}\.?",  # 2026-03-06, 2026/3/6, 2026.3.6
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",  # 20260306
        rf"(?:{_YEAR}年)?{_MONTH}月{_DAY}[日号]?",  # 2026年3月6日, 3月6日
        rf"{_DAY}\.{_MONTH}\.{_YEAR}?",  # 6.3., 6.3.2026
        rf"{_DAY}(?:st|nd|rd|th)?(?:of)?{_NAME},?{_YEAR}?",  # 6 March, 6 Mar 2026
        rf"{_NAME}{_DAY}(?:st|nd|rd|th)?(?:,?{_YEAR})?",  # March 6, March 6, 2026
    )
)


def day(typed: Any, since: date) -> date | None:
    """Read a date; ``None`` where it cannot be told.

    Read are 2026-03-06 (also with / or ., or without any), 2026年3月6日, 3月6日, 6.3.2026, 6.3., 6 March and
    March 6, 2026. Without a year it is the first such day from ``since`` on. 3/6 and 3.6 are not read:
    they are March to some and June to others, and the course does not guess.
    """
    if not is_typed(typed):
        return None
    text = "".join(clean(str(typed)).lower().split())
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            month = _month(parts["name"]) if parts.get("name") else int(parts["month"])
            return _on(parts.get("year"), month, int(parts["day"]), since)
    return None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def _on(year: str | None, month: int, number: int, since: date) -> date | None:
    if year:
        return _date(int(year), month, number)
    # Eight years hold a 29 February, also around 1900 and 2100.
    days = (_date(since.year + more, month, number) for more in range(9))
    return next((each for each in days if each is not None and each >= since), None)


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
