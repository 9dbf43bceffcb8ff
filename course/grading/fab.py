"""What a marker and the learner read under a FAB: the criteria with the rule's points, and each note of the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content.kinds.fab import BOXES, Fab
from course.content.reviewed import BOX_NAMES, criteria, findings
from course.content.text import Lang, localise
from course.engine.wording import length
from course.grading.markup import Html, tag
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Mapping

SIGNS = {"correct": "✓", "partial": "◐", "wrong": "✗"}
SHOWN = 4000  # characters of a box that are shown; more is no text to read


def asked(ask: Fab, lang: Lang, station: Mapping[str, str]) -> Html:
    """Give the product card and what the customer said, as the learner saw them."""
    card, buyer = localise(ask.card, lang, station), localise(ask.buyer, lang, station)
    facts = [*card["facts"], card["price"]]
    said = say("{words} ({box})", lang, words=say("“{words}”", lang, words=buyer["need"]), box=buyer["name"])
    return tag(
        "details",
        tag("summary", say("Card and customer", lang)),
        tag("p", tag("strong", card["name"])),
        tag("p", say("{what}: {how}", lang, what=say("On the label and the price tag", lang), how=" · ".join(facts))),
        tag("p", say("{what}: {how}", lang, what=say("Not claimed", lang), how=" · ".join(card["not_claimed"]))),
        tag("p", said),
    )


def texts(ask: Fab, response: Any, lang: Lang) -> list[tuple[str, str]]:
    """Give each box's name and text; a given one says so."""
    written = ask.written(response, lang)
    found = []
    for box in BOXES:
        name = say(BOX_NAMES[box], lang)
        if box in ask.given:
            name = say("{words} ({box})", lang, words=name, box=say("given", lang))
        found.append((name, written.texts[box][:SHOWN]))
    return found


def ruled(ask: Fab, response: Any, lang: Lang) -> Html:
    """Give what the rule says of a text; empty where there is none. What it quotes is text, never HTML."""
    review = ask.review(response, lang)
    if review is None:
        return Html("")
    used = sum(length(text) for text in ask.written(response, lang).texts.values())
    limit = ask.limit.words if lang == "en" else ask.limit.characters
    counted = (
        say("{used} words of {limit}", lang, used=used, limit=limit)
        if lang == "en"
        else say("{used} characters of {limit}", lang, used=used, limit=limit)
    )
    inside = [tag("p", counted)]
    if ask.points_for:
        inside.append(tag("p", tag("strong", say("Points by the rule", lang))))
        inside.append(_criteria(criteria(review, lang, ask.points_for)))
        rest = [name for name in review.criteria if name not in ask.points_for]
        inside.append(tag("p", tag("strong", say("For the person who marks; the rule only suggests:", lang))))
        inside.append(_criteria(criteria(review, lang, rest)))
    else:
        inside.append(_criteria(criteria(review, lang)))
    inside += [_finding(each, lang) for each in findings(review, lang)]
    return tag("div", *inside, class_="fcm-beside")


def _criteria(rows: list[dict[str, Any]]) -> Html:
    return tag(
        "ul", *(tag("li", f"{SIGNS[row['outcome']]} {row['label']} – {row['points']}/{row['most']}") for row in rows)
    )


def _finding(note: dict[str, Any], lang: Lang) -> Html:
    where = note["box"] or say("The whole text", lang)
    quoted = [part for words in note["words"] for part in (" ", tag("q", words))]
    reason = (
        note["reason"]
        if note["sure"]
        else f"{say('The rule is not sure here: let a person look.', lang)} {note['reason']}"
    )
    return tag("p", "⚠ ", tag("strong", where), *quoted, f" {reason} → {note['advice']}".rstrip("→ "))
