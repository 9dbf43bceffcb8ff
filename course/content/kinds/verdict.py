"""True/false with a reason. Response: ``{"verdict": slug, "reason": slug}``; one of them may still be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from course.content.kinds.base import Key, Question, unknown
from course.content.text import Slug, Text
from course.engine.kinds import verdict

if TYPE_CHECKING:
    from course.engine.outcome import Score


class Verdict(Question):
    """Two linked single choices, half the credit each; labels say what they are (true and why, line and place)."""

    kind: Literal["verdict"]
    verdict_label: Text
    verdicts: dict[Slug, Text]
    reason_label: Text
    reasons: dict[Slug, Text]

    def parts(self) -> tuple[str, ...]:
        """Give the two parts."""
        return ("verdict", "reason")


class VerdictKey(Key):
    """``notes``: ``verdict:<slug>`` for each verdict and ``reason:<slug>`` for each reason."""

    verdict: Slug
    reasons: list[Slug] = Field(min_length=1)  # each of them is accepted
    void: list[Slug] = []  # verdicts that take the whole credit (a lure line of m2-x4)

    def required(self, question: Verdict) -> frozenset[str]:
        """Every verdict and every reason has its note."""
        return frozenset(
            {f"verdict:{slug}" for slug in question.verdicts} | {f"reason:{slug}" for slug in question.reasons}
        )

    def mismatches(self, question: Verdict) -> list[str]:
        """Check that the key names what the question has."""
        return unknown("key.verdict or key.void", {self.verdict, *self.void}, question.verdicts.keys()) + unknown(
            "key.reasons", set(self.reasons), question.reasons.keys()
        )

    def score(self, question: Verdict, response: Any) -> Score:  # noqa: ARG002
        """Score verdict and reason, half each."""
        return verdict.score(response, verdict=self.verdict, reasons=self.reasons, void=self.void)

    def model_answer(self, question: Verdict) -> dict[str, str]:  # noqa: ARG002
        """Give the right verdict with the first accepted reason."""
        return {"verdict": self.verdict, "reason": self.reasons[0]}
