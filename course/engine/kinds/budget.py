"""Score counts a year within a limit: it fits, nobody is forgotten, the conditions are settled (m7-x6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from course.engine.outcome import Outcome, PartScore, Score, outcome_of
from course.engine.typed import is_typed, number

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

PLAN = "plan"  # the part that stands for the whole: that it fits, and that it is good
CONTACTS = "contacts"
CONDITIONS = "conditions"
_MOST = 10_000  # nobody plans more contacts for one customer


@dataclass(frozen=True, slots=True)
class Limits:
    """What a plan has to keep.

    Attributes:
        cost: What one contact of each row costs.
        times: For how many customers the plan is made.
        most: What all contacts with all customers may cost together.
        at_least: Fewest contacts of single rows, for each customer.
        contacts: Fewest contacts in all, for each customer.
        conditions: What must be ticked.

    """

    cost: Mapping[str, float]
    times: int
    most: float
    at_least: Mapping[str, int] = field(default_factory=dict)
    contacts: int = 1
    conditions: Collection[str] = ()

    @property
    def rules(self) -> int:
        """How many rules there are to keep."""
        return 2 + len(self.at_least) + bool(self.conditions)


def count(typed: Any) -> int | None:
    """Read how many contacts; ``None`` where it is no whole number from 0 on."""
    read = number(typed) if is_typed(typed) else None
    return int(read) if read is not None and read == int(read) and 0 <= read <= _MOST else None


def score(response: Any, *, limits: Limits) -> Score:
    """Give an equal share for each rule that is kept.

    The rules: the whole costs no more than ``most``; each fewest count of a row; the fewest contacts in all; and that
    all conditions are ticked. While a row is open or cannot be read, it is not known whether the plan fits: that share
    is not earned, and shown as wrong only when the rest costs too much already. A plan without any contact does not
    earn it either. Ticks alone are no plan: it is unattempted.

    Parts: each row (right; open; or wrong with ``unreadable`` or ``<row>:min``), then ``plan`` (``over``, or ``ok``
    when every rule is kept), ``contacts`` (``contacts``) and ``conditions`` (``conditions``).

    Args:
        response: ``{"counts": {row: number as typed}, "conditions": [slug, …]}``.
        limits: What the plan has to keep.

    """
    given = response if isinstance(response, dict) else {}
    typed = given.get("counts")
    typed = typed if isinstance(typed, dict) else {}
    if not any(is_typed(typed.get(row)) for row in limits.cost):
        return Score(Outcome.UNATTEMPTED, 0.0)
    ticked = given.get("conditions")
    ticked = ticked if isinstance(ticked, list) else []
    counts = {row: count(typed.get(row)) for row in limits.cost}
    known = sum(each or 0 for each in counts.values())
    spent = limits.times * sum(limits.cost[row] * (each or 0) for row, each in counts.items())
    finished = None not in counts.values()
    parts = [_row(row, typed.get(row), counts[row], limits) for row in limits.cost]
    kept = sum((counts[row] or 0) >= fewest for row, fewest in limits.at_least.items())
    over = spent > limits.most
    kept += finished and known > 0 and not over
    reached = known >= limits.contacts
    settled = all(each in ticked for each in limits.conditions)
    kept += reached + (settled and bool(limits.conditions))
    credit = kept / limits.rules
    if over or credit >= 1:
        parts.append(_whole(PLAN, right=not over, note="over" if over else "ok"))
    if finished or reached:
        parts.append(_whole(CONTACTS, right=reached, note="" if reached else "contacts"))
    if limits.conditions:
        parts.append(_whole(CONDITIONS, right=settled, note="" if settled else "conditions"))
    return Score(outcome_of(credit), credit, tuple(parts))


def _row(row: str, typed: Any, read: int | None, limits: Limits) -> PartScore:
    if not is_typed(typed):
        return PartScore(row, Outcome.UNATTEMPTED, 0.0)
    if read is None:
        return PartScore(row, Outcome.WRONG, 0.0, ("unreadable",))
    if read < limits.at_least.get(row, 0):
        return PartScore(row, Outcome.WRONG, 0.0, (f"{row}:min",))
    return PartScore(row, Outcome.CORRECT, 1.0)


def _whole(part: str, *, right: bool, note: str) -> PartScore:
    return PartScore(part, Outcome.CORRECT if right else Outcome.WRONG, float(right), (note,) if note else ())
