"""Score a plan for a price talk by the rules of ``course.engine.price`` (m5-f22, m5-x3, s61)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from course.engine.outcome import Outcome, PartScore, Score, outcome_of
from course.engine.price import CODES, MOST_CONCESSIONS, audit
from course.engine.typed import is_typed, number

PLAN = "plan"  # the part that stands for the plan as a whole


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a talk: prices in yuan, how many concessions are allowed, and how many offers are wanted."""

    list_price: float
    most: int = MOST_CONCESSIONS
    lowest: float | None = None
    at_least: int = 1

    @property
    def rules(self) -> int:
        """How many rules there are to keep."""
        return len(CODES) + (self.lowest is not None)


@dataclass(frozen=True, slots=True)
class Offer:
    """One row of a plan: its number, its price (None when not readable), what comes back for it and what is added."""

    number: int
    price: float | None
    typed: bool
    given: str
    extra: str

    @property
    def finished(self) -> bool:
        """Tell whether both a price and what the customer gives ("none" is an answer) are there."""
        return self.price is not None and bool(self.given)


def offers(response: Any) -> list[Offer]:
    """Read the rows of ``{"offers": [{"price": text, "for": slug, "extra": slug | null}, …]}`` that were begun."""
    listed = response.get("offers") if isinstance(response, dict) else None
    found = []
    for place, row in enumerate(listed if isinstance(listed, list) else [], start=1):
        told = row if isinstance(row, dict) else {}
        typed = told.get("price")
        offer = Offer(
            number=place,
            price=_price(typed),
            typed=is_typed(typed),
            given=_slug(told.get("for")),
            extra=_slug(told.get("extra")),
        )
        if offer.typed or offer.given or offer.extra:
            found.append(offer)
    return found


def _price(typed: Any) -> float | None:
    price = number(typed) if is_typed(typed) else None
    return price if price is not None and price >= 0 else None


def _slug(value: Any) -> str:
    return value if isinstance(value, str) else ""


def score(response: Any, *, terms: Terms) -> Score:
    """Give the share of the rules that are kept, times the share of the offers wanted that are there.

    The rules are those of ``audit`` and, where the terms name one, the lowest price. An offer counts when price and
    return are filled in and it offers something: a lower price, or an extra. A price that cannot be read and one that
    goes up take a rule's share; a row that is begun and not finished takes one too, and is not shown as wrong.

    Parts: one for each breach, by the offer's number (note: the breach's code, "below-lowest", "raised" or
    "unreadable"); the other offers, right and without a note; then ``plan``: right (``ok``), or too few offers
    (unattempted, ``no-offer``).
    """
    rows = offers(response)
    if not rows:
        return Score(Outcome.UNATTEMPTED, 0.0)
    done = [row for row in rows if row.finished]
    breaches = _breaches(done, terms)
    breaches += [(row.number, "unreadable") for row in rows if row.typed and row.price is None]
    real = [row for row in done if _offers_something(row, done, terms)]
    enough = min(1.0, len(real) / terms.at_least)
    unfinished = any(not row.finished for row in rows if row.price is not None or not row.typed)
    broken = len({code for _, code in breaches}) + unfinished
    credit = enough * max(0.0, 1 - broken / terms.rules)
    parts = [part for row in rows for part in _parts(row, [code for place, code in breaches if place == row.number])]
    if credit >= 1:
        parts.append(PartScore(PLAN, Outcome.CORRECT, 1.0, ("ok",)))
    elif enough < 1:
        parts.append(PartScore(PLAN, Outcome.UNATTEMPTED, 0.0, ("no-offer",)))
    untouched = all(part.outcome is Outcome.UNATTEMPTED for part in parts)
    return Score(Outcome.UNATTEMPTED if untouched else outcome_of(credit), credit, tuple(parts))


def _breaches(done: list[Offer], terms: Terms) -> list[tuple[int, str]]:
    prices = [row.price for row in done if row.price is not None]
    found = audit(terms.list_price, prices, [row.given for row in done], most=terms.most)
    listed: list[tuple[int, str]] = [(done[each.offer - 1].number, each.code) for each in found]
    before = terms.list_price
    for row, price in zip(done, prices, strict=True):
        if price > before:
            listed.append((row.number, "raised"))
        if terms.lowest is not None and price < terms.lowest:
            listed.append((row.number, "below-lowest"))
        before = price
    return listed


def _offers_something(row: Offer, done: list[Offer], terms: Terms) -> bool:
    place = done.index(row)
    before = done[place - 1].price if place else terms.list_price
    return bool(row.extra) or (row.price is not None and before is not None and row.price < before)


def _parts(row: Offer, codes: list[str]) -> list[PartScore]:
    name = str(row.number)
    if codes:
        return [PartScore(name, Outcome.WRONG, 0.0, (code,)) for code in codes]
    done = row.finished
    return [PartScore(name, Outcome.CORRECT if done else Outcome.UNATTEMPTED, float(done))]
