"""The customer card: kept only with consent and a purpose; the marketing list opens for "offers" alone (E07; s69)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from course.content.text import Model, Slug, Text
from course.engine.errors import CourseError
from course.engine.typed import is_blank, number
from course.widgets.refused import not_taken
from course.widgets.tools.texts import Named, Texts, cannot, read_texts, slugs, written_tool

if TYPE_CHECKING:
    from course.content import Lang

LONGEST = 100  # characters of a field
AGREED, REFUSED = "agreed", "refused"
_KEYS = {"name", "vehicle", "mileage", "consent", "purpose"}


class CardField(Model):
    """A field in which one writes."""

    slug: Slug
    label: Text
    help: Text


class Purpose(Named):
    """What a card may be used for; ``marketing`` opens the marketing list."""

    marketing: bool


class CustomerCard(Texts):
    """The texts of the card."""

    fields: list[CardField] = Field(min_length=3, max_length=3)
    consent: Text
    consent_help: Text
    answers: list[Named] = Field(min_length=2, max_length=2)
    purpose: Text
    purpose_help: Text
    purposes: list[Purpose] = Field(min_length=1)
    absent: Text
    keep: Text
    delete: Text
    kept: Text
    not_kept: Text
    deleted: Text
    list_name: Text
    list_open: Text
    list_shut: Text
    reasons: dict[Slug, Text]


def _texts() -> CustomerCard:
    texts: CustomerCard = read_texts("customer-card", CustomerCard)
    return texts


def faults(card: Any) -> list[tuple[str, str]]:
    """Find why a card must not be kept: (field, code) each; none when it may be.

    The codes: "missing", "long", "number"; "unasked" and "refused" for the consent, "aimless" without a purpose.
    """
    told = card if isinstance(card, dict) else {}
    found = []
    for field in ("name", "vehicle", "mileage"):
        text = told.get(field)
        if not isinstance(text, str) or is_blank(text):
            found.append((field, "missing"))
        elif len(text) > LONGEST:
            found.append((field, "long"))
        elif field == "mileage" and ((read := number(text)) is None or read < 0):
            found.append((field, "number"))
    if told.get("consent") != AGREED:
        found.append(("consent", "refused" if told.get("consent") == REFUSED else "unasked"))
    if not told.get("purpose"):
        found.append(("purpose", "aimless"))
    return found


def _told(question: Any, lang: Lang) -> dict[str, Any]:
    """Say what is missing on a card, for the page to show at its fields.

    Raises:
        CourseError: The question is no card.

    """
    if not isinstance(question, dict):
        raise CourseError(not_taken(lang))
    reasons = _texts().reasons
    return {"reasons": [{"field": field, "text": reasons[code].of(lang)} for field, code in faults(question)]}


def _refuse(value: Any, texts: CustomerCard, lang: Lang) -> str | None:
    """Keep a card that has consent and a purpose, and nothing else; {} takes the card away."""
    if value == {}:
        return None
    if not isinstance(value, dict) or value.keys() != _KEYS:
        return cannot(lang)
    purpose = value["purpose"]
    if not isinstance(purpose, list) or not all(isinstance(each, str) for each in purpose):
        return cannot(lang)
    if not set(purpose) <= set(slugs(texts.purposes)):
        return cannot(lang)
    found = faults(value)
    return texts.reasons[found[0][1]].of(lang) if found else None


CUSTOMER_CARD = written_tool("customer-card", CustomerCard, _refuse, answer=_told)
