"""Chinese numerals as people write and say them."""

from __future__ import annotations

import re

HAN_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "俩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def han_number(text: str) -> float | None:
    """Read a Chinese numeral: 二十五 is 25, 一万 10 000, 三百 300, 三点五 3.5, 一万五 15 000.

    ``None`` where it is none.
    """
    whole, dot, rest = text.partition("点")
    if dot and rest and all(each in HAN_DIGITS for each in rest):
        first = han_number(whole)
        return None if first is None else first + float("0." + "".join(str(HAN_DIGITS[each]) for each in rest))
    if len(whole) > 1 and all(each in HAN_DIGITS for each in whole):
        return float("".join(str(HAN_DIGITS[each]) for each in whole))  # 二五 as one reads out 25
    total, part, digit, last = 0, 0, 0, 1
    for each in whole:
        if each in HAN_DIGITS:
            digit = HAN_DIGITS[each]
            if not digit:
                last = 10  # 一百零五: the five are ones
        elif each in HAN_SCALES:
            scale = HAN_SCALES[each]
            if scale >= HAN_SCALES["万"]:
                total, part = (total + part + digit or 1) * scale, 0
            else:
                part += (digit or 1) * scale
            digit, last = 0, scale
        else:
            return None
    return float(total + part + digit * (last // 10 if last > 10 else 1))  # noqa: PLR2004  # 一万五 is 15 000


_ONE = "[一二两三四五六七八九]"
_UNDER_TEN_THOUSAND = f"(?:{_ONE}千)?[零〇]?(?:{_ONE}百)?[零〇]?(?:{_ONE}?十)?[零〇]?{_ONE}?"
_NUMERAL = re.compile(f"(?=.)(?:{_UNDER_TEN_THOUSAND}万)?{_UNDER_TEN_THOUSAND}|[零〇]")


def is_numeral(text: str) -> bool:
    """Tell whether ``text`` is one whole number up to 9999 万 and nothing vaguer: 三四 ("three or four") is none."""
    return _NUMERAL.fullmatch(text) is not None
