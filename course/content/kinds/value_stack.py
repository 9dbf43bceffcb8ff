"""A value stack: ``{"values": {value: text}, "evidence": {value: [card slug, …]}, "verdict": "worth" | "not-yet"}``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from course.content.kinds.base import Key, Question, unknown
from course.content.text import Model, Slug, Text
from course.engine.kinds import value_stack
from course.engine.kinds.value_stack import NOT_YET, VERDICT, WORTH

if TYPE_CHECKING:
    from course.engine.outcome import Score

_ROUNDING = 1e-9
_MIDDLE = 0.499  # a rest this near to half a step is none of rounding
_TAKEN = {"bare", "card"}  # what the notes call something else


class Value(Model):
    """One value: its name, and where its slider starts."""

    label: Text
    start: float = Field(ge=0)


class ValueStack(Question):
    """Sliders raised with evidence, and a verdict whether the price gap is worth it."""

    shuffled: ClassVar = ("evidence",)
    kind: Literal["value_stack"]
    values: dict[Slug, Value] = Field(min_length=1)
    step: float = Field(default=1, gt=0)
    top: float = Field(default=6, gt=0)
    gap: float = Field(gt=0)
    unit: Text
    evidence: dict[Slug, Text] = Field(min_length=1)
    verdicts: dict[Slug, Text]  # worth, not-yet

    def parts(self) -> tuple[str, ...]:
        """Give the one part that must be there: the verdict."""
        return (VERDICT,)


class ValueStackKey(Key):
    """``notes``: for each value ``<value>:bare`` and ``<value>:card``, and ``<value>`` (shown) where a card is true.

    For the verdict ``verdict:short`` (worth, but the shown gain is below the gap) and ``verdict:bare`` (enough, but
    something is raised without a true card); then ``verdict:worth``, ``verdict:enough`` ("not yet", though the stack
    carries it) and ``verdict:more`` ("not yet", though more could be shown) where the true cards can carry the gap, and
    ``verdict:not-yet`` where they cannot. ``<value>:<card>`` for a named mistake.
    """

    evidence: dict[Slug, list[Slug]]  # value -> cards that are true and speak for it; the others have none

    def case(self, question: ValueStack) -> value_stack.Case:
        """Give what an answer is weighed against."""
        return value_stack.Case(
            start={slug: value.start for slug, value in question.values.items()},
            top=question.top,
            gap=question.gap,
            cards=question.evidence.keys(),
            true=self.evidence,
        )

    def required(self, question: ValueStack) -> frozenset[str]:
        """Give the notes of the values and of the verdicts that can be reached."""
        found = {slug for slug in question.values if self.evidence.get(slug)}
        found |= {f"{slug}:bare" for slug in question.values}
        found |= {f"{slug}:card" for slug in question.values if not self._all_named(question, slug)}
        reachable = self.case(question).reachable
        said = ["worth", "short", "enough", "more"] if reachable else ["short", "not-yet"]
        if self.bare_beside(question) is not None:
            said.append("bare")
        return frozenset(found | {f"verdict:{each}" for each in said})

    def bare_beside(self, question: ValueStack) -> str | None:
        """Give a value that can be raised without a card while the others carry the gap; None where there is none."""
        case = self.case(question)
        for slug in question.values:
            others = {each: cards for each, cards in self.evidence.items() if each != slug}
            if replace(case, true=others).reachable:
                return slug
        return None

    def _all_named(self, question: ValueStack, slug: str) -> bool:
        false = question.evidence.keys() - set(self.evidence.get(slug, []))
        return all(f"{slug}:{card}" in self.notes for card in false)

    def allowed(self, question: ValueStack) -> frozenset[str]:
        """Give the notes for single cards."""
        names = ["card", *question.evidence]
        cards = frozenset(f"{slug}:{card}" for slug in question.values for card in names)
        return cards | {"verdict:bare"}

    def mismatches(self, question: ValueStack) -> list[str]:
        """Check that the key names what the question has, and that the sliders can move."""
        found = unknown("key.evidence", set(self.evidence), question.values.keys())
        cards = {card for each in self.evidence.values() for card in each}
        found += unknown("key.evidence", cards, question.evidence.keys())
        if question.verdicts.keys() != {WORTH, NOT_YET}:
            found.append(f"the verdicts are called '{WORTH}' and '{NOT_YET}'")
        found += [f"'{slug}' cannot be the name of a card" for slug in sorted(_TAKEN & question.evidence.keys())]
        if VERDICT in question.values:
            found.append(f"'{VERDICT}' cannot be the name of a value")
        found += [
            f"'{slug}' starts at the top" for slug, value in question.values.items() if value.start >= question.top
        ]
        found += [
            f"'{slug}' cannot reach the top in whole steps"
            for slug, value in question.values.items()
            if abs((question.top - value.start) / question.step % 1 - 0.5) < _MIDDLE
        ]
        return found

    def score(self, question: ValueStack, response: Any) -> Score:
        """Score the stack and the verdict, half each."""
        return value_stack.score(response, case=self.case(question))

    def model_answer(self, question: ValueStack) -> dict[str, Any]:
        """Raise the values that a true card speaks for, one after the other, just as far as the gap asks for."""
        case = self.case(question)
        if not case.reachable:
            return {"values": {}, "evidence": {}, VERDICT: NOT_YET}
        values: dict[str, str] = {}
        laid: dict[str, list[str]] = {}
        left = question.gap
        for slug, value in question.values.items():
            if left <= _ROUNDING or not self.evidence.get(slug):
                continue
            steps = 0
            while left > _ROUNDING and value.start + (steps + 1) * question.step <= question.top + _ROUNDING:
                steps += 1
                left -= question.step
            values[slug], laid[slug] = f"{value.start + steps * question.step:g}", [self.evidence[slug][0]]
        return {"values": values, "evidence": laid, VERDICT: WORTH}
