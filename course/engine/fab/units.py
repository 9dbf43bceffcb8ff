"""Measures, units and number words, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text.

    Attributes:
        kind: What it measures (``"temperature"``, ``"time"`` …), ``"bare"`` when no unit is given. value: In the kind's
        base unit (below). start, end: Where it stands in the folded text. about: Whether it is said to be rough.

    """

    kind: str
    value: float
    start: int
    end: int
    about: bool = False

    @property
    def measure(self) -> tuple[str, float]:
        """Kind and value, as they are compared; spelt or in digits, a count is a bare number."""
        return ("bare" if self.kind == "count" else self.kind, self.value)


# unit as written: (kind, how many of the kind's base unit). Bases: °C, ml, g, mm, s, yuan, %, W, V, A, mAh, kPa, km/h.
UNITS: dict[str, tuple[str, float]] = {}


def _add(kind: str, factor: float, names: str) -> None:
    UNITS.update(dict.fromkeys(names.split("|"), (kind, factor)))


_add(
    "temperature",
    1,
    "°c|degrees celsius|degree celsius|degrees centigrade|degrees c|degree c|deg c|degrees|degree|deg|celsius"
    "|centigrade|摄氏度|度|c",
)
_add("fahrenheit", 1, "°f|degrees fahrenheit|degrees f|fahrenheit|华氏度")
_add("volume", 1000, "l|litres|litre|liters|liter|ltr|升|公升")
_add("volume", 1, "ml|millilitres|millilitre|milliliters|milliliter|毫升|cc")
_add("mass", 1000, "kg|kgs|kilo|kilos|kilogram|kilograms|kilogramme|kilogrammes|公斤|千克")
_add("mass", 500, "斤|市斤")
_add("mass", 50, "两")
_add("mass", 1, "g|gram|grams|gramme|grammes|克")
_add("mass", 0.001, "mg|毫克")
_add("mass", 1_000_000, "tonnes|tonne|tons|ton|t|吨")
_add("length", 1_000_000, "km|kms|kilometres|kilometre|kilometers|kilometer|公里|千米")
_add("length", 1_609_344, "miles|mile|英里")
_add("length", 1000, "m|metres|metre|meters|meter|米")
_add("length", 10, "cm|centimetres|centimetre|centimeters|centimeter|厘米|公分")
_add("length", 1, "mm|millimetres|millimetre|millimeters|millimeter|毫米")
_add("length", 25.4, 'inches|inch|"|英寸|寸')
_add("time", 1, "s|sec|secs|second|seconds|秒|秒钟")
_add("time", 60, "min|mins|minute|minutes|分钟|分")
_add("time", 3600, "h|hr|hrs|hour|hours|小时|个小时|钟头|个钟头|个钟")
_add("days", 1, "day|days|天|d")
_add("days", 7, "week|weeks|周|个星期|星期|礼拜|个礼拜")
_add("days", 30.4, "month|months|个月")
_add("days", 365, "year|years|yr|yrs|年")
_add("money", 1, "yuan|rmb|cny|kuai|元|块|块钱|元钱|¥")
_add("money", 0.1, "毛|角|毛钱")
_add("percent", 1, "%|percent|per cent|pct|个点")
_add("percent", 10, "成")
_add("power", 1, "w|watt|watts|瓦|瓦特")
_add("power", 1000, "kw|kilowatt|kilowatts|千瓦")
_add("voltage", 1, "v|volt|volts|伏|伏特")
_add("current", 1, "a|amp|amps|ampere|amperes|安|安培")
_add("charge", 1, "mah|毫安时|毫安")
_add("charge", 1000, "ah|安时")
_add("pressure", 100, "bar|巴|公斤压力")
_add("pressure", 1, "kpa|千帕")
_add("pressure", 6.895, "psi")
_add("speed", 1, "km/h|kmh|公里每小时|kph")
_add("calories", 1, "kcal|calories|calorie|千卡|大卡|卡路里|卡")
_add("times", 1, "times|fold|倍")
_add("light", 1, "lumens|lumen|lm|流明")
_add("clock", 1, "o'clock|点钟|点|am|pm|a.m.|p.m.|号|日")

_unit_names = sorted(UNITS, key=lambda name: -len(name))
UNIT = re.compile(
    r"[ -]?(?P<unit>"
    + "|".join(
        re.escape(name)
        + ("(?![a-z0-9-])" if name == "t" else "(?![a-z0-9])" if name[-1].isascii() and name[-1].isalpha() else "")
        for name in _unit_names
    )
    + ")"
)

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fourty": 40,  # codespell:ignore
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12, "hundreds": 100, "k": 1000}


def english_number(words: list[str]) -> float | None:
    """Read an English numeral from its words: ["ten", "thousand"] is 10 000. ``None`` where it is none."""
    total, part, seen = 0.0, 0.0, False
    for each in words:
        if each in ONES:
            part, seen = part + ONES[each], True
        elif each in SCALES:
            part = (part or 1) * SCALES[each]
            seen = True
            if SCALES[each] >= SCALES["thousand"]:
                total, part = total + part, 0.0
        elif each not in {"and", "a", "an"}:
            return None
    return total + part if seen else None
