"""Order. Response: ``{"order": [slug, …], "blanks": {slug: text}}``; none until something was moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from course.content.kinds.base import Key, Question
from course.content.text import Slug, Text
from course.engine.kinds import order

if TYPE_CHECKING:
    from course.engine.outcome import Score


class Order(Question):
    """Steps to be put in order.

    ``pinned`` steps stand first and cannot be moved; ``blanks`` are steps that the learner fills in.
    """

    shuffled: ClassVar = ("steps",)
    kind: Literal["order"]
    steps: dict[Slug, Text]
    pinned: list[Slug] = []
    blanks: dict[Slug, Text] = {}  # slug -> label; free text after the ordered steps, not scored (s27)


class OrderKey(Key):
    """``notes``: one for each step (why it stands there); ``<earlier>><later>`` for a named mistake of these two."""

    answer: list[Slug]
    also: list[list[Slug]] = []  # further accepted orders (C27)

    def required(self, question: Order) -> frozenset[str]:
        """Every step that can be moved has a note."""
        return frozenset(question.steps) - frozenset(question.pinned)

    def allowed(self, question: Order) -> frozenset[str]:
        """Named mistakes, and notes for pinned steps."""
        return frozenset(f"{a}>{b}" for a in question.steps for b in question.steps if a != b) | frozenset(
            question.pinned
        )

    def mismatches(self, question: Order) -> list[str]:
        """Each accepted order holds every step once, pinned ones first."""
        found = []
        for each in (self.answer, *self.also):
            if sorted(each) != sorted(question.steps):
                found.append("key.answer and key.also hold every step exactly once")
            if each[: len(question.pinned)] != question.pinned:
                found.append("pinned steps come first in key.answer, in the same order")
        return found

    def score(self, question: Order, response: Any) -> Score:
        """Score by the pairs that stand in the right order (``course.engine.scoring.ordering``)."""
        return order.score(response, answers=(self.answer, *self.also), pinned=question.pinned)

    def model_answer(self, question: Order) -> dict[str, Any]:  # noqa: ARG002
        """Give the right order."""
        return {"order": list(self.answer), "blanks": {}}
