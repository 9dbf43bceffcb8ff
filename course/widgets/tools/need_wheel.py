"""The five steps around the customer's need, and the offer that has to wait for them (m3-f17, C27; system s38)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from course.content.text import Slug, Text
from course.widgets.tools.texts import Named, Texts, cannot, slugs, written_tool

if TYPE_CHECKING:
    from course.content import Lang


class WheelStep(Named):
    """One step: what has to come before it (``after``), what happens in it, and why it is refused too early."""

    after: list[Slug] = Field(default_factory=list)
    happens: Text
    early: Text


class NeedWheel(Texts):
    """The texts of the wheel. The last step is the offer."""

    choose: Text
    case: Text
    log: Text
    nothing: Text
    refused: Text
    missing: Text
    finished: Text
    again: Text
    drawing: Text
    done: Text
    open: Text
    steps: list[WheelStep] = Field(min_length=6, max_length=6)


def _refuse(value: Any, texts: NeedWheel, lang: Lang) -> str | None:
    """Keep {"done": [steps in the order in which they were taken]}; no step stands before one that it needs."""
    done = value.get("done") if isinstance(value, dict) and value.keys() == {"done"} else None
    if not isinstance(done, list) or not all(each in slugs(texts.steps) for each in done):
        return cannot(lang)
    if len(set(done)) < len(done):
        return cannot(lang)
    for step in texts.steps:
        if step.slug in done and not set(step.after) <= set(done[: done.index(step.slug)]):
            return step.early.of(lang)
    return None


NEED_WHEEL = written_tool("need-wheel", NeedWheel, _refuse)
