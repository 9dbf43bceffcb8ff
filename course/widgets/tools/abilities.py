"""Eight abilities and what customers like, rated by oneself (m0-f07; system s05)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from course.content.text import Text
from course.widgets.tools.texts import Named, Texts, cannot, slugs, written_tool

if TYPE_CHECKING:
    from course.content import Lang

MARKS = range(1, 6)


class Ability(Named):
    """One ability: ``short`` is what stands at its spoke, ``liked`` what the customer likes."""

    short: Text
    liked: Text


class Abilities(Texts):
    """The texts of the self-rating."""

    scale: Text
    liked: Text
    mark: Text
    drawing: Text
    not_rated: Text
    progress: Text
    highest: Text
    lowest: Text
    even: Text
    abilities: list[Ability] = Field(min_length=8, max_length=8)


def _refuse(value: Any, texts: Abilities, lang: Lang) -> str | None:
    """Keep {ability: 1 to 5} for those that are rated."""
    if not isinstance(value, dict) or not value.keys() <= set(slugs(texts.abilities)):
        return cannot(lang)
    fits = all(isinstance(mark, int) and not isinstance(mark, bool) and mark in MARKS for mark in value.values())
    return None if fits and value else cannot(lang)


ABILITIES = written_tool("abilities", Abilities, _refuse)
