"""The truth gate: a sentence is printed only when count, day or consent is valid (m5-f25, system s63, E01 to E03)."""

from __future__ import annotations

from calendar import month_name
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Literal

from course.content.answered import CONSENT_NAMES
from course.content.text import Model, Slug, Text
from course.engine.errors import CourseError
from course.engine.truth import FIELDS, day, gate
from course.engine.typed import clean
from course.engine.wording import REASONS, flags
from course.locale import say
from course.widgets.refused import not_taken
from course.widgets.tools.texts import Texts, read_texts, written_tool

if TYPE_CHECKING:
    from course.content import Lang

LONGEST = 300  # characters a field
_SAID = ("what", "words")  # the fields whose own words the customer hears: no boast gets through the gate in them


class Field(Model):
    """One field of a kind of sentence."""

    label: Text
    help: Text
    input: Literal["text", "number", "date", "consent"]


class Sentence(Model):
    """A kind of sentence: its rule, its fields, and how it is said; ``more`` follows when a delivery is named."""

    label: Text
    rule: Text
    fields: dict[Slug, Field]
    sentence: Text
    more: Text | None = None


class GateTexts(Texts):
    """All texts of the gate."""

    kinds: dict[Slug, Sentence]
    reasons: dict[Slug, Text]


def _texts() -> GateTexts:
    texts: GateTexts = read_texts("truth-gate", GateTexts)
    return texts


def _shown(said: dict[str, Any], lang: Lang) -> dict[str, Any]:
    kinds = [
        {
            "slug": slug,
            "label": kind["label"],
            "rule": kind["rule"],
            "fields": [{"slug": name, **field} for name, field in kind["fields"].items()],
        }
        for slug, kind in said["kinds"].items()
    ]
    consent = [{"slug": slug, "text": say(name, lang)} for slug, name in CONSENT_NAMES.items()]
    return {"kinds": kinds, "consent": consent, "longest": LONGEST}


def told(question: Any, lang: Lang, today: date) -> dict[str, Any]:
    """Give the sentence, or the reasons why there is none.

    Args:
        question: ``{"kind": slug, "fields": {field: text}}``.
        lang: The language of the sentence.
        today: The day on which it would be said.

    Returns:
        ``{"sentence": text, "reasons": []}`` or ``{"sentence": "", "reasons": [{"field", "text"}, …]}``.

    Raises:
        CourseError: The question has another form.

    """
    if not _fits(question):
        raise CourseError(not_taken(lang))
    kind, fields = question["kind"], question["fields"]
    texts, reasons = _texts().kinds[kind], _texts().reasons
    listed = [{"field": each.field, "text": reasons[each.code].of(lang)} for each in gate(kind, fields, today)]
    listed += [
        {"field": name, "text": say("“{words}”", lang, words=flag.words) + " " + say(REASONS[flag.reason], lang)}
        for name in FIELDS[kind]
        if name in _SAID
        for flag in flags(clean(fields.get(name, "")), lang)
    ]
    if listed:
        return {"sentence": "", "reasons": listed}
    values = {name: _in_words(fields.get(name, ""), texts.fields[name].input, lang, today) for name in FIELDS[kind]}
    said = _filled(texts.sentence.of(lang), values)
    if texts.more is not None and values["delivery"]:
        said += (" " if lang == "en" else "") + _filled(texts.more.of(lang), values)
    return {"sentence": said, "reasons": []}


def _in_words(text: str, kind: str, lang: Lang, today: date) -> str:
    said = clean(text)
    named = day(said) if kind == "date" else None
    if named is None:
        return said.rstrip(".。") if kind == "text" else said
    year = named.year if named.year != today.year else None  # of this year nobody says it
    if lang == "en":
        return f"{named.day} {month_name[named.month]}" + (f" {year}" if year else "")
    return (f"{year}年" if year else "") + f"{named.month}月{named.day}日"


def _filled(text: str, values: dict[str, str]) -> str:
    """Fill in the places one after the other; what was typed is never read for places of its own."""
    parts = text.split("{")
    said = parts[0]
    for part in parts[1:]:
        name, _, rest = part.partition("}")
        said += values[name] + rest
    return said


def _refuse(value: Any, _: GateTexts, lang: Lang) -> str | None:
    """Keep ``{"kind": slug, "fields": {field: text}}`` as it stands, valid or not: a draft is no sentence."""
    return None if _fits(value) else not_taken(lang)


def _fits(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"kind", "fields"}
        and value["kind"] in list(FIELDS)
        and isinstance(value["fields"], dict)
        and all(
            name in FIELDS[value["kind"]] and isinstance(text, str) and len(text) <= LONGEST
            for name, text in value["fields"].items()
        )
    )


TRUTH_GATE = written_tool(
    "truth-gate",
    GateTexts,
    _refuse,
    shown=_shown,
    answer=lambda question, lang: told(question, lang, datetime.now(UTC).astimezone().date()),
)
