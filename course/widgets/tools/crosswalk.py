"""The crosswalk: each deck's own steps laid over the five stages (m0-f09 to m0-f13, m0-f16, m0-f17; s01, s06–s08)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from course.content.text import Model, Slug, Text
from course.widgets.tools.texts import Named, Texts, cannot, slugs, written_tool

if TYPE_CHECKING:
    from course.content import Lang


class Stage(Named):
    """One row: a stage of the five, and the course's modules that teach it."""

    modules: Text
    note: Text | None = None


class Step(Model):
    """One step of a deck; ``parts`` are what the deck prints below it."""

    name: Text
    parts: list[Text] = Field(default_factory=list)
    note: Text | None = None


class Layer(Named):
    """One deck's own process: where it comes from, and its steps stage by stage."""

    source: Text
    cells: dict[Slug, list[Step]] = Field(min_length=1)


class Crosswalk(Texts):
    """The texts of the crosswalk."""

    stage_column: Text
    stage_source: Text
    module_column: Text
    switches: Text
    none_shown: Text
    no_step: Text
    stages: list[Stage] = Field(min_length=5)
    layers: list[Layer] = Field(min_length=1)


def _refuse(value: Any, texts: Crosswalk, lang: Lang) -> str | None:
    """Keep {"layers": [slugs of the layers that are switched on]}."""
    layers = value.get("layers") if isinstance(value, dict) and value.keys() == {"layers"} else None
    if not isinstance(layers, list) or not all(each in slugs(texts.layers) for each in layers):
        return cannot(lang)
    return cannot(lang) if len(set(layers)) < len(layers) else None


CROSSWALK = written_tool("crosswalk", Crosswalk, _refuse)
