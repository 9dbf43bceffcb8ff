"""How many customers come back, by the deck's table of service and product (m7-f07, m7-x5).

The rates have no known source and their axes are the course's reading (C17): a model, never a promise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

# Service, then product.
Cell = Literal["good-good", "good-bad", "bad-good", "bad-bad"]

RATES: dict[Cell, int] = {"good-good": 97, "good-bad": 67, "bad-good": 30, "bad-bad": 20}  # percent


def returners(customers: Mapping[Cell, int]) -> float:
    """Give how many of the ``customers`` in each cell come back."""
    return sum(RATES[cell] * number for cell, number in customers.items()) / 100


def gained(number: int, before: Cell, after: Cell) -> float:
    """Give how many more come back when ``number`` customers move from one cell to another."""
    return number * (RATES[after] - RATES[before]) / 100
