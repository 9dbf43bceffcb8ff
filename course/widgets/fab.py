"""What the FAB workshop shows: card and customer, what the rule says of a text, and the first text beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content.kinds.fab import BOXES, Fab
from course.content.reviewed import BOX_NAMES, GATE, criteria, findings, verdict
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.content import Lang
    from course.engine.fab import Review
    from course.record import Entry
    from course.widgets.session import Session


def table_view(ask: Fab, session: Session, lang: Lang) -> dict[str, Any]:
    """Give the product card and the customer."""
    card = session.local(ask.card, lang)
    buyer = session.local(ask.buyer, lang)
    return {
        "card": {name: card[name] for name in ("name", "price", "facts", "not_claimed")},
        "customer": {name: buyer[name] for name in ("name", "need")},
    }


def told_view(ask: Fab, response: Any, first: Any, lang: Lang) -> dict[str, Any] | None:
    """Give what the rule says of ``response``; None where nothing is written.

    Args:
        ask: The question.
        response: The text that is judged.
        first: The text that was judged first; None when this is the first one.
        lang: The language of the form.

    """
    review = ask.review(response, lang)
    if review is None:
        return None
    before = ask.review(first, lang) if first is not None and _texts(ask, first) != _texts(ask, response) else None
    gate = ""
    shut = _shut(ask, response, review, lang)
    if shut:
        gate = say(
            "Honesty is a gate: a claim that the card does not carry, an insult, pressure or an absolute word fails a "
            "text, however good the rest of it is.",
            lang,
        )
    return {
        "groups": _groups(ask, review, before, lang, shut=shut),
        "findings": findings(review, lang),
        "gate": gate,
        "first": _first(ask, first, before, response, review, lang) if before is not None else None,
    }


def _texts(ask: Fab, response: Any) -> tuple[str, ...]:
    written = ask.written(response)
    return tuple(written.texts[box] for box in BOXES)


def _shut(ask: Fab, response: Any, review: Review, lang: Lang) -> bool:
    """Tell whether honesty failed, so that the other criteria of a whole text do not count."""
    return ask.written(response, lang).whole and review.criteria[GATE] == 0


def _groups(ask: Fab, review: Review, before: Review | None, lang: Lang, *, shut: bool) -> list[dict[str, Any]]:
    """Give the criteria; in the graded form those that the rule gives points for stand apart from the instructor's.

    ``counts`` is false for the criteria that a failed gate shuts out; in the graded form the rule's points stand.
    """
    rows = [
        {
            **row,
            "first": before.criteria[row["name"]] if before is not None else None,
            "counts": not shut or row["name"] == GATE or row["name"] in ask.points_for,
        }
        for row in criteria(review, lang)
    ]
    if not ask.points_for:
        return [{"title": say("The six criteria", lang), "rows": rows}]
    return [
        {
            "title": say("Points by the rule", lang),
            "rows": [row for row in rows if row["name"] in ask.points_for],
        },
        {
            "title": say("Your instructor judges these; so far the rule sees:", lang),
            "rows": [row for row in rows if row["name"] not in ask.points_for],
        },
    ]


def _first(ask: Fab, first: Any, before: Review, response: Any, review: Review, lang: Lang) -> dict[str, Any]:
    written = ask.written(first, lang)
    most = sum(row["most"] for row in criteria(review, lang))
    sums = {"first": sum(before.criteria.values()), "now": sum(review.criteria.values())}
    line = ""
    if not _shut(ask, response, review, lang):  # what does not count has no sum
        said = say("{points} of {most}", lang, points=sums["first"], most=most)
        line = say(
            "Your revision counts. First text: {first} · now: {now}",
            lang,
            first=say("did not count", lang) if _shut(ask, first, before, lang) else said,
            now=say("{points} of {most}", lang, points=sums["now"], most=most),
        )
    return {
        **sums,
        "most": most,
        "line": line,
        "texts": [
            {"box": say(BOX_NAMES[box], lang), "text": written.texts[box]} for box in BOXES if box not in ask.given
        ],
    }


def graded_view(ask: Fab, response: Any, first: Any, lang: Lang) -> dict[str, Any] | None:
    """Give the rule's notes on a graded text: no outcome, because the text may still change and a person reads it."""
    told = told_view(ask, response, first, lang)
    if told is None and not ask.written(response, lang).touched:
        return None
    return {
        "outcome": None,
        "credit": None,
        "headline": _nothing(lang)
        if told is None
        else say("What the rule says so far. The text that you hand in counts.", lang),
        "notes": [],
        "read": None,
        "fab": told,
    }


def headline(ask: Fab, response: Any, lang: Lang) -> str | None:
    """Say the rule's verdict; None where nothing is written."""
    review, written = ask.review(response, lang), ask.written(response, lang)
    if review is None:
        return _nothing(lang) if written.touched else None
    return verdict(review, lang, whole=written.whole)


def _nothing(lang: Lang) -> str:
    return say("There is nothing to read yet: write one short sentence in each box.", lang)


def checked(item: str, form: str, entries: Sequence[Entry]) -> list[Any]:
    """Give the texts that were checked, the first one first."""
    return [each.response for each in entries if each.item == item and each.form == form and each.event == "check"]
