"""Answers in tables, lanes, plans and cards, said in words: what a part was about, and what was answered there.

The page of a form and the page of feedback say them alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content import scheduled
from course.engine.kinds.concessions import PLAN
from course.engine.kinds.lanes import NOWHERE
from course.engine.kinds.testimony import CARD
from course.engine.kinds.value_stack import VERDICT
from course.engine.testimony import field_text
from course.engine.typed import is_typed
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.content.text import Lang

KINDS = frozenset({"concessions", "grid", "lanes", "testimony", "value_stack", *scheduled.KINDS})

# The fields of a testimony card, as a page calls them.
FIELD_NAMES = {
    "who": "Who is it?",
    "consent": "May we tell it?",
    "bought": "What was bought",
    "feeling": "How it felt in use",
    "benefit": "What good it brought",
    "duration": "How long in use",
    "repeat": "How often bought again",
    "referrals": "Friends recommended",
    "evidence": "What proves it",
}
CONSENT_NAMES = {"yes": "yes, the customer agreed", "no": "no, the customer did not agree", "unknown": "not known"}
UNKNOWN_NAME = "not known"
# What is wrong with an offer or a timetable, where the item's key has no words of its own for it.
_GENERAL = {
    "raised": "This price is higher than the one that stood before. Whoever has named a price stands by it.",
    "begin": "This begins too early.",
    "unreadable": "This price cannot be read. Type it as a number.",
}


def in_words(asked: Mapping[str, Any], part: str, response: Any, lang: Lang) -> tuple[str, str]:
    """Give what a part of one of ``KINDS`` is about, and the learner's answer there; "" where there is none.

    Args:
        asked: The question, said in ``lang`` (``course.content.localise``).
        part: A part of the score.
        response: The learner's response.
        lang: The language.

    """
    given = _mapping(response)
    match asked["kind"]:
        case "grid":
            return _cell(asked, part, given, lang)
        case "lanes":
            return str(asked["cards"].get(part, "")), _lane(asked, part, given, lang)
        case "concessions":
            return _offer(asked, part, given, lang)
        case "value_stack":
            return _value(asked, part, given, lang)
        case "testimony":
            return _field(part, given, lang)
        case _:
            return scheduled.in_words(asked, part, given, lang)


def general(notes: Sequence[str], lang: Lang) -> str:
    """Give the general words for the first of ``notes`` that has some; "" where none has."""
    return next((say(_GENERAL[note], lang) for note in notes if note in _GENERAL), "")


def _cell(asked: Mapping[str, Any], part: str, given: Mapping[str, Any], lang: Lang) -> tuple[str, str]:
    row, _, column = part.partition(":")
    picks = _mapping(given.get(row))
    label = str(asked["rows"].get(row, ""))
    if column:
        shown = asked["columns"].get(column, {})
        return f"{label} · {shown.get('label', '')}", _named(shown.get("options", {}), picks.get(column))
    said = [
        say("{what}: {how}", lang, what=shown["label"], how=name)
        for slug, shown in asked["columns"].items()
        if (name := _named(shown["options"], picks.get(slug)))
    ]
    return label, " · ".join(said)


def _lane(asked: Mapping[str, Any], card: str, given: Mapping[str, Any], lang: Lang) -> str:
    for lane, cards in given.items():
        if isinstance(cards, list) and card in cards:
            if lane == NOWHERE:
                return say("Belongs in none", lang)
            name = str(asked["lanes"].get(lane, ""))
            return say("{lane}, place {number}", lang, lane=name, number=cards.index(card) + 1) if name else ""
    return ""


def _offer(asked: Mapping[str, Any], part: str, given: Mapping[str, Any], lang: Lang) -> tuple[str, str]:
    if part == PLAN:
        return say("The plan as a whole", lang), ""
    rows = _listed(given.get("offers"))
    row = _mapping(rows[int(part) - 1] if part.isdigit() and 0 < int(part) <= len(rows) else None)
    price = str(row["price"]) if is_typed(row.get("price")) else ""
    returned = say("nothing in return", lang) if row.get("for") == "none" else _named(asked["give"], row.get("for"))
    said = [
        f"{price} {asked['unit']}" if price else "",
        say("{what}: {how}", lang, what=say("for it", lang), how=returned) if returned else "",
        _named(asked["extras"], row.get("extra")),
    ]
    return say("Offer {number}", lang, number=part), " · ".join(each for each in said if each)


def _value(asked: Mapping[str, Any], part: str, given: Mapping[str, Any], lang: Lang) -> tuple[str, str]:
    if part == VERDICT:
        return say("Your verdict", lang), _named(asked["verdicts"], given.get(VERDICT))
    values = _mapping(given.get("values"))
    cards = _mapping(given.get("evidence"))
    laid = _listed(cards.get(part))
    shown = asked["values"].get(part, {})
    moved = ""
    if is_typed(values.get(part)):
        moved = say("from {start} to {value}", lang, start=f"{shown.get('start', 0):g}", value=values[part])
    return str(shown.get("label", "")), " · ".join(
        each for each in (moved, *(_named(asked["evidence"], card) for card in laid)) if each
    )


def _field(part: str, given: Mapping[str, Any], lang: Lang) -> tuple[str, str]:
    if part == CARD:
        return say("The card as a whole", lang), ""
    text = field_text(given, part)
    if part == "consent":
        text = say(CONSENT_NAMES[text], lang) if text in CONSENT_NAMES else ""
    elif text == "unknown":
        text = say(UNKNOWN_NAME, lang)
    return say(FIELD_NAMES.get(part, ""), lang) if part in FIELD_NAMES else "", text


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _named(texts: Mapping[str, Any], slug: Any) -> str:
    return str(texts.get(slug, "")) if isinstance(slug, str) else ""
