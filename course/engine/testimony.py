"""When a customer's testimony may be told: six parts, consent, and no number without a source (m5-f27, m5-x5, E01)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from course.engine.amounts import amounts
from course.engine.typed import clean, is_typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# m5-f27 in order: which customer bought (who, what), how it felt, what good it brought, how long, how often again, how
# many friends; beside them the consent and what proves it (m5-x5).
FIELDS = ("who", "consent", "bought", "feeling", "benefit", "duration", "repeat", "referrals", "evidence")
TOLD = ("bought", "feeling", "benefit", "duration", "repeat", "referrals")  # what the customer's case consists of
CONSENT = ("yes", "no", "unknown")
UNKNOWN = "unknown"  # an explicit choice: honest, where a blank is only not finished

_UNKNOWN_WORDS = {
    *("unknown", "not known", "don't know", "do not know", "not told", "no idea", "n/a"),
    *("不知道", "不清楚", "未知", "不详", "没说", "不明"),
}

Code = Literal["no-consent", "invented-consent", "invented-number", "empty"]


@dataclass(frozen=True, slots=True)
class Breach:
    """One reason why the card must not be told.

    Attributes:
        code: "no-consent" (a name without the customer's yes), "invented-consent" (a yes that nobody gave),
            "invented-number" (a number that no source has), "empty" (every part is unknown).
        field: Where it stands; "" for the whole card.
        words: The words it is about; "" where there are none.

    """

    code: Code
    field: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What is open in a card (fields that are neither filled in nor marked unknown), and what is wrong with it."""

    missing: tuple[str, ...]
    breaches: tuple[Breach, ...]

    @property
    def ok(self) -> bool:
        """Tell whether the card may be told."""
        return not self.missing and not self.breaches


def field_text(card: Any, field: str) -> str:
    """Give what stands in a field of ``card`` (plain JSON data of any form), "" for nothing, "unknown" for unknown."""
    value = card.get(field) if isinstance(card, dict) else None
    if not is_typed(value):
        return ""
    said = clean(str(value))
    plain = said.lower().replace("’", "'").rstrip(".。!！")
    return UNKNOWN if plain in _UNKNOWN_WORDS else said


def review(
    card: Any, *, known: str | None = None, names: Iterable[str] | None = None, consent: str | None = None
) -> Review:
    """Review a testimony card by the decision rule of m5-x5.

    Args:
        card: ``{field: text}`` with the fields of ``FIELDS``; "consent" is "yes", "no" or "unknown".
        known: What is known of the case: every number must stand in it. Where it is None, the card's own evidence is
            the source.
        names: Names that must not stand in the card without consent. Where it is None, nobody knows them, and any
            "who" but "unknown" counts as one.
        consent: What the customer said, where that is known; a "yes" on the card must agree with it.

    """
    said = {field: field_text(card, field) for field in FIELDS}
    if said["consent"] not in CONSENT:
        said["consent"] = ""
    missing = tuple(field for field in FIELDS if not said[field])
    return Review(missing, tuple(_breaches(said, known, None if names is None else tuple(names), consent)))


def _breaches(
    said: Mapping[str, str], known: str | None, names: tuple[str, ...] | None, consent: str | None
) -> Iterator[Breach]:
    if all(said[field] == UNKNOWN for field in TOLD):
        yield Breach("empty", "")
    agreed = said["consent"] == "yes"
    if agreed and consent not in {None, "yes"}:
        yield Breach("invented-consent", "consent")
        agreed = False
    if said["consent"] and not agreed:
        yield from _named(said, names)
    sources = said["evidence"] if known is None else known
    have = {reading for amount in amounts(sources) for reading in amount.readings}
    for field in FIELDS:
        if known is None and field == "evidence":
            continue
        for amount in amounts(said[field]):
            if not amount.readings & have:
                yield Breach("invented-number", field, amount.words)


def _named(said: Mapping[str, str], names: tuple[str, ...] | None) -> Iterator[Breach]:
    """Find names: the given ones in any field, or whatever stands in "who"."""
    who = said["who"]
    searched = names if names is not None else (who,) if who not in {"", UNKNOWN} else ()
    for field in FIELDS:
        found = next((name for name in searched if _holds(said[field], name)), None)
        if found is not None:
            yield Breach("no-consent", field, found)


def _holds(text: str, name: str) -> bool:
    """Tell whether ``text`` has ``name``: whole words in Latin letters, any place in Chinese."""
    wanted = unicodedata.normalize("NFKC", name).strip().lower()
    if not wanted:
        return False
    before = r"(?<![a-z0-9])" if wanted[0].isascii() else ""
    after = r"(?![a-z0-9])" if wanted[-1].isascii() else ""
    return re.search(before + re.escape(wanted) + after, text.lower()) is not None
