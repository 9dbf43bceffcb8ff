"""Cloze: gaps in a text, each a choice of words. Response: ``{gap slug: option slug}``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from course.content.kinds.base import Key, Question, unknown
from course.content.text import Slug, Text
from course.engine.kinds import pairing

if TYPE_CHECKING:
    from course.engine.outcome import Score

GAP = re.compile(r"\[\[([A-Za-z0-9.+-]+)\]\]")


class Cloze(Question):
    """A text with ``[[gap]]`` marks, the same gaps in both languages; each gap offers its own options."""

    kind: Literal["cloze"]
    text: Text
    gaps: dict[Slug, dict[Slug, Text]]

    def parts(self) -> tuple[str, ...]:
        """Give the gaps."""
        return tuple(self.gaps)


class ClozeKey(Key):
    """``notes``: ``<gap>:<option>`` for every option of every gap."""

    answers: dict[Slug, Slug]

    def required(self, question: Cloze) -> frozenset[str]:
        """Every option of every gap has its note."""
        return frozenset(f"{gap}:{option}" for gap, options in question.gaps.items() for option in options)

    def mismatches(self, question: Cloze) -> list[str]:
        """Check that text and key have the same gaps, and that each answer is one of its gap's options."""
        found = [
            "ask.text must hold each gap as [[slug]] once, in both languages"
            for text in (question.text.en, question.text.zh)
            if sorted(GAP.findall(text)) != sorted(question.gaps)
        ]
        found += [f"key.answers has nothing for '{gap}'" for gap in sorted(question.gaps.keys() - self.answers.keys())]
        for gap, answer in self.answers.items():
            found += unknown(f"key.answers.{gap}", {answer}, question.gaps.get(gap, {}).keys())
        return found

    def score(self, question: Cloze, response: Any) -> Score:
        """Score each gap alike."""
        return pairing.score(
            response, accepted={gap: [answer] for gap, answer in self.answers.items()}, parts=question.parts()
        )

    def model_answer(self, question: Cloze) -> dict[str, str]:  # noqa: ARG002
        """Give the right words."""
        return dict(self.answers)
