"""Three-dimensional needs: how much each dimension matters, and the sentence that shows it (m3-f21; system s42)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from course.content.text import Text
from course.widgets.tools.texts import Named, Texts, cannot, slugs, written_tool

if TYPE_CHECKING:
    from course.content import Lang

STRENGTHS = range(6)


class Dimension(Named):
    """One dimension: what it asks."""

    help: Text


class NeedProfile(Texts):
    """The texts of the profile: a talk whose lines are quoted, and three dimensions."""

    case: Text
    talk: Text
    strength: Text
    quote: Text
    pick: Text
    needs_quote: Text
    used: Text
    profile: Text
    bar: Text
    no_quote: Text
    keep: Text
    lines: list[Named] = Field(min_length=4)
    dimensions: list[Dimension] = Field(min_length=3, max_length=3)


def _refuse(value: Any, texts: NeedProfile, lang: Lang) -> str | None:
    """Keep {dimension: {"strength": 0 to 5, "quote": line}}, every dimension with a line of its own."""
    if not isinstance(value, dict) or value.keys() != set(slugs(texts.dimensions)):
        return cannot(lang)
    quoted: list[Any] = []
    for dimension in texts.dimensions:
        given = value[dimension.slug]
        if not isinstance(given, dict) or given.keys() != {"strength", "quote"}:
            return cannot(lang)
        strength, quote = given["strength"], given["quote"]
        if not isinstance(strength, int) or isinstance(strength, bool) or strength not in STRENGTHS:
            return cannot(lang)
        if quote not in slugs(texts.lines):
            return texts.needs_quote.of(lang).replace("{name}", dimension.name.of(lang))
        if quote in quoted:
            return texts.used.of(lang)
        quoted.append(quote)
    return None


NEED_PROFILE = written_tool("need-profile", NeedProfile, _refuse)
