"""From the present to the ideal state: what selling is, as a card with two boxes and a third (m0-f14; system s10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from course.content.text import Text
from course.engine.typed import is_blank
from course.widgets.tools.texts import Named, Texts, cannot, slugs, text_problem, written_tool

if TYPE_CHECKING:
    from course.content import Lang

STATES = ("present", "ideal")  # what must be known before a solution makes sense


class Box(Named):
    """One box: what belongs into it."""

    help: Text


class Example(Named):
    """One station example, box by box."""

    lines: list[Text] = Field(min_length=3, max_length=3)


class PresentIdeal(Texts):
    """The texts of the gap card; the boxes are ``present``, ``ideal`` and ``solution``."""

    chain: list[Text] = Field(min_length=5, max_length=5)
    chain_name: Text
    blocked: Text
    opened: Text
    keep: Text
    example: Text
    boxes: list[Box] = Field(min_length=3, max_length=3)
    examples: list[Example] = Field(min_length=1)


def _refuse(value: Any, texts: PresentIdeal, lang: Lang) -> str | None:
    """Keep {"present", "ideal", "solution"}: texts of which the first two are written; the third may be open."""
    if not isinstance(value, dict) or value.keys() != set(slugs(texts.boxes)):
        return cannot(lang)
    for text in value.values():
        if problem := text_problem(text, lang):
            return problem
    return texts.blocked.of(lang) if any(is_blank(value[state]) for state in STATES) else None


PRESENT_IDEAL = written_tool("present-ideal", PresentIdeal, _refuse)
