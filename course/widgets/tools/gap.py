"""The psychological gap: three dimensions, seen from either side of the counter (m0-f06; system s04)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from course.content.text import Text
from course.widgets.tools.texts import Named, Texts, cannot, slugs, written_tool

if TYPE_CHECKING:
    from course.content import Lang


class Dimension(Named):
    """One dimension: how it looks from each side, and what brings the two closer."""

    seller: list[Text] = Field(min_length=1)
    customer: list[Text] = Field(min_length=1)
    bridge: Text


class Gap(Texts):
    """The texts of the gap card."""

    which: Text
    bridge: Text
    sides: list[Named] = Field(min_length=2)
    dimensions: list[Dimension] = Field(min_length=3, max_length=3)


def _refuse(value: Any, texts: Gap, lang: Lang) -> str | None:
    """Keep {"side": slug}."""
    known = isinstance(value, dict) and value.keys() == {"side"} and value["side"] in slugs(texts.sides)
    return None if known else cannot(lang)


GAP = written_tool("gap", Gap, _refuse)
