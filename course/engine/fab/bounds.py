"""Bounds and ranges: whether "less than a minute", 三公斤以内 or 50 of 35-70 cm follows from the card's figure."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from course.engine.fab.derived import known
from course.engine.fab.quantities import quantities
from course.engine.fab.said import fold

if TYPE_CHECKING:
    from course.engine.fab.case import Case
    from course.engine.fab.model import Part
    from course.engine.fab.units import Quantity

_AT_MOST = re.compile(r"(?:less than|less then|under|within|not even|at most|below|不到|不超过|少于|低于|最多)[ ]?$")
_AT_LEAST = re.compile(r"(?:more than|more then|over|at least|above|超过|不少于|至少|多于)[ ]?$")
_LIMIT = re.compile(
    r"\b(?:up to|at most|max|maximum|suits?|fits?|for|carries|holds)\b|适合|适用|以内|以下|最[多大高]|承重|不超过"
)


def bounded(case: Case, part: Part, each: Quantity) -> bool:
    """Tell whether a bound holds for the card's figure: "less than a minute" for 40 seconds."""
    text = fold(case.boxes[part])[0]
    before, behind = text[max(0, each.start - 12) : each.start], text[each.end : each.end + 2]
    of_kind = [value for kind, value in known(case) if kind == each.kind and value > 0]
    if any(value < each.value for value in of_kind) and _limited(case, each.kind):
        return False  # made for 160 to 185 cm: "up to two metres" is more than the card says
    if _AT_MOST.search(before) or behind in {"以内", "之内", "以下"}:
        return any(value <= each.value <= 3 * value for value in of_kind)
    if _AT_LEAST.search(before) or behind == "以上":
        return any(value / 3 <= each.value <= value for value in of_kind)
    return False


def _limited(case: Case, kind: str) -> bool:
    """Tell whether the card gives a limit of this kind, where times and prices are none: "ready within a minute"."""
    if kind in {"time", "days", "money"}:
        return False
    return any(
        _LIMIT.search(fold(fact)[0]) for fact in case.facts if any(each.kind == kind for each in quantities(fact))
    )


def between(case: Case, each: Quantity) -> bool:
    """Tell whether a number lies within a range of the card: 35-70 cm."""
    text = fold(case.card)[0]
    spans = quantities(case.card)
    for first, second in pairwise(spans):
        joined = text[first.end : second.start].strip() in {"-", "to", "~", "到", "至", "and"}
        if joined and first.kind == second.kind == each.kind and first.value <= each.value <= second.value:
            return True
    return False
