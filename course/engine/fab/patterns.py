"""Promises and pressure that are a turn of phrase rather than words: ``engine/data/fab-patterns.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from course.engine.fab.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.engine.fab.model import Weight

_WEIGHTS: tuple[tuple[str, Weight], ...] = (("sure", "wrong"), ("ask", "ask"))
_SPELT = re.compile(r"(?<![^\W_])(?:[a-z][ .*_-]){2,15}[a-z](?![^\W_])")
_ALIKE = str.maketrans("аеорсхіуѕкмтвн", "aeopcxiyskmtbh")  # Cyrillic letters that look Latin
_SPACED = re.compile("(?<=[\u4e00-\u9fff])[ *_·-]{1,3}(?=[\u4e00-\u9fff])")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, Weight], ...]:
    return tuple(
        (re.compile(pattern, re.ASCII), kind, weight)
        for kind, lists in table("fab-patterns").items()
        for name, weight in _WEIGHTS
        for pattern in lists[name]
    )


def turns(text: str) -> Iterator[tuple[int, int, str, Weight]]:
    """Find turns of phrase in a folded text: start, end, kind (absolute, pressure, comparison), weight."""
    for pattern, kind, weight in _patterns():
        for each in pattern.finditer(text):
            yield each.start(), each.end(), kind, weight


def drawn_together(text: str) -> str:
    """Give a folded text with what was drawn apart together ("b e s t", 第 一), and lookalikes made plain."""
    text = text.translate(_ALIKE)
    return _SPACED.sub("", _SPELT.sub(lambda each: re.sub(r"[ .*_-]", "", each.group()), text))
