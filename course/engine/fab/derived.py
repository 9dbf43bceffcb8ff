"""What follows from the figures of a card: sums, differences, many of one size, shares of a price."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from course.engine.fab.quantities import quantities

if TYPE_CHECKING:
    from course.engine.fab.case import Case
    from course.engine.fab.units import Quantity

_MOST = 30  # numbers of a card from which others are made
_HALF = 50  # percent


def known(case: Case) -> frozenset[tuple[str, float]]:
    """Give the card's figures and what follows from them, as ``Quantity.measure``."""
    return _derived(case.numbers) | _left(case) | _packs((*case.facts, case.name))


def _left(case: Case) -> frozenset[tuple[str, float]]:
    """Give what the customer's figures and the card's leave between them: 300 to spend, 268 to pay, 32 left."""
    return frozenset(
        (own.kind, abs(own.value - other.value))
        for own in case.numbers[:_MOST]
        for other in case.wanted[:_MOST]
        if own.kind not in {"bare", "count", "temperature"} and other.kind in {own.kind, "bare", "count"}
    )


@lru_cache(maxsize=64)
def _derived(numbers: tuple[Quantity, ...]) -> frozenset[tuple[str, float]]:
    """Give a card's numbers with what follows from two of them: sums and differences of prices, shares of a price."""
    own = {each.measure for each in numbers[:_MOST]}
    found = set(own)
    for (kind, a), (other, b) in combinations(sorted(own), 2):
        if kind == other == "money":
            less, more = sorted((a, b))
            # The last two: two for 8 where one costs 5 are two less.
            found |= {(kind, less + more), (kind, more - less), (kind, 2 * less - more), (kind, 3 * less - more)}
            if more > 0:
                found |= {("percent", round(100 * less / more)), ("percent", round(100 - 100 * less / more))}
        if kind == other and min(a, b) > 0:
            found.add(("times", round(max(a, b) / min(a, b), 2)))
        if {kind, other} == {"money", "percent"}:
            price, share = (a, b) if kind == "money" else (b, a)
            off = price * share / 100
            # The last one: the second for half the price, both together.
            found |= {("money", off), ("money", price - off), ("money", 2 * price - off)}
    for kind, value in own:
        if kind == "percent":
            found.add((kind, 100 - value))
            if value == _HALF:
                found |= {("share", 0.5), ("times", 2.0)}
    return frozenset(found)


def _amounts(numbers: list[tuple[str, float]]) -> list[tuple[float, float]]:
    return [
        (unit, value)
        for kind, value in numbers
        if kind in {"volume", "mass"} and value > 0
        for unit in ((1000,) if kind == "volume" else (500, 1000))
    ]


@lru_cache(maxsize=256)
def _packs(facts: tuple[str, ...]) -> frozenset[tuple[str, float]]:
    """Give what many of one size come to, where one fact has both: 12 bottles of 550 ml."""
    found: set[tuple[str, float]] = set()
    numbers = [each.measure for fact in facts for each in quantities(fact)]
    prices = [value for kind, value in numbers if kind == "money"]
    counts = {each.value for fact in facts for each in quantities(fact) if each.measure[0] == "bare" and each.value > 0}
    for fact in facts:
        inside = [each.measure for each in quantities(fact)]
        sizes = [each for each in inside if each[0] not in {"bare", "temperature", "percent"}]
        own = {value for kind, value in inside if kind == "bare" and value > 0}
        # "One tablet makes 4 litres" beside "pack of ten": the size is one thing's.
        many = own | counts if 1 in own or "每" in fact or "each" in fact.lower() else own
        found |= {(kind, value * count) for kind, value in sizes for count in many}
        each_one = {value / count for kind, value in sizes for count in counts if kind == "money"}
        # Ten for 50 are 5 each, 3 less than a single one for 8.
        found |= {("money", one) for one in each_one} | {
            ("money", abs(price - one)) for price in prices for one in each_one
        }
    # What a litre, a kilo, a 斤 costs.
    found |= {("money", round(price * unit / value, 2)) for price in prices for unit, value in _amounts(numbers)}
    return frozenset(found)
