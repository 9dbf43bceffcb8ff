"""The testimony bank: cards that may be told, counted to ten (m5-f26, m5-f27, m5-x5; system s64; E01, E07)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content.answered import CONSENT_NAMES, FIELD_NAMES
from course.content.text import Slug, Text
from course.engine.errors import CourseError
from course.engine.testimony import FIELDS, field_text, review
from course.locale import say
from course.widgets.refused import not_taken
from course.widgets.tools.texts import Texts, read_texts, written_tool

if TYPE_CHECKING:
    from course.content import Lang

WANTED = 10  # m5-f26: each person collects at least ten
MOST = 60  # cards that one bank holds
LONGEST = 200  # characters a field


class BankTexts(Texts):
    """What each field asks for, and why a card is refused."""

    help: dict[Slug, Text]
    reasons: dict[Slug, Text]


def _texts() -> BankTexts:
    texts: BankTexts = read_texts("testimony-bank", BankTexts)
    return texts


def _shown(said: dict[str, Any], lang: Lang) -> dict[str, Any]:
    fields = [{"slug": field, "name": say(FIELD_NAMES[field], lang), "help": said["help"][field]} for field in FIELDS]
    consent = [{"slug": slug, "text": say(name, lang)} for slug, name in CONSENT_NAMES.items()]
    return {"fields": fields, "consent": consent, "wanted": WANTED, "most": MOST, "longest": LONGEST}


def told(question: Any, lang: Lang) -> dict[str, Any]:
    """Give whether a card may go into the bank, and the reasons why not.

    Args:
        question: ``{"card": {field: text}, "cards": [the cards that are there]}``.
        lang: The language.

    Returns:
        ``{"ok": bool, "reasons": [{"field", "text"}, …]}``.

    Raises:
        CourseError: The question has another form.

    """
    card = question.get("card") if isinstance(question, dict) else None
    there = question.get("cards") if isinstance(question, dict) else None
    if not _is_card(card) or not isinstance(there, list):
        raise CourseError(not_taken(lang))
    reasons, found = _texts().reasons, review(card)
    listed = [{"field": field, "text": reasons["missing"].of(lang)} for field in found.missing]
    for breach in found.breaches:
        text = reasons[breach.code].of(lang).replace("{words}", breach.words)
        listed.append({"field": breach.field, "text": text})
    if not listed and _case(card) in [_case(each) for each in there if _is_card(each)]:
        listed.append({"field": "", "text": reasons["twice"].of(lang)})
    return {"ok": not listed, "reasons": listed}


def _is_card(card: Any) -> bool:
    return (
        isinstance(card, dict)
        and card.keys() <= set(FIELDS)
        and all(isinstance(text, str) and len(text) <= LONGEST for text in card.values())
    )


def _case(card: Any) -> tuple[str, ...]:
    """Give what makes a case: two cards that differ in spaces and capitals only are one."""
    return tuple(" ".join(field_text(card, field).lower().split()) for field in FIELDS)


def _refuse(value: Any, _: BankTexts, lang: Lang) -> str | None:
    """Keep a list of cards of which each may be told, and none stands twice."""
    if not isinstance(value, list) or not all(_is_card(card) for card in value):
        return not_taken(lang)
    if len(value) > MOST:
        return say("The bank holds {most} cards. Delete one first.", lang, most=MOST)
    if len({_case(card) for card in value}) < len(value) or not all(review(card).ok for card in value):
        return say("Only cards that may be told are kept, each once.", lang)
    return None


TESTIMONY_BANK = written_tool(
    "testimony-bank",
    BankTexts,
    _refuse,
    shown=_shown,
    answer=told,
)
