"""What must be there before a sentence that hurries or convinces may be said (m5-f25, s63, E01 to E03)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from course.engine.amounts import amounts
from course.engine.testimony import CONSENT
from course.engine.typed import clean, is_typed, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Kind = Literal["urgency-stock", "urgency-date", "testimony"]
# The fields of each kind. "delivery" may stay empty: nobody may know when the next one comes.
FIELDS: dict[str, tuple[str, ...]] = {
    "urgency-stock": ("what", "count", "counted", "delivery"),
    "urgency-date": ("what", "base", "price", "until"),
    "testimony": ("words", "who", "consent", "source"),
}
OPTIONAL = frozenset({"delivery"})

Code = Literal[
    "missing", "not-a-number", "none-left", "not-a-date", "not-today", "past", "not-lower", "no-consent", "unsourced"
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a sentence is refused: the field it is about, and what is wrong there."""

    field: str
    code: Code


def gate(kind: str, fields: Mapping[str, Any], today: date) -> tuple[Problem, ...]:
    """Give the reasons why a sentence may not be said; none when it may.

    - Scarcity (E02) needs a count of at least one, made today; a delivery that is named lies not in the past.
    - A time limit (E02, E03) needs a true price before, a lower price now, and a last day that is not over.
    - A testimony (E01) needs the words, the customer's yes and a source; a number in the words stands in the source.

    Args:
        kind: A key of ``FIELDS``.
        fields: What was filled in: texts; days as ``2026-11-22``; consent "yes", "no" or "unknown".
        today: The day on which it would be said.

    Raises:
        KeyError: There is no such kind.

    """
    said = {field: clean(str(fields[field])) if is_typed(fields.get(field)) else "" for field in FIELDS[kind]}
    missing = [Problem(field, "missing") for field, text in said.items() if not text and field not in OPTIONAL]
    rules = {"urgency-stock": _stock, "urgency-date": _limit, "testimony": _testimony}
    found = [each for each in rules[kind](said, today) if said[each.field]]
    place = {field: index for index, field in enumerate(FIELDS[kind])}
    return tuple(sorted([*missing, *found], key=lambda each: place[each.field]))


def _stock(said: Mapping[str, str], today: date) -> Iterator[Problem]:
    count = number(said["count"])
    if count is None or count < 0 or count != int(count):
        yield Problem("count", "not-a-number")
    elif count == 0:
        yield Problem("count", "none-left")
    counted = day(said["counted"])
    if counted is None:
        yield Problem("counted", "not-a-date")
    elif counted != today:
        yield Problem("counted", "not-today")
    yield from _not_past("delivery", said["delivery"], today)


def _limit(said: Mapping[str, str], today: date) -> Iterator[Problem]:
    base, price = number(said["base"]), number(said["price"])
    for field, value in (("base", base), ("price", price)):
        if value is None or value < 0:
            yield Problem(field, "not-a-number")
    if base is not None and price is not None and 0 <= base <= price:
        yield Problem("price", "not-lower")
    yield from _not_past("until", said["until"], today)


def _testimony(said: Mapping[str, str], today: date) -> Iterator[Problem]:  # noqa: ARG001  the same form as the others
    if said["consent"] not in CONSENT or said["consent"] != "yes":
        yield Problem("consent", "no-consent")
    have = {reading for amount in amounts(said["source"]) for reading in amount.readings}
    if any(not amount.readings & have for amount in amounts(said["words"])):
        yield Problem("words", "unsourced")


def _not_past(field: str, text: str, today: date) -> Iterator[Problem]:
    named = day(text)
    if named is None:
        yield Problem(field, "not-a-date")
    elif named < today:
        yield Problem(field, "past")


def day(text: str) -> date | None:
    """Read a day such as 2026-11-22; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
