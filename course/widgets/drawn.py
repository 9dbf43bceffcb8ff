"""A question as a learner sees it: in one language, mappings as lists, options in the order drawn for this learner."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from course.content.kinds.base import Question
from course.content.kinds.day import Day
from course.content.kinds.fab import Fab
from course.engine.precheck import UNSURE
from course.locale import say
from course.widgets.fab import table_view
from course.widgets.oil_tables import label_choices

if TYPE_CHECKING:
    from course.content import Lang
    from course.widgets.asked import Asked
    from course.widgets.session import Session


def draw_order(asked: Asked, seed: str) -> dict[str, list[str]]:
    """Draw the order of each field that is shuffled; the same seed and item always give the same order.

    Fields with an order of their own keep it, and pinned steps stay in front.
    """
    if getattr(asked.ask, "fixed_order", False):
        return {}
    chance = Random(f"{seed}:{asked.id}:{asked.version}")  # noqa: S311  no secret: the order is shown
    drawn = {}
    for field in asked.ask.shuffled:
        slugs = list(getattr(asked.ask, field))
        pinned = [slug for slug in getattr(asked.ask, "pinned", []) if slug in slugs]
        last = [
            slug for slug in slugs if slug in {"none", UNSURE}
        ]  # "none of these" and "I do not know yet" come after the others
        free = [slug for slug in slugs if slug not in {*pinned, *last}]
        chance.shuffle(free)
        drawn[field] = [*pinned, *free, *last]
    return drawn


def kept_order(slugs: Iterable[str], kept: Sequence[str]) -> list[str]:
    """Put ``slugs`` in the ``kept`` order; new ones follow at the end, retired ones are left out."""
    there = list(slugs)
    return [slug for slug in kept if slug in there] + [slug for slug in there if slug not in kept]


def question_view(asked: Asked, order: Mapping[str, Sequence[str]], session: Session, lang: Lang) -> dict[str, Any]:
    """Give the question as plain data for the browser; of a day only what stands above it."""
    view = {}
    for field in Question.model_fields if isinstance(asked.ask, Day) else type(asked.ask).model_fields:
        value = getattr(asked.ask, field)
        said = session.local(value, lang)
        view[field] = _listed(value, said, order.get(field)) if isinstance(value, Mapping) else said
    view.update(_extras(asked, lang))
    if isinstance(asked.ask, Fab):
        view.update(table_view(asked.ask, session, lang))
    return view


def _listed(value: Mapping[str, Any], said: Mapping[str, Any], kept: Sequence[str] | None) -> list[dict[str, Any]]:
    slugs = kept_order(value, kept) if kept else list(value)
    return [{"slug": slug, **_entry(value[slug], said[slug])} for slug in slugs]


def _entry(value: Any, said: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return {"options": [{"slug": slug, "text": text} for slug, text in said.items()]}
    if isinstance(value, BaseModel) and isinstance(said, dict):
        return {
            name: _listed(each, said[name], None) if isinstance(each := getattr(value, name), Mapping) else said[name]
            for name in said
        }
    return {"text": said}


def _extras(asked: Asked, lang: Lang) -> dict[str, Any]:
    """Give what some kinds show beside their own fields: tables of grades, a figure."""
    extras: dict[str, Any] = {}
    if asked.kind == "label":
        extras["fields"] = label_choices(lang)
    if asked.ask.figure:
        extras["figure_source"] = _figure(asked.ask.figure, lang)
        extras["figure_alt"] = asked.ask.figure_alt.of(lang) if asked.ask.figure_alt else say("A drawing", lang)
    return extras


def _figure(name: str, lang: Lang) -> str:
    folder = files("course.content") / "figures"
    for file in (folder / f"{name}.{lang}.svg", folder / f"{name}.svg"):
        if file.is_file():
            return "data:image/svg+xml;base64," + b64encode(file.read_bytes()).decode("ascii")
    return ""
