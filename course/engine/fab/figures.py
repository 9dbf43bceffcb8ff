"""Numbers of a text against the card."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from course.engine.fab.bounds import between, bounded
from course.engine.fab.claims import signs
from course.engine.fab.derived import known
from course.engine.fab.model import PARTS, Finding
from course.engine.fab.quantities import quantities
from course.engine.fab.said import fold, said

if TYPE_CHECKING:
    from course.engine.fab.case import Case
    from course.engine.fab.model import Part, Weight
    from course.engine.fab.units import Quantity

_SAME = 0.02  # two figures are the same when they differ by less (1.6 km, one mile)
_ROUGHLY = 0.15  # "about", "nearly"
_DAY = 86_400  # seconds
_SOFT = frozenset({"length", "time", "days", "current"})  # may speak of the customer's own day
_COUNTS = frozenset({"bare", "count"})
_FREE = 10  # so many of anything may be said in advantage and benefit: six people, two hands


def figures(case: Case) -> list[Finding]:
    """Find numbers that the card contradicts or does not have."""
    derived = known(case)
    found = []
    for part in PARTS:
        typed = case.boxes[part]
        for each in quantities(typed):
            weight = _judge(case, part, each, derived)
            if weight:
                kind = "number_wrong" if _known_kind(case, each) else "number_unknown"
                found.append(Finding(kind, part, said(typed).quote(each.start, each.end), weight))
    return found


def _known_kind(case: Case, each: Quantity) -> bool:
    return any(other.kind == each.kind for other in case.numbers)


def _judge(case: Case, part: Part, each: Quantity, derived: frozenset[tuple[str, float]]) -> Weight | None:
    near = _ROUGHLY if each.about else _SAME
    if each.kind in _COUNTS and _counted(case, part, each) is not None:
        return None if part != "feature" and _wanted(case, each, near) else _bare(case, part, each)
    if any(_equal(each, kind, value, near) or _same_time(each, kind, value, near) for kind, value in derived):
        return None
    if each.kind == "temperature":
        return _temperature(case, part, each)
    if each.kind in _COUNTS:
        return None if _wanted(case, each, near) else _bare(case, part, each)
    if each.kind in {"clock", "share"} or _excused(case, part, each, near):
        return None
    return _measure(case, part, each)


def _wanted(case: Case, each: Quantity, near: float) -> bool:
    """Tell whether a number is the customer's own."""
    return any(_equal(each, other.kind, other.value, near) for other in case.wanted)


def _excused(case: Case, part: Part, each: Quantity, near: float) -> bool:
    """Tell whether a measure is no claim, or a true one in another form: in a range, a bound that holds, "a month"."""
    each_one = (each.kind, each.value) == ("time", 3600) or (
        each.kind in {"volume", "mass", "length"} and each.value in _UNITS
    )
    each_one = each_one and _beside_price(case, part, each)
    often = each_one or (
        each.kind == "days"
        and each.value in _ONE
        and not _whole(case, part, each)
        and (not _known_kind(case, each) or _rate(case, part, each))
    )
    thing = each.kind == "pressure" and not _known_kind(case, each) and _named(case, part, each)
    return often or thing or _wanted(case, each, near) or between(case, each) or bounded(case, part, each)


def _whole(case: Case, part: Part, each: Quantity) -> bool:
    """Tell whether "a day" says how long, where the card has a time: "a full day" for six hours."""
    text = fold(case.boxes[part])[0]
    lasting = re.search(r"(?:full|whole|entire|整)[ ]?$", text[: each.start]) or re.search(
        r"\b(?:full|whole|entire)\b|整", text[each.start : each.end]
    )
    return bool(lasting) and any(other.kind == "time" for other in case.numbers)


def _rate(case: Case, part: Part, each: Quantity) -> bool:
    """Tell whether "a month" says how often: beside a price, where the card counts by the month too."""
    return _beside_price(case, part, each) and bool(_PERIOD[each.value].search(fold(case.card)[0]))


def _beside_price(case: Case, part: Part, each: Quantity) -> bool:
    return any(
        other.kind == "money" and min(abs(other.start - each.end), abs(each.start - other.end)) < _BESIDE
        for other in quantities(case.boxes[part])
    )


def _measure(case: Case, part: Part, each: Quantity) -> Weight | None:
    """Judge a measure that the card does not have."""
    if _denied(case.boxes[part], each):
        unclaimed = {other.measure for text in case.not_claimed for other in quantities(text)}
        return "ask" if part == "feature" and each.measure not in unclaimed else None
    if part == "feature" or each.kind in {"percent", "times"}:
        return "wrong"
    if each.kind not in _SOFT:
        return "wrong" if _known_kind(case, each) else "ask"
    if each.kind in {"length", "days"} and _known_kind(case, each):
        return _further(case, part, each)
    return _softly(case, part, each)


def _further(case: Case, part: Part, each: Quantity) -> Weight | None:
    """Judge a distance or a span of days: more than the card's is too much; as often as the text says is not."""
    of_kind = [other.value for other in case.numbers if other.kind == each.kind]
    counts = {
        other.value for text in case.boxes.values() for other in quantities(text) if other.kind in {"bare", "count"}
    }
    if any(abs(each.value - many * value) < _SAME * each.value for many in counts for value in of_kind):
        return None
    if each.value > max(of_kind):
        return "wrong" if part == "advantage" else "ask"
    return "ask"


_ONE = {1, 7, 30.4, 365}  # "in one day", "a month": they say how often, not how long
_UNITS = {1, 500, 1000, 1_000_000}  # one of the unit: "ten yuan a litre", 一斤八块
_BESIDE = 5  # characters between a price and its period
_PERIOD = {
    1: re.compile(r"daily|(?:a|per|each|every) day|每天|每日|一天"),
    7: re.compile(r"weekly|(?:a|per|each|every) week|每周|每星期|一周"),
    30.4: re.compile(r"monthly|(?:a|per|each|every) month|每月|每个月|一个月|月度"),
    365: re.compile(r"yearly|annual|(?:a|per|each|every) year|每年|一年|年度|年卡"),
}


def _named(case: Case, part: Part, each: Quantity) -> bool:
    """Tell whether the unit is a thing of the card: one bar of oats."""
    unit = fold(case.boxes[part])[0][each.start : each.end].split()[-1]
    return bool(re.search(rf"\b{re.escape(unit)}s?\b", fold(case.card)[0]))


def _softly(case: Case, part: Part, each: Quantity) -> Weight | None:
    """Judge times, distances, days in advantage and benefit: they may speak of the customer's own day."""
    own_day = each.kind == "time" and part == "benefit" and not _known_kind(case, each)
    return None if own_day else "ask"


def _temperature(case: Case, part: Part, each: Quantity) -> Weight | None:
    """Judge a temperature: nearer to zero than the card's is less than the card says, further is more."""
    of_kind = [other.value for other in case.numbers if other.kind == "temperature"]
    wanted = [other.value for other in case.wanted if other.kind == "temperature"]
    apart = {abs(a - b) for a in of_kind for b in (*of_kind, *wanted)}
    if each.value > 0 and (-each.value in of_kind or each.value in apart):
        return None  # "25 degrees" where the frost is understood; "ten degrees more than your -15"
    if not of_kind:
        return None if each.value in wanted and part != "feature" else "wrong" if part == "feature" else "ask"
    if min(0.0, *of_kind) <= each.value <= max(0.0, *of_kind):
        return None if part != "feature" or each.value in wanted or each.value == 0 else "ask"
    return None if _denied(case.boxes[part], each) else "wrong"


def _bare(case: Case, part: Part, each: Quantity) -> Weight | None:
    """Judge a number without a unit: any number of the card will do, and small ones are no claims."""
    same = _counted(case, part, each)
    if same is not None:
        if each.value in same or each.value == 1:
            return None
        more = each.value > max(same)
        if part == "feature" or (part == "advantage" and more and each.value > _FREE):
            return "wrong"
        return "ask" if more else None
    small = part != "feature" and each.value <= _FREE
    on_card = _digits(case, each) or any(abs(other.value) == abs(each.value) for other in case.numbers)
    return None if each.kind == "count" or on_card or small or each.value in {1, 2, 4, 24} else "ask"


def _counted(case: Case, part: Part, each: Quantity) -> set[float] | None:
    """Give how many the card has of what is counted here: bottles, 片; ``None`` when it counts none of them."""
    what = _what(case.boxes[part], each)
    same = {
        other.value for text in (case.name, *case.facts) for other in quantities(text) if _what(text, other) == what
    }
    return same if what and same else None


def _what(typed: str, each: Quantity) -> str:
    """Give what stands behind a bare number: the stem of the next word, or the next Chinese character."""
    if each.kind not in {"bare", "count"}:
        return ""
    for token in said(typed).tokens:
        if token.start >= each.end:
            if token.start - each.end > 1 or token.kind == "number":
                return ""
            if token.kind == "word":
                return token.stem
            # 个 counts anything: what it counts is behind it.
            behind = fold(typed)[0][token.start : token.start + 2]
            return behind if behind[:1] == "个" else token.text[0]
    return ""


def _digits(case: Case, each: Quantity) -> bool:
    """Tell whether the very digits stand somewhere on the card or in the need (as a part of a code, a name)."""
    digits = f"{abs(each.value):g}"
    return bool(
        re.search(rf"(?<![0-9]){re.escape(digits)}(?![0-9])", fold(case.card + "\n" + case.need)[0].replace(",", ""))
    )


def _equal(each: Quantity, kind: str, value: float, near: float) -> bool:
    if each.kind != kind and "bare" not in {each.kind, kind}:
        return False
    near = 0 if kind in {"date", "count"} else near
    return abs(each.value - value) <= near * max(abs(each.value), abs(value))


def _same_time(each: Quantity, kind: str, value: float, near: float) -> bool:
    """Tell whether hours and days are the same: half a day, twelve hours."""
    if {each.kind, kind} != {"time", "days"} or _ONE & {each.value, value}:
        return False  # "a day" says how often
    one, other = (number * (_DAY if name == "days" else 1) for name, number in (each.measure, (kind, value)))
    return abs(one - other) <= near * max(one, other)


def _denied(typed: str, each: Quantity) -> bool:
    """Tell whether a number stands in a denial: "it does not reach 40"."""
    for token, sign in zip(said(typed).tokens, signs(typed), strict=True):
        if token.start >= each.start:
            return sign < 0
    return False
