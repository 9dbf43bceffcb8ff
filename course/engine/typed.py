"""What people type: full-width forms, invisible characters, numbers written in many ways (trap T32)."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any, TypeGuard

from course.engine.numerals import han_number, is_numeral

# They look empty but are letters or symbols to Unicode: Hangul fillers and the blank Braille pattern.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
# Controls, formats (zero-width, direction), separators, marks without a letter, surrogates, private use, unassigned.
_EMPTY_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp", "Mn", "Me"})
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-", "\u3002": "."})
_DASH = re.compile("[\u2010-\u2015\u2212\u30fc\u4e00\ufe58\ufe63~\u301c\u223c]")
_LONGEST_NUMBER = 40  # characters; nobody types a longer one on purpose
_UNIT = re.compile(
    r"\s*(%|percent|per cent|minutes?|mins?\.?|yuan|rmb|km|kilometres?|litres?|l|分钟|分|元|块|公里|千米|升|¥)$",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[0-9]+([.,][0-9]*)?|[.,][0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?P<mark>[,. '’])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?P<rest>[.,][0-9]+)?")


def invisible(character: str) -> bool:
    """Tell whether ``character`` is not seen: zero-width, direction mark, soft hyphen, variation selector."""
    return unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"


def clean(text: str) -> str:
    """Give ``text`` as meant: full-width forms made plain (NFKC), invisible characters taken out, ends stripped."""
    return "".join(each for each in unicodedata.normalize("NFKC", text) if not invisible(each)).strip()


def plain(text: str) -> str:
    """Give ``text`` for comparing marks and names: clean, in capitals, each dash a hyphen, single spaces."""
    return " ".join(_DASH.sub("-", clean(text)).upper().split())


def is_blank(text: str) -> bool:
    """Tell whether ``text`` shows nothing: empty, white space, zero-width characters, fillers."""
    return all(each in _FILLERS or unicodedata.category(each) in _EMPTY_CATEGORIES for each in text)


def is_typed(value: Any) -> TypeGuard[str | float]:
    """Tell whether ``value`` (plain JSON data) is something that one can have typed into a box: a number, or a text."""
    return not isinstance(value, bool) and (
        isinstance(value, int | float) or (isinstance(value, str) and not is_blank(value))
    )


def number(typed: str | float) -> float | None:
    """Read a number as a person meant it; ``None`` where it cannot be told.

    Full-width digits, a percent sign, a unit behind the number and a minus sign of any kind are read. Three digits
    behind a comma, a space or an apostrophe are thousands (``9,800`` is 9800); another count of digits behind a comma
    is a decimal part (``2,5`` is 2.5, ``0,800`` is 0.8). A single dot is always a decimal point, and so is the full
    stop of a Chinese keyboard (``2。5``). Chinese numerals are read (``一百八十一``). Other words, sums and two numbers
    are not read: the course does not guess.
    """
    if not isinstance(typed, str):
        return _finite(typed)
    if len(typed.strip()) > _LONGEST_NUMBER:
        return None
    said = clean(typed.translate(_MINUS)).lstrip("¥").strip()
    said = _UNIT.sub("", said)
    sign = -1.0 if said.startswith("-") else 1.0
    said = said[1:].lstrip() if said[:1] in {"-", "+"} else said
    size = han_number(said) if is_numeral(said) else _size(said)
    return None if size is None else sign * size


def _finite(value: float) -> float | None:
    """Take a number of JSON as it is; NaN, infinity and whole numbers beyond any float are none."""
    try:
        return float(value) if math.isfinite(value) else None
    except OverflowError:
        return None


def _size(said: str) -> float | None:
    """Read a number that has no sign and no unit any more."""
    grouped = _GROUPED.fullmatch(said)
    if grouped and _is_grouped(said, grouped):
        mark, rest = grouped["mark"], grouped["rest"] or ""
        whole = said[: len(said) - len(rest)].replace(mark, "")
        return float(whole + rest.replace(",", "."))
    if _PLAIN.fullmatch(said):
        return float(said.replace(",", "."))
    return None


def _is_grouped(said: str, found: re.Match[str]) -> bool:
    """Tell thousands marks from a decimal mark."""
    mark, rest = found["mark"], found["rest"] or ""
    if rest.startswith(mark) or said.startswith("0"):
        return False
    # A lone dot is a decimal point: 1.234 is a little more than one. Twice, or with a comma behind, it marks thousands.
    return mark != "." or bool(rest) or said.count(".") > 1
