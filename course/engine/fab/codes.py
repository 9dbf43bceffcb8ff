"""Grades and codes of a text against the card."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from course.engine.fab.lexicon import entries
from course.engine.fab.model import PARTS, Finding
from course.engine.fab.said import fold
from course.engine.oils import is_category

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.engine.fab.case import Case
    from course.engine.fab.model import Part

_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]{2,5}(?:-[0-9]{1,2}|[0-9]{1,3})?(?![A-Za-z])")
_GRADE = re.compile(r"(?<![0-9a-z])([0-9]{1,2})w ?-? ?([0-9]{2})(?![0-9])")
_TYPED_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z]{1,4}-?[0-9]{1,4}(?:/[A-Z][0-9])?|[0-9]{2,3}(?:#|号))(?![A-Za-z0-9])"
)


def codes(case: Case) -> list[Finding]:
    """Find grades and codes that are not the card's: 10W-40 where the card says 5W-30, SN where it says SP."""
    around = "\n".join((case.card, case.need, *case.concepts))
    return [each for part in PARTS for each in (*_grades(case, part, around), *_others(case, part, around))]


def _grades(case: Case, part: Part, around: str) -> Iterator[Finding]:
    """Find viscosity grades that neither the card nor the customer has."""
    on_card, known = _GRADE.findall(fold(case.card)[0]), _GRADE.findall(fold(around)[0])
    for each in _GRADE.finditer(fold(case.boxes[part])[0]):
        if each.groups() not in known:
            yield Finding("code_wrong", part, each.group(), "wrong" if on_card else "ask")


def _others(case: Case, part: Part, around: str) -> Iterator[Finding]:
    """Find other codes that neither the card nor the customer has."""
    typed, wide = _wide(case.boxes[part]), _wide(around)
    known, capitals, bald = set(map(_bald, _TYPED_CODE.findall(wide))), set(_CAPITALS.findall(wide)), _bald(wide)
    for word in [*_TYPED_CODE.findall(typed), *_CAPITALS.findall(typed)]:
        if word in capitals or word.lower() in entries("jargon.letters") or _bald(word) in bald:
            continue
        rival = is_category(word) and any(is_category(other) and other[0] == word[0] for other in capitals)
        like = part == "feature" and any(_shape(word) == _shape(other) for other in known)
        if rival or like:
            yield Finding("code_wrong", part, word, "wrong")
        elif part == "feature" and (is_category(word) or any(each.isdigit() for each in word)):
            yield Finding("code_unknown", part, word, "ask")


def _shape(code: str) -> str:
    """Give a code with its numbers blotted out: C3 and C5 have one shape."""
    return re.sub("[0-9]+", "0", _bald(code))


def _wide(text: str) -> str:
    """Give a text with plain letters and digits, capitals kept."""
    return unicodedata.normalize("NFKC", text)


def _bald(code: str) -> str:
    return re.sub(r"[\s-]", "", code.lower())
