"""What the label-reading form offers to choose from: the engine's classes and grades, and "not on the label"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.oils import COLD_CLASSES, DIESEL, GASOLINE, HOT_CLASSES, Category
from course.locale import say

if TYPE_CHECKING:
    from course.content import Lang

NOT_THERE = "none"  # the explicit "the label says nothing of it": blank is never right (design 7)

# Interface strings, said with course.locale.say where they are shown.
FIELD_NAMES = {
    "cold": "Cold class (the number with W)",
    "hot": "Hot class (the number without W)",
    "s": "S grade",
    "c": "C or F grade",
    "fuel": "Made for",
}
FUELS = {"gasoline": "gasoline engines", "diesel": "diesel engines", "both": "gasoline and diesel engines"}


def label_choices(lang: Lang) -> list[dict[str, Any]]:
    """Give the five fields of a label with what each may say, in the engine's order, "not on the label" last."""
    printed = {
        "cold": [each.name for each in COLD_CLASSES],
        "hot": [each.name for each in HOT_CLASSES],
        "s": _in_use(GASOLINE),
        "c": _in_use(DIESEL),
    }
    fields = [_field(field, [(name, name) for name in names], lang) for field, names in printed.items()]
    return [*fields, _field("fuel", [(slug, say(text, lang)) for slug, text in FUELS.items()], lang)]


def _in_use(categories: tuple[Category, ...]) -> list[str]:
    return [each.name for each in categories if each.status != "announced"]


def _field(slug: str, options: list[tuple[str, str]], lang: Lang) -> dict[str, Any]:
    listed = [{"slug": value, "text": text} for value, text in (*options, (NOT_THERE, say("not on the label", lang)))]
    return {"slug": slug, "text": say(FIELD_NAMES[slug], lang), "options": listed}
