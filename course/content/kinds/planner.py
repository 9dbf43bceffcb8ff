"""A planner: whole numbers in rows, with a live total and limits. Response: ``{row slug: text as typed}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from course.content.kinds.base import Key, Question
from course.content.text import Model, Slug, Text
from course.engine.kinds import planner

if TYPE_CHECKING:
    from course.engine.outcome import Score


class Row(Model):
    """One row: what it is for, and the group whose share it counts to."""

    label: Text
    group: Slug


class ShareLimit(Model):
    """A limit on a group's share of the total, in percent of it."""

    group: Slug
    at_least: float | None = Field(default=None, ge=0, le=100)
    at_most: float | None = Field(default=None, ge=0, le=100)


class Planner(Question):
    """Rows of numbers that must add up to ``total`` and keep every limit.

    ``live`` shows which limits hold while typing (s25).
    """

    kind: Literal["planner"]
    unit: Text
    total: int = Field(gt=0)
    groups: dict[Slug, Text]
    rows: dict[Slug, Row]
    limits: list[ShareLimit]
    live: bool = True

    def parts(self) -> tuple[str, ...]:
        """Give the rows."""
        return tuple(self.rows)

    def rules(self) -> dict[str, planner.Rule]:
        """Give the limits with the slugs their notes have: ``<group>:min`` and ``<group>:max``."""
        found: dict[str, planner.Rule] = {}
        for limit in self.limits:
            if limit.at_least is not None:
                found[f"{limit.group}:min"] = planner.Rule(limit.group, at_least=limit.at_least)
            if limit.at_most is not None:
                found[f"{limit.group}:max"] = planner.Rule(limit.group, at_most=limit.at_most)
        return found


class PlannerKey(Key):
    """``notes``: ``right``, ``total`` (does not add up), ``unreadable`` (no whole number), and one for each limit."""

    example: dict[Slug, int]  # one good plan, row by row

    def required(self, question: Planner) -> frozenset[str]:
        """Give the general notes and one for each limit."""
        return frozenset({"right", "total", "unreadable", *question.rules()})

    def mismatches(self, question: Planner) -> list[str]:
        """Check that groups exist and that the example fills every row."""
        found = [
            f"row '{slug}' is in an unknown group"
            for slug, row in question.rows.items()
            if row.group not in question.groups
        ]
        found += [
            f"a limit names the unknown group '{each.group}'"
            for each in question.limits
            if each.group not in question.groups
        ]
        if self.example.keys() != question.rows.keys():
            found.append("key.example has a number for every row, and no other")
        return found

    def score(self, question: Planner, response: Any) -> Score:
        """Score the total and each limit alike; empty rows mean that the plan is not finished."""
        return planner.score(
            response,
            rows={slug: row.group for slug, row in question.rows.items()},
            total=question.total,
            rules=question.rules(),
        )

    def model_answer(self, question: Planner) -> dict[str, str]:  # noqa: ARG002
        """Give the example plan as typed."""
        return {slug: str(value) for slug, value in self.example.items()}
