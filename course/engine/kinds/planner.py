"""Score a planner: rows of whole numbers that add up and keep limits on their groups' shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.engine.outcome import Outcome, PartScore, Score, outcome_of
from course.engine.typed import is_typed, number

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Rule:
    """A limit on a group's share, in percent of the plan's total (60 means 60 %)."""

    group: str
    at_least: float | None = None
    at_most: float | None = None

    def holds(self, amount: float, total: float) -> bool:
        """Tell whether ``amount`` of ``total`` keeps this limit; a limit itself is within."""
        share = 100 * amount / total
        return (self.at_least is None or share >= self.at_least - _ROUNDING) and (
            self.at_most is None or share <= self.at_most + _ROUNDING
        )


def score(response: Any, *, rows: Mapping[str, str], total: int, rules: Mapping[str, Rule]) -> Score:
    """Give the share of the rules that hold; that the rows add up to ``total`` counts as one of them.

    Parts: each unreadable row (note ``unreadable``), then ``total`` (note ``right`` when the whole plan is right,
    ``total`` when it does not add up), then each limit by its slug (its note when it breaks). While a row is empty
    the limits are unattempted and earn nothing, and ``total`` is wrong only when the sum is too large already. A row
    that shall be nothing needs a 0.

    Args:
        response: ``{row: number as typed}``.
        rows: Row slug to group slug.
        total: What all rows must add up to.
        rules: Limit slug to limit.

    """
    given = response if isinstance(response, dict) else {}
    typed = {row: given[row] for row in rows if is_typed(given.get(row))}
    amounts = {row: amount for row, value in typed.items() if (amount := _whole(value)) is not None}
    unreadable = [row for row in typed if row not in amounts]
    finished = len(amounts) == len(rows)
    checks = {"total": _adds_up(sum(amounts.values()), total, finished=finished, readable=not unreadable)}
    for slug, rule in rules.items():
        amount = sum(each for row, each in amounts.items() if rows[row] == rule.group)
        checks[slug] = _outcome(rule.holds(amount, total)) if finished else Outcome.UNATTEMPTED
    credit = sum(each is Outcome.CORRECT for each in checks.values()) / len(checks)
    parts = tuple(PartScore(row, Outcome.WRONG, 0.0, ("unreadable",)) for row in unreadable)
    parts += tuple(_part(slug, each, all_right=credit >= 1) for slug, each in checks.items())
    untouched = all(part.outcome is Outcome.UNATTEMPTED for part in parts)
    return Score(Outcome.UNATTEMPTED if untouched else outcome_of(credit), credit, parts)


def _adds_up(planned: int, total: int, *, finished: bool, readable: bool) -> Outcome:
    if not readable or (not finished and planned < total):
        return Outcome.UNATTEMPTED
    return _outcome(planned == total)


def _outcome(holds: bool) -> Outcome:  # noqa: FBT001  a single yes or no
    return Outcome.CORRECT if holds else Outcome.WRONG


def _part(slug: str, outcome: Outcome, *, all_right: bool) -> PartScore:
    if outcome is Outcome.WRONG:
        return PartScore(slug, outcome, 0.0, (slug,))
    notes = ("right",) if slug == "total" and all_right else ()
    return PartScore(slug, outcome, float(outcome is Outcome.CORRECT), notes)


def _whole(value: str | float) -> int | None:
    """Read a whole number from 0 up."""
    amount = number(value)
    return int(amount) if amount is not None and amount >= 0 and amount == int(amount) else None
