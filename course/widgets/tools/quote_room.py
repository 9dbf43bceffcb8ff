"""The room before a quote: three ticks open the quote; a seating with a reason (m5-f17 to m5-f19; systems s59, s60)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content.text import Model, Slug, Text
from course.engine.typed import is_blank
from course.locale import say
from course.widgets.refused import not_taken
from course.widgets.tools.texts import Texts, written_tool

if TYPE_CHECKING:
    from collections.abc import Collection

    from course.content import Lang

LONGEST = 300  # characters of a reason


class Seat(Model):
    """A way to sit, and what speaks for it and against it. None of them is the right one."""

    name: Text
    told: Text


class RoomTexts(Texts):
    """All texts of the room."""

    conditions: dict[Slug, Text]
    quote: Text
    shut: Text
    room: dict[Slug, Text]
    seats: dict[Slug, Seat]


def _shown(said: dict[str, Any], _lang: Lang) -> dict[str, Any]:
    return {
        "conditions": _listed(said["conditions"]),
        "quote": said["quote"],
        "shut": said["shut"],
        "room": _listed(said["room"]),
        "seats": [{"slug": slug, **seat} for slug, seat in said["seats"].items()],
        "longest": LONGEST,
    }


def _listed(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"slug": slug, "text": text} for slug, text in texts.items()]


def _refuse(value: Any, texts: RoomTexts, lang: Lang) -> str | None:
    """Keep ``{"conditions": [slug], "quoted": bool, "room": [slug], "seat": slug | "", "reason": text}``.

    The quote needs all three conditions, and a seating its reason.
    """
    if not isinstance(value, dict) or value.keys() != {"conditions", "quoted", "room", "seat", "reason"}:
        return not_taken(lang)
    fits = (
        _some(value["conditions"], texts.conditions)
        and _some(value["room"], texts.room)
        and isinstance(value["quoted"], bool)
        and value["seat"] in ["", *texts.seats]
        and isinstance(value["reason"], str)
        and len(value["reason"]) <= LONGEST
    )
    if not fits:
        return not_taken(lang)
    if value["quoted"] and len(set(value["conditions"])) < len(texts.conditions):
        return texts.shut.of(lang)
    if value["seat"] and is_blank(value["reason"]):
        return say("Say why you would sit like this; there is no single right way.", lang)
    return None


def _some(listed: Any, known: Collection[str]) -> bool:
    return isinstance(listed, list) and all(isinstance(each, str) and each in known for each in listed)


QUOTE_ROOM = written_tool(
    "quote-room",
    RoomTexts,
    _refuse,
    shown=_shown,
)
