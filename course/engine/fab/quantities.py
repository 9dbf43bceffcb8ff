"""Numbers with units, however they are said: −25 °C, minus 25, 零下二十五度; four litres, 四升; a minute and a half."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from course.engine.fab.lexicon import entries
from course.engine.fab.said import fold
from course.engine.fab.units import (
    ONES,
    SCALES,
    UNIT,
    UNITS,
    Quantity,
    english_number,
)
from course.engine.numerals import HAN_DIGITS, HAN_SCALES, han_number

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = "|".join(sorted([*ONES, *SCALES], key=lambda each: -len(each)))
_HAN = "".join([*HAN_DIGITS, *HAN_SCALES])
# One number, in digits or in words. Each alternative is linear: no nested repeats over the same characters.
_THOUSANDS = r"(?:[,'][0-9]{3}(?![0-9])){0,4}(?: [0-9]{3}(?![0-9])(?=[ ]?(?:km|kilom|公里|元|yuan|miles)))?"
_NUMBER = re.compile(
    r"(?P<parts>(?<![0-9./])[1-3]/[2-4](?=[ ]?(?:l|kg|h|hours?|litres?|liters?|升|公升|公斤|小时)(?![a-z]))"
    r"|\b(?:three[ -]quarters?|two[ -]thirds|one third|a third)(?= of an? ) of an? )"
    rf"|(?P<digits>(?<![0-9a-wyz.])[0-9]{{1,12}}{_THOUSANDS}(?:[.,][0-9]{{1,4}}(?![0-9]))?)"
    rf"|(?P<words>\b(?:(?:an?|half a) )?(?:{_WORD})\b(?:(?: and |[ -])(?:{_WORD})\b){{0,8}})"
    rf"|(?P<han>[{_HAN}]{{1,12}}(?:点[{_HAN}]{{1,4}})?)"
    r"|(?P<half>\b(?:half an? |half |a quarter of an? |quarter of an? |an? )|半(?=个[小月星礼钟])|半个|半)",
    re.ASCII,
)
_SCALE = re.compile(r" ?(?:(?P<han>[万千百亿])|(?P<word>k|thousand|hundred|million|dozen)\b)", re.ASCII)
_AND_HALF = re.compile(r" and (?:a )?(half|quarter)\b", re.ASCII)
_MINUS = re.compile(r"(?:(?<![0-9a-z.])-|\bminus|\bnegative|零下|\bsubzero|\bsub-zero|负)[ ]?$", re.ASCII)
_BELOW = re.compile(r"[ ]?(?:of frost|below zero|below freezing|under zero|below\b(?! \d))")
# Words with a numeral that count nothing: 一起, 万一 (in case), 第三, 星期五, 十分 (very).
_NO_NUMBER = re.compile(
    "|".join(map(re.escape, entries("numbers.idioms"))) + f"|十分(?!钟|之)|第[{_HAN}]+|星期[{_HAN}]|周[一二三四五六日]"
)
# Codes with a letter inside are no measures: 5W-30, 0W20.
_GRADE = re.compile(r"(?<![0-9a-z])[0-9]{1,2}w ?-? ?[0-9]{2}(?![0-9])")
_DISCOUNT = re.compile(rf"(?:打)?(?P<tens>[{_HAN}0-9.]{{1,3}})折")
_PER_CENT = re.compile(rf"百分之(?P<many>[{_HAN}0-9.]{{1,6}})")
_HALF_PRICE = re.compile(
    r"\bhalf[ -](?:the )?price\b|\bhalf the (?:cost|money)\b|\bby half\b|半价|一半的?(?:价|钱)|[省降少]一半|便宜一半",
    re.ASCII,
)
_MULTIPLE = re.compile(
    r"\b(?P<word>twice|double|doubles|doubled|triple|triples|half)(?: as| the| your| of)?\b|翻(?P<han>倍|番)|一半",
    re.ASCII,
)
_RANGE = re.compile(r" ?(?:-|to|~|到|至|or|and|或|x|by|乘|乘以|\*) ?")
_MONEY_BEFORE = re.compile(r"[¥$€£]\s?$")


@lru_cache(maxsize=512)
def quantities(typed: str) -> tuple[Quantity, ...]:
    """Give the numbers of a text from left to right; a number that only counts in idiom (一起, 十分) is left out."""
    text = fold(typed)[0]
    found: list[Quantity] = []
    for each in sorted([*_special(text), *_numbers(text)], key=lambda one: (one.start, -one.end)):
        if not found or each.start >= found[-1].end:
            found.append(each)
    return tuple(_joined(found, text))


def _special(text: str) -> Iterator[Quantity]:
    """Shares and multiples: 百分之二十, 八折, half price, twice."""
    for each in _PER_CENT.finditer(text):
        value = _value(each["many"])
        if value is not None:
            yield Quantity("percent", value, each.start(), each.end())
    for each in _DISCOUNT.finditer(text):
        value = _value(each["tens"])
        if value:
            yield Quantity("percent", 100 - value * (10 if value < 10 else 1), each.start(), each.end())  # noqa: PLR2004
    for each in _HALF_PRICE.finditer(text):
        yield Quantity("percent", 50, each.start(), each.end())
    for each in _MULTIPLE.finditer(text):
        value = {"triple": 3.0, "triples": 3.0, "half": 0.5}.get(
            each["word"] or "", 0.5 if each.group() == "一半" else 2.0
        )
        yield Quantity("share" if value < 1 else "times", value, each.start(), each.end())


def _value(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text) else han_number(text)


def _numbers(text: str) -> Iterator[Quantity]:
    idioms = [each.span() for each in _NO_NUMBER.finditer(text)]
    grades = [each.span() for each in _GRADE.finditer(text)]
    for each in _NUMBER.finditer(text):
        start, end = each.span()
        if each["han"] and any(first < end and start < last for first, last in idioms):
            continue
        weighed = each["han"] and end - start > 1 and each["han"].endswith("两")  # 六两: the last is the unit
        end -= bool(weighed)
        value = None if any(first < end and start < last for first, last in grades) else _read(each, text[start:end])
        if value is None:
            continue
        scaled = _SCALE.match(text, end) if each["digits"] else None
        if scaled:
            value *= HAN_SCALES[scaled["han"]] if scaled["han"] else SCALES[scaled["word"]]
            end = scaled.end()
        found = _with_unit(text, start, end, value, spelt=each.lastgroup or "")
        if found:
            yield found


def _read(each: re.Match[str], number: str) -> float | None:
    if each["digits"]:
        plain = re.sub(r"[,' ](?=[0-9]{3}(?![0-9]))", "", each["digits"])
        return float(plain.replace(",", "."))
    if each["words"]:
        half = each["words"].startswith("half a")
        value = english_number(re.split(r"[ -]", each["words"].removeprefix("half a ")))
        return value / 2 if value and half else value
    if each["han"]:
        return han_number(number)
    if each["parts"]:
        first = number.split(maxsplit=1)[0].replace("-", " ").split(" ")[0]
        above, _, below = number.partition("/")
        return int(above) / int(below) if below else _PARTS[first]
    word = each["half"].strip()
    return 0.25 if "quarter" in word else 1.0 if word in {"a", "an"} else 0.5


def _with_unit(text: str, start: int, end: int, value: float, *, spelt: str) -> Quantity | None:
    """Read unit and sign around a number; without a unit, a number in words is a count (three bottles), or none."""
    value, end, halved = _and_a_half(text, value, end)
    unit = UNIT.match(text, end)
    name = unit["unit"] if unit else ""
    kind, factor = UNITS.get(name, ("bare", 1.0))
    stop = unit.end() if unit else end
    if not unit and _MONEY_BEFORE.search(text, max(0, start - 2), start):
        kind = "money"
    if kind in _COLD:
        kind, value, start, stop = _signed(text, kind, value, start, stop)
    if kind == "fahrenheit":
        return Quantity("temperature", round((value - 32) / 1.8), start, stop, about=True)
    if kind == "bare" and spelt != "digits":
        return Quantity("count", value, start, stop) if spelt in {"han", "words"} and value > 1 else None
    if name == "年" and 1900 <= value <= 2100:  # noqa: PLR2004
        return Quantity("date", value, start, stop)
    if spelt not in {"digits", "parts"} and name in _LETTERS:
        return None  # "one a day", "half a c…"
    more, stop = _behind_unit(text, name, stop, halved=halved)
    if spelt == "half" and text[start:end].strip() in {"a", "an"} and not more:
        # "A minute" alone is no figure; "a minute and a half" is one, and so is "for a month".
        lasting = kind == "days" and _LASTING.search(text, max(0, start - 8), start)
        return Quantity(kind, value * factor, start, stop) if lasting else None
    before, after = text[max(0, start - 10) : start], text[stop : stop + 2]
    about = bool(_ABOUT.search(before)) or after in {"左右", "出头"} or after[:1] in {"多", "来"}
    if after[:1] == "多":
        value *= _AND_MORE  # 二两多 is 100 to 130 g
    return Quantity(kind, (value + more) * factor, start, stop, about)


_PARTS = {"three": 0.75, "two": 2 / 3, "one": 1 / 3, "a": 1 / 3}
_COLD = frozenset({"bare", "temperature", "fahrenheit"})
_LETTERS = frozenset('clgmavsdhwkt"')
_ABOUT = re.compile(
    r"(?:about|around|almost|nearly|roughly|some|over|more than|up to|at least|约|近|大约|差不多|左右|超过)[ ]?$"
)
_AND_MORE = 1.15
_LASTING = re.compile(r"\b(?:for|within|lasts?|valid|than|whole|keeps?|about|full) $")
_COUNTED = re.compile(
    f"[{''.join(HAN_SCALES)}袋盒包瓶罐桶箱件套双副对张片块条根支把个只枚台份杯碗斤升公克米次天年月小]"
)
_HUNDREDTHS = re.compile(
    f" ?(?:(?P<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)|(?P<han>[一二三四五六七八九]))(?![{_HAN}])"
)


def _and_a_half(text: str, value: float, end: int) -> tuple[float, int, bool]:
    """Read a half between number and unit: two and a half hours, 两个半小时, 一万公里半 not."""
    half = _AND_HALF.match(text, end)
    if half:
        return value + (0.5 if half[1] == "half" else 0.25), half.end(), True
    if text[end : end + 1] == "半" and text[end - 1 : end] in {*HAN_DIGITS, *HAN_SCALES}:
        return value + 0.5, end + 1, True
    if text[end : end + 2] == "个半":
        return value + 0.5, end + 2, True
    return value, end, False


def _signed(text: str, kind: str, value: float, start: int, stop: int) -> tuple[str, float, int, int]:
    """Read the sign of a temperature: minus 25, 零下25, 25 below zero; a bare number with one is a temperature."""
    minus = _MINUS.search(text, max(0, start - 10), start)
    below = _BELOW.match(text, stop)
    if not (minus or below):
        return kind, value, start, stop
    kind = "temperature" if kind == "bare" else kind
    return kind, -value, minus.start() if minus else start, below.end() if below else stop


def _behind_unit(text: str, unit: str, stop: int, *, halved: bool) -> tuple[float, int]:
    """Read what follows a unit: a minute and a half, 一分半钟, 一斤半, 三块五, one metre twenty, 一米二."""
    half = None if halved else _AND_HALF.match(text, stop)
    if half:
        return 0.5 if half[1] == "half" else 0.25, half.end()
    if (
        unit
        and not unit.isascii()
        and text[stop : stop + 1] == "半"
        and text[stop + 1 : stop + 2] not in {"小", "个", "价"}
    ):
        return 0.5, stop + (2 if text[stop + 1 : stop + 2] == "钟" else 1)
    # 三块五, but not 九元一袋: there the one counts bags.
    coin = text[stop : stop + 1] in HAN_DIGITS and not _COUNTED.match(text, stop + 1)
    if unit in {"块", "元"} and coin:
        return HAN_DIGITS[text[stop]] / 10, stop + 1
    rest = _HUNDREDTHS.match(text, stop) if unit in {"m", "metre", "metres", "meter", "meters", "米"} else None
    if rest:
        return ONES[rest["tens"]] / 100 if rest["tens"] else HAN_DIGITS[rest["han"]] / 10, rest.end()
    return 0.0, stop


def _factor(each: Quantity, text: str) -> float:
    """Give the size of the unit that a number is said in."""
    unit = next((UNIT.match(text, place) for place in range(each.start, each.end) if UNIT.match(text, place)), None)
    return UNITS[unit["unit"]][1] if unit else 1.0


def _joined(found: list[Quantity], text: str) -> Iterator[Quantity]:
    """Put 1 hour 30 minutes together: neighbours of one kind, the smaller unit behind."""
    last: Quantity | None = None
    for each in found:
        close = last is not None and text[last.end : each.start].strip() in {"", "and", "零"}
        if (
            last is not None
            and _RANGE.fullmatch(text, last.end, each.start)
            and last.kind == "bare"
            and each.kind != "bare"
        ):
            # From 35 to 70 cm: the first has the unit of the second.
            last = replace(last, kind=each.kind, value=last.value * _factor(each, text))
        if (
            last is not None
            and close
            and each.kind == last.kind in {"time", "money", "mass"}
            and 0 < each.value < last.value
        ):
            last = replace(last, value=last.value + each.value, end=each.end)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last
