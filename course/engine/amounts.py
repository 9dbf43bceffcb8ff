"""Numbers that a text names, in figures or in words of either language, so that each can be asked for its source.

"One" and 一 stand for "a" far too often: they count only before a stretch of time. Vague words (several, 几) are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.engine.numerals import han_number
from course.engine.typed import clean, number

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNDER_TWENTY = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ROUND = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = {name: 10 * place for place, name in enumerate(_ROUND, 2)}
_ORDINALS = {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_OTHERS = {"twice": 2, "thrice": 3, "dozen": 12}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SMALL = {name: place for place, name in enumerate(_UNDER_TWENTY) if place > 1} | _TENS | _ORDINALS | _OTHERS
_LARGE = {"hundred": 100, "thousand": 1000}
_MONTHS_A_YEAR = 12

_FIGURES = r"[0-9]+(?:[.,][0-9]+)*"
_NUMERALS = "[零〇一二两三四五六七八九十百千万]+"
_TIME = r"(?:years?|months?|weeks?)\b"
# Grades of oil and the like are names: 5W-30 is no five, C3 no three.
_CODE = re.compile(r"[0-9]{1,2}[Ww]-?[0-9]{2}(?![0-9])|[A-Za-z]-?[0-9]+(?:/[A-Za-z][0-9]+)*")
# Phrases in which these signs are no number.
_IDIOM = re.compile(
    r"(?:周|星期|礼拜)[一二三四五六](?!次|个|天|小时)|五菱|三菱|四季|四处|两者|两边|百货|万事|万分|十足|百分之|十分(?!钟)|万一|千万(?=别|不|要)|一(?!(?:年|个月|个星期|周))(?![零〇一二两三四五六七八九十百千万])(?<![十百千万零〇]一)"
)
_FOUND = re.compile(
    rf"(?P<half>\bhalf a year\b|半年)"
    rf"|(?P<figures>{_FIGURES})"
    rf"|(?P<numerals>{_NUMERALS})"
    rf"|(?P<one>\b(?:an?|one)\b(?=[ -]{_TIME}))"
    r"|(?P<month>\b(?:" + "|".join(each for each in _MONTHS if each not in {"may", "march"}) + r")\b|\b(?:May|March)\b)"
    r"|(?P<words>\b(?:"
    + "|".join([*_SMALL, *_LARGE])
    + r")(?:[ -](?:and )?(?:"
    + "|".join(["one", *_SMALL, *_LARGE])
    + r"))*\b)"
)
_YEARS = re.compile(r"[ -]?(?:years?\b|年(?!前?[0-9]{1,2}月))")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text.

    Attributes:
        words: As it stands there.
        readings: What it can mean: years are months too, half a year is six months.

    """

    words: str
    readings: frozenset[float]


def amounts(text: str) -> tuple[Amount, ...]:
    """Find the numbers that ``text`` names, in their order."""
    return tuple(_amounts(clean(text)))


def _amounts(text: str) -> Iterator[Amount]:
    plain = text
    for phrase in (_CODE, _IDIOM):
        plain = phrase.sub(lambda found: "、" * len(found.group()), plain)
    lowered = "".join(
        each.lower() if each.isascii() and not _is_month(plain, place) else each for place, each in enumerate(plain)
    )
    for found in _FOUND.finditer(lowered):
        words = text[found.start() : found.end()]
        for value in _values(found.lastgroup or "", found.group()):
            readings = {value}
            if found.lastgroup == "half":
                readings |= {0.5}
            elif _YEARS.match(lowered, found.end()):
                readings |= {_MONTHS_A_YEAR * value}
            yield Amount(words, frozenset(readings))


def _is_month(text: str, place: int) -> bool:
    """Keep the capital of May and March, which tells the months from the words."""
    return text[place] == "M" and re.match(r"(?:May|March)\b", text[place : place + 6]) is not None


def _values(kind: str, words: str) -> list[float]:
    match kind:
        case "half":
            return [_MONTHS_A_YEAR / 2]
        case "figures":
            read = number(words)
            return [read] if read is not None else [float(each) for each in re.findall("[0-9]+", words)]
        case "numerals":
            read = han_number(words)
            return [] if read is None else [read]
        case "one":
            return [1.0]
        case "month":
            return [float(_MONTHS.index(words.lower()) + 1)]
        case _:
            return [_english(words)]


def _english(words: str) -> float:
    whole = part = 0
    for each in re.split("[ -]", words):
        if each in _LARGE:
            part = (part or 1) * _LARGE[each]
        elif each != "and":
            part += 1 if each == "one" else _SMALL[each]
    return float(whole + part)
