"""Times of day as people type them, in minutes since midnight."""

from __future__ import annotations

import re
from typing import Any

from course.engine.typed import clean, is_typed

_HOUR = 60
_NOON = 12
_LAST_HOUR = 23
_TIME = re.compile(
    r"(?P<early>上午|早上)?(?P<late>下午|晚上)?"
    r"(?:(?P<hour>[0-9]{1,2})(?:[:.。h点时](?P<minute>[0-9]{2})分?|[点时]整?|(?P<half>点半))"
    r"|(?P<row>[0-9]{3,4}))"
    r"(?P<am>a\.?m\.?)?(?P<pm>p\.?m\.?)?"
)


def minutes(typed: Any) -> int | None:
    """Read a time of day in minutes since midnight; ``None`` where it cannot be told.

    Read are 9:05, 09:05, 9.05, 9：05, 905, 9点05分, 9点, 9点半, 下午1:30 and 1:30 pm. A bare hour (``9``) and words
    ("half past") are not read: the course does not guess.
    """
    if not is_typed(typed):
        return None
    text = "".join(clean(str(typed)).lower().split())
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    row = found["row"]
    hour = int(row[:-2] if row else found["hour"])
    minute = int(row[-2:] if row else (30 if found["half"] else found["minute"] or 0))
    if found["late"] or found["pm"]:
        hour += _NOON if hour < _NOON else 0
    elif (found["early"] or found["am"]) and hour == _NOON:
        hour = 0
    return _HOUR * hour + minute if hour <= _LAST_HOUR and minute < _HOUR else None


def written(time: int) -> str:
    """Write minutes since midnight as ``09:05``."""
    return f"{time // _HOUR:02}:{time % _HOUR:02}"
