"""Single choice. Response: the slug of the chosen option."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from course.content.kinds.base import Key, Question, unknown
from course.content.text import Slug, Text
from course.engine.kinds import choice

if TYPE_CHECKING:
    from course.engine.outcome import Score


class Choice(Question):
    """One of several options is right."""

    shuffled: ClassVar = ("options",)
    kind: Literal["choice"]
    options: dict[Slug, Text]
    fixed_order: bool = False  # for options with an order of their own (grades, sizes)


class ChoiceKey(Key):
    """``notes``: one for each option, by its slug."""

    answer: Slug

    def required(self, question: Choice) -> frozenset[str]:
        """Every option has its note."""
        return frozenset(question.options)

    def mismatches(self, question: Choice) -> list[str]:
        """Check that the answer is one of the options."""
        return unknown("key.answer", {self.answer}, question.options.keys())

    def score(self, question: Choice, response: Any) -> Score:  # noqa: ARG002
        """Score the chosen option."""
        return choice.score(response, answer=self.answer)

    def model_answer(self, question: Choice) -> str:  # noqa: ARG002
        """Give the right option."""
        return self.answer
