"""Multi-select. Response: a list of option slugs; an option with the slug ``none`` excludes all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from course.content.kinds.base import Key, Question, unknown
from course.content.text import Slug, Text
from course.engine.kinds import multi

if TYPE_CHECKING:
    from course.engine.outcome import Score

NONE = "none"  # "none fits": an explicit choice, so that blank is never right (design 7)


class Multi(Question):
    """Several options may be right, or the explicit ``none``."""

    shuffled: ClassVar = ("options",)
    kind: Literal["multi"]
    options: dict[Slug, Text]
    fixed_order: bool = False


class MultiKey(Key):
    """``notes``: one for each option by its slug, or by the slug that ``because`` gives for it.

    ``<option>:missed`` may be added for a right option that was not chosen.
    """

    answers: list[Slug] = Field(min_length=1)  # ["none"] when nothing fits
    because: dict[Slug, str] = {}  # option -> note slug, where one rule explains several options (m1-x1)

    def required(self, question: Multi) -> frozenset[str]:
        """Every option has a note, its own or its rule's."""
        return frozenset(self.because.get(option, option) for option in question.options)

    def allowed(self, question: Multi) -> frozenset[str]:
        """Give the notes for right options that were not chosen."""
        return frozenset(f"{option}:missed" for option in question.options)

    def mismatches(self, question: Multi) -> list[str]:
        """Answers and reasons name options of the question."""
        return unknown("key.answers", set(self.answers), question.options.keys()) + unknown(
            "key.because", set(self.because), question.options.keys()
        )

    def score(self, question: Multi, response: Any) -> Score:
        """Score the chosen set: 1 when it equals the key, ½ for a non-empty part of it without a wrong one (m1-x1)."""
        return multi.score(response, answers=self.answers, options=tuple(question.options), because=self.because)

    def model_answer(self, question: Multi) -> list[str]:  # noqa: ARG002
        """Give the right options."""
        return list(self.answers)
