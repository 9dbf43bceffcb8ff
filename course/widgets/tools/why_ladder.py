"""Outer need, actual need, the need behind the need: climbed with evidence only (m3-f20; system s41)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from course.content.text import Text
from course.engine.typed import is_blank
from course.widgets.tools.texts import Named, Texts, cannot, slugs, text_problem, written_tool

if TYPE_CHECKING:
    from course.content import Lang


class Level(Named):
    """One rung: what belongs there, and one way to fill it."""

    help: Text
    example: Text


class WhyLadder(Texts):
    """The texts of the ladder: a talk whose lines are the evidence, and three levels."""

    case: Text
    talk: Text
    evidence: Text
    pick: Text
    deepen: Text
    back: Text
    write_first: Text
    needs_evidence: Text
    used: Text
    no_further: Text
    keep: Text
    example: Text
    lines: list[Named] = Field(min_length=4)
    levels: list[Level] = Field(min_length=3, max_length=3)


def _refuse(value: Any, texts: WhyLadder, lang: Lang) -> str | None:
    """Keep {"levels": [{"need": text, "evidence": line or None}]}.

    One to three levels, each written; the first one is what was said and needs no evidence, each deeper one needs a
    line of the talk that no other one has.
    """
    levels = value.get("levels") if isinstance(value, dict) and value.keys() == {"levels"} else None
    if not isinstance(levels, list) or not 1 <= len(levels) <= len(texts.levels):
        return cannot(lang)
    found = (_problem(level, levels[:place], texts, lang) for place, level in enumerate(levels))
    return next((problem for problem in found if problem), None)


def _problem(level: Any, above: list[Any], texts: WhyLadder, lang: Lang) -> str | None:
    """Say what is wrong with one level; those above it are in order."""
    if not isinstance(level, dict) or level.keys() != {"need", "evidence"}:
        return cannot(lang)
    if problem := text_problem(level["need"], lang):
        return problem
    if is_blank(level["need"]):
        return texts.write_first.of(lang)
    if above and level["evidence"] not in slugs(texts.lines):
        return texts.needs_evidence.of(lang)
    return texts.used.of(lang) if any(each["evidence"] == level["evidence"] for each in above) else None


WHY_LADDER = written_tool("why-ladder", WhyLadder, _refuse)
