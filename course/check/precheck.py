"""Checks of pre-check sheets: each item stands for a stage, and "I do not know yet" can be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.content.kinds.choice import Choice
from course.engine.precheck import UNSURE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.check.finding import Finding
    from course.check.places import Places
    from course.content.items import Item
    from course.content.library import Library


def check(library: Library, places: Places) -> Iterator[Finding]:
    """Check the items of pre-check sheets, and that no other item names a stage."""
    asked = {name for sheet in library.sheets.values() if sheet.role == "precheck" for name in sheet.items}
    for item in library.items.values():
        if item.id in asked:
            yield from _item(item, places)
        elif item.stage is not None:
            yield places.finding(
                item.id,
                f"{item.id} names the part {item.stage}, but no pre-check shows it.",
                "Take 'stage' out, or put the item into a sheet with role: precheck.",
                "stage",
            )


def _item(item: Item, places: Places) -> Iterator[Finding]:
    if item.stage is None:
        yield places.finding(item.id, f"{item.id} does not say which part it stands for.", "Add 'stage: m1'.")
    if not isinstance(item.ask, Choice) or UNSURE not in item.ask.options:
        yield places.finding(
            item.id,
            f"{item.id} leaves no way to say that one does not know.",
            f"Make it a single choice with an option '{UNSURE}'.",
            "ask",
        )
    elif item.key.model_answer(item.ask) == UNSURE:
        yield places.finding(item.id, f"'{UNSURE}' is no answer.", "Correct the key.", "key", "answer")
    if item.hints:
        yield places.finding(
            item.id, f"{item.id} has hints, which a pre-check does not show.", "Take them out.", "hints"
        )
