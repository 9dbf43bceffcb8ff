"""Cases of the return calculator: one cell of the table, all four, or a group that moves (m7-x5, s74)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from course.engine.returns import RATES, Cell, gained, returners

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.engine.drills.chance import Chance

# The table's four cells, a sum over them, and a group that moves to the best one.
FOCI = ("good-good", "good-bad", "bad-good", "bad-bad", "sum", "moved")

CELLS: tuple[Cell, ...] = get_args(Cell)
BEST: Cell = "good-good"


@dataclass(frozen=True, slots=True)
class Case:
    """A question to the table.

    Attributes:
        focus: Which of ``FOCI`` it is.
        customers: How many there are in each cell that is asked about.

    """

    focus: str
    customers: dict[Cell, int]

    @property
    def cell(self) -> Cell:
        """Give the cell that is asked about; the first one where there are several."""
        return next(iter(self.customers))

    @property
    def number(self) -> int:
        """Give how many customers there are in all."""
        return sum(self.customers.values())

    @property
    def answer(self) -> float:
        """Give what is asked, by the rule: who comes back, or who comes back in addition."""
        return gained(self.number, self.cell, BEST) if self.focus == "moved" else returners(self.customers)

    @property
    def mistakes(self) -> dict[str, float]:
        """Give what a usual mistake comes to; of the name of the sentence that explains it."""
        rate, number = RATES[self.cell], self.number
        if self.focus == "sum":
            return {
                "everyone": number,
                "allgood": number * RATES[BEST] / 100,
                "average": number * sum(RATES.values()) / len(RATES) / 100,
            }
        if self.focus == "moved":
            return {"after": number * RATES[BEST] / 100, "before": number * rate / 100}
        found: dict[str, float] = {"everyone": number, "percent": rate, "lost": number * (100 - rate) / 100}
        turned = {"good-bad": "bad-good", "bad-good": "good-bad"}.get(self.cell)
        return found | ({"turned": number * RATES[turned] / 100} if turned else {})  # type: ignore[index]  # a cell


def draw(chance: Chance, focus: str, _: Sequence[str]) -> Case:
    """Draw a question of ``focus``."""
    if focus == "sum":
        return Case(focus, {cell: chance.whole(10, 120, 10) for cell in CELLS})
    cell = chance.pick(CELLS[1:]) if focus == "moved" else next(each for each in CELLS if each == focus)
    return Case(focus, {cell: chance.whole(20, 400, 10)})
