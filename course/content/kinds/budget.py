"""Counts a year within a limit. Response: ``{"counts": {row: number as typed}, "conditions": [slug, …]}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from course.content.kinds.base import Key, Question, unknown
from course.content.text import Model, Slug, Text
from course.engine.kinds import budget

if TYPE_CHECKING:
    from course.engine.outcome import Score

_TAKEN = {budget.PLAN, budget.CONTACTS, budget.CONDITIONS}


class Line(Model):
    """One kind of contact: its name, and what one costs."""

    label: Text
    cost: float = Field(gt=0)


class Budget(Question):
    """How many contacts of each kind for one customer; the page multiplies by ``times`` and compares with ``most``.

    ``live`` shows while typing whether the plan fits. Conditions must all be ticked.
    """

    kind: Literal["budget"]
    unit: Text
    times: int = Field(ge=1)
    most: float = Field(gt=0)
    rows: dict[Slug, Line] = Field(min_length=1)
    conditions: dict[Slug, Text] = {}
    live: bool = True

    def parts(self) -> tuple[str, ...]:
        """Give the rows."""
        return tuple(self.rows)

    def answered(self, response: Any) -> tuple[int, int]:
        """Count the rows that are filled in; a tick that is not set is an answer too."""
        return super().answered(response.get("counts") if isinstance(response, dict) else None)


class Plan(Model):
    """A plan for one customer: counts for every row, and the conditions that are ticked."""

    counts: dict[Slug, int]
    conditions: list[Slug] = []


class BudgetKey(Key):
    """``notes``: ``ok``, ``over``, ``contacts``, ``unreadable``, and ``<row>:min`` for the rows in ``at_least``.

    ``conditions`` too, where the question has some.
    """

    at_least: dict[Slug, int] = {}  # row -> fewest for each customer
    contacts: int = Field(default=1, ge=1)  # fewest in all for each customer
    model: Plan

    def limits(self, question: Budget) -> budget.Limits:
        """Give what an answer has to keep."""
        return budget.Limits(
            cost={slug: row.cost for slug, row in question.rows.items()},
            times=question.times,
            most=question.most,
            at_least=self.at_least,
            contacts=self.contacts,
            conditions=question.conditions.keys(),
        )

    def required(self, question: Budget) -> frozenset[str]:
        """Give a note for a good plan and for each rule."""
        return frozenset(
            {
                *("ok", "over", "contacts", "unreadable"),
                *(f"{slug}:min" for slug in self.at_least),
                *(["conditions"] if question.conditions else []),
            }
        )

    def mismatches(self, question: Budget) -> list[str]:
        """Check that the key names what the question has, and that every row of the model is filled in."""
        found = unknown("key.at_least", set(self.at_least), question.rows.keys())
        found += unknown("key.model.counts", set(self.model.counts), question.rows.keys())
        found += unknown("key.model.conditions", set(self.model.conditions), question.conditions.keys())
        found += [f"key.model.counts has nothing for '{slug}'" for slug in question.rows.keys() - self.model.counts]
        found += [f"'{slug}' cannot be the name of a row" for slug in sorted(_TAKEN & question.rows.keys())]
        found += [f"key.at_least.{slug} is no rule: 0 is always kept" for slug, n in self.at_least.items() if n < 1]
        return found

    def score(self, question: Budget, response: Any) -> Score:
        """Score the plan by the rules that it keeps."""
        return budget.score(response, limits=self.limits(question))

    def model_answer(self, question: Budget) -> dict[str, Any]:
        """Give one good plan."""
        return {
            "counts": {slug: str(self.model.counts[slug]) for slug in question.rows if slug in self.model.counts},
            "conditions": list(self.model.conditions),
        }
