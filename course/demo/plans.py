"""Drawn answers to tables, lanes, plans and cards, each with the credit that its kind's docstring promises for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.kinds.lanes import NOWHERE
from course.engine.kinds.value_stack import NOT_YET, WORTH

if TYPE_CHECKING:
    from random import Random

KINDS = frozenset({"concessions", "grid", "lanes", "testimony", "value_stack"})
HALF = 0.5


def answer(ask: Any, key: Any, ability: float, random: Random) -> tuple[Any, float]:
    """Draw a response to one graded part of ``KINDS``, and give it with its credit (0 to 1)."""
    match ask.kind:
        case "grid":
            return _grid(ask, key, ability, random)
        case "lanes":
            return _lanes(ask, key, ability, random)
    right = key.model_answer(ask)
    if random.random() < ability:
        return right, 1.0
    match ask.kind:
        case "concessions":
            return _given_away(ask, key, random)
        case "value_stack":
            return _not_raised(right, random)
        case _:
            return _spoiled(right, random), 0.0


def _grid(ask: Any, key: Any, ability: float, random: Random) -> tuple[Any, float]:
    """Answer each cell rightly with the chance ``ability``; else wrongly, but with no pick that takes other credit."""
    weights = {slug: column.weight for slug, column in ask.columns.items()}
    given: dict[str, dict[str, str]] = {}
    hits = 0.0
    for row, accepted in key.answers.items():
        for slug, column in ask.columns.items():
            taken = {*accepted[slug], *key.void.get(row, {}).get(slug, ()), *key.fails.get(row, {}).get(slug, ())}
            wrong = [option for option in column.options if option not in taken]
            if random.random() < ability:
                given.setdefault(row, {})[slug] = accepted[slug][0]
                hits += weights[slug]
            elif wrong:
                given.setdefault(row, {})[slug] = random.choice(wrong)
    return (given or None), hits / (sum(weights.values()) * len(ask.rows))


def _lanes(ask: Any, key: Any, ability: float, random: Random) -> tuple[Any, float]:
    """Put each card into its lane with the chance ``ability``, else into another or none; the order stays right."""
    names = [*ask.lanes, *([NOWHERE] if ask.nowhere else [])]
    given: dict[str, list[str]] = {}
    hits = 0
    for home, cards in key.model_answer(ask).items():
        for card in cards:
            others = [lane for lane in names if lane != home]
            if random.random() < ability:
                given.setdefault(home, []).append(card)
                hits += 1
            elif others and random.random() < HALF:
                given.setdefault(random.choice(others), []).append(card)
    return (given or None), hits / len(ask.cards)


def _given_away(ask: Any, key: Any, random: Random) -> tuple[Any, float]:
    """Make the model's first offer alone and for nothing: one rule of three (four with a lowest price) is broken."""
    first = key.model_answer(ask)["offers"][0]
    if float(first["price"]) >= ask.list_price or random.random() < HALF:
        return None, 0.0
    rules = 4 if ask.lowest is not None else 3
    return {"offers": [first | {"for": "none"}]}, (rules - 1) / rules / key.at_least


def _not_raised(right: dict[str, Any], random: Random) -> tuple[Any, float]:
    """Give a verdict on a stack that was left as it is: half is for the stack, half for the verdict.

    Where the gap can be carried, "worth" is wrong and "not yet" honest (half of its half). Where it cannot, the stack
    is right as it is, and "worth" is wrong.
    """
    if right["verdict"] == NOT_YET:
        return {"values": {}, "evidence": {}, "verdict": WORTH}, 0.5
    if random.random() < HALF:
        return {"values": {}, "evidence": {}, "verdict": NOT_YET}, 0.25
    return {"values": {}, "evidence": {}, "verdict": WORTH}, 0.0


def _spoiled(right: dict[str, str], random: Random) -> dict[str, str] | None:
    """Leave a field open, or add a number that nobody told: all or nothing, so both earn nothing (m5-x5)."""
    if random.random() < HALF:
        return right | {"feeling": ""}
    return right | {"referrals": "987654"}
