"""Label reading: a can, and what its label says in five fields.

Where nothing is printed, the sentences are ``<field>.not`` (that was seen) and ``<field>.invented`` (it was not); where
something is, ``<field>``, ``<field>.wrong`` and ``<field>.missed`` ("not on the label" was chosen).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content.drills.words import Words, in_lines
from course.content.kinds.label import FIELDS
from course.engine.drills.labels import FOCI, NOT_THERE, Case, draw
from course.engine.oils import category

if TYPE_CHECKING:
    from course.content.text import Text

__all__ = ["FOCI", "build", "draw"]


def build(case: Case, words: Words) -> dict[str, Any]:
    """Give question, key, hints and solution of a can."""
    fields = case.fields
    notes: dict[str, Text] = {}
    for field in FIELDS:
        notes |= _notes(field, fields[field], case, words)
    return {
        "ask": {
            "kind": "label",
            "stem": words.text("stem"),
            "label": case.label,
            "name": words.name(case.name),
        },
        "key": {"fields": fields, "notes": notes},
        "hints": words.hints(label=case.label),
        "solution": in_lines(_line(field, fields[field], case, words) for field in FIELDS),
    }


def _notes(field: str, value: str, case: Case, words: Words) -> dict[str, Text]:
    slots = {"label": " ".join(case.label.split()), "value": _shown(value, words)}
    if value == NOT_THERE:
        return {field: words.note(f"{field}.not", **slots), f"{field}:wrong": words.note(f"{field}.invented", **slots)}
    notes = {field: words.note(_right(field, value), **slots), f"{field}:wrong": words.note(f"{field}.wrong", **slots)}
    notes[f"{field}:{NOT_THERE}"] = words.note(f"{field}.missed", **slots)
    if (field, value) == ("fuel", "both"):
        notes |= {f"fuel:{half}": words.note("fuel.half", **slots) for half in ("gasoline", "diesel")}
    return notes


def _right(field: str, value: str) -> str:
    found = category(value) if field in {"s", "c"} else None
    return field if found is None or found.licensed else f"{field}.old"


def _shown(value: str, words: Words) -> Text | str:
    return words.text(f"fuel.{value}") if value in {"gasoline", "diesel", "both"} else value


def _line(field: str, value: str, case: Case, words: Words) -> Text:
    name = f"{field}.not" if value == NOT_THERE else field
    if field == "c" and value == "FA-4":
        name = "c.fa4"
    if field == "fuel":
        name = f"fuel.{value}"
    return words.line(name, label=" ".join(case.label.split()), value=_shown(value, words))
