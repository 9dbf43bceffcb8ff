"""The rules of giving way on a price: at most three concessions, each smaller, each for something (m5-f22, m5-x3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_CONCESSIONS = 3  # m5-f22: "at most three concessions, each smaller"

Code = Literal["too-many", "not-smaller", "no-return"]
CODES: tuple[Code, ...] = ("too-many", "not-smaller", "no-return")


@dataclass(frozen=True, slots=True)
class Breach:
    """One breach of the rules.

    Attributes:
        code: "too-many" (a concession after the third), "not-smaller" (not smaller than the concession before; an equal
            one is not smaller), "no-return" (the customer gave nothing for it).
        offer: The number of the offer that breaks the rule, 1 for the first after the list price.

    """

    code: Code
    offer: int


def audit(
    list_price: float, prices: Sequence[float], returns: Sequence[str | None], *, most: int = MOST_CONCESSIONS
) -> tuple[Breach, ...]:
    """Find every breach in a price talk (m5-x3's decision rule).

    A concession is an offer below the price that stood before. An offer at the same price (value instead of price, log
    E) is none, and needs no return. That there are too many is one breach, at the first concession that is too many.

    Args:
        list_price: The price before the talk, in yuan.
        prices: The prices offered one after the other, in yuan.
        returns: What the customer gave for each; None, "" and "none" are nothing.
        most: How many concessions are allowed.

    Returns:
        The breaches in the order of the offers; of one offer in the order of ``CODES``.

    Raises:
        ValueError: There is not one return for each price.

    """
    found: list[Breach] = []
    steps: list[int] = []  # in hundredths of a yuan, so that 0.1 + 0.2 is 0.3
    before = list_price
    for number, (price, given) in enumerate(zip(prices, returns, strict=True), start=1):
        step, before = round(100 * (before - price)), price
        if step <= 0:
            continue
        steps.append(step)
        if len(steps) == most + 1:
            found.append(Breach("too-many", number))
        if len(steps) > 1 and step >= steps[-2]:
            found.append(Breach("not-smaller", number))
        if given in {None, "", "none"}:
            found.append(Breach("no-return", number))
    return tuple(found)
