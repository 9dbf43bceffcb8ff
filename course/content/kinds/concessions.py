"""A price talk planned ahead, offer by offer.

Response: ``{"offers": [{"price": text, "for": slug | "none", "extra": slug | null}, …]}``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from course.content.kinds.base import Key, Question, unknown
from course.content.text import Slug, Text
from course.engine.kinds import concessions
from course.engine.price import CODES, MOST_CONCESSIONS

if TYPE_CHECKING:
    from course.engine.outcome import Score

_NAMES = {"none"}  # "nothing in return" is offered by the page itself


class Concessions(Question):
    """Offers one after the other: a price, what the customer gives for it ("nothing" is a choice), perhaps an extra."""

    kind: Literal["concessions"]
    list_price: float = Field(gt=0)
    unit: Text
    lowest: float | None = Field(default=None, gt=0)
    most: int = Field(default=MOST_CONCESSIONS, ge=1, le=5)
    give: dict[Slug, Text] = Field(min_length=1)  # what the customer can give
    extras: dict[Slug, Text] = {}  # value instead of price

    def answered(self, response: Any) -> tuple[int, int]:
        """Count the plan as done when at least one offer is there and none is half filled in."""
        rows = concessions.offers(response)
        return int(bool(rows) and all(row.finished for row in rows)), 1


class ConcessionsKey(Key):
    """``notes``: ``ok``, ``too-many``, ``not-smaller``, ``no-return``, ``no-offer``; ``below-lowest`` where one is set.

    ``raised`` (the price went up) and ``unreadable`` may be added; the course has words of its own for them.
    """

    model: list[tuple[float, Slug] | tuple[float, Slug, Slug]] = Field(min_length=1)  # price, return, extra
    at_least: int = Field(default=1, ge=1, le=5)  # offers wanted

    def required(self, question: Concessions) -> frozenset[str]:
        """Give a note for a good plan, for each rule and for too few offers."""
        return frozenset({"ok", "no-offer", *CODES, *(["below-lowest"] if question.lowest is not None else [])})

    def allowed(self, question: Concessions) -> frozenset[str]:  # noqa: ARG002
        """Give the notes that have general words."""
        return frozenset({"raised", "unreadable"})

    def mismatches(self, question: Concessions) -> list[str]:
        """Check that the model names what the question offers, and that it keeps the rules."""
        found = unknown("key.model", {each[1] for each in self.model}, question.give.keys())
        found += unknown("key.model", {each[2] for each in self.model if len(each) > 2}, question.extras.keys())  # noqa: PLR2004
        found += [f"'{slug}' cannot be the name of a return" for slug in sorted(_NAMES & question.give.keys())]
        if question.lowest is not None and question.lowest > question.list_price:
            found.append("the lowest price is above the list price")
        return found

    def terms(self, question: Concessions) -> concessions.Terms:
        """Give the terms that the plan is scored by."""
        return concessions.Terms(question.list_price, question.most, question.lowest, self.at_least)

    def score(self, question: Concessions, response: Any) -> Score:
        """Score the plan by the rules that it keeps."""
        return concessions.score(response, terms=self.terms(question))

    def model_answer(self, question: Concessions) -> dict[str, Any]:  # noqa: ARG002
        """Give one good plan."""
        return {
            "offers": [
                {"price": f"{price:g}", "for": given, "extra": next(iter(more), None)}
                for price, given, *more in self.model
            ]
        }
