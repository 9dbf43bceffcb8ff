"""A number with a tolerance. Response: the text as typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from course.content.kinds.base import Key, Question
from course.content.text import Slug, Text
from course.engine.kinds import numeric

if TYPE_CHECKING:
    from course.engine.outcome import Score


class Numeric(Question):
    """A typed number with a unit beside the box."""

    kind: Literal["numeric"]
    unit: Text


class NumericKey(Key):
    """``notes``: ``right``, ``wrong``, ``unreadable`` (not a number), and one for each named mistake."""

    answer: float
    tolerance: float = Field(default=0.0, ge=0)  # absolute, in the unit of the question
    mistakes: dict[Slug, float] = {}

    def required(self, question: Numeric) -> frozenset[str]:  # noqa: ARG002
        """Give the three general notes and one for each named mistake."""
        return frozenset({"right", "wrong", "unreadable", *self.mistakes})

    def score(self, question: Numeric, response: Any) -> Score:  # noqa: ARG002
        """Score the number; full-width digits, percent signs and spaces are read as meant."""
        return numeric.score(response, answer=self.answer, tolerance=self.tolerance, mistakes=self.mistakes)

    def model_answer(self, question: Numeric) -> str:  # noqa: ARG002
        """Give the number as one would type it."""
        return f"{self.answer:g}"
