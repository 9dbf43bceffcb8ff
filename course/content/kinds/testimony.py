"""A testimony card. Response: ``{field: text}``; consent is "yes", "no" or "unknown", every text may be "unknown"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from course.content.kinds.base import Key, Question
from course.content.text import Model, Text
from course.engine.kinds import testimony
from course.engine.testimony import FIELDS

if TYPE_CHECKING:
    from course.engine.outcome import Score

Known = Text | Literal["unknown"]


class Testimony(Question):
    """A case that is told in ``story``, to be put on a card with fixed fields."""

    kind: Literal["testimony"]
    story: Text  # what is known: the only source of names and numbers

    def parts(self) -> tuple[str, ...]:
        """Give the fields of the card."""
        return FIELDS


class Card(Model):
    """A card that may be told."""

    who: Known
    consent: Literal["yes", "no", "unknown"]
    bought: Known
    feeling: Known
    benefit: Known
    duration: Known
    repeat: Known
    referrals: Known
    evidence: Known


class TestimonyKey(Key):
    """``notes``: ``ok``, ``part-missing``, ``no-consent``, ``invented-number``, ``empty``.

    ``invented-consent`` (a yes that nobody gave) may be added; without it ``no-consent`` is said.
    """

    name_given: list[str] = []  # names and parts of names in the story, in both languages
    consent: Literal["yes", "no", "unknown"]  # what the customer said
    model: Card

    def required(self, question: Testimony) -> frozenset[str]:  # noqa: ARG002
        """Give the general notes."""
        found = {"ok", "part-missing", "invented-number", "empty"}
        return frozenset(found | ({"no-consent"} if self.name_given or self.consent != "yes" else set()))

    def allowed(self, question: Testimony) -> frozenset[str]:  # noqa: ARG002
        """Give the note on consent, and the one on a consent that nobody gave, which has it behind it."""
        return frozenset({"no-consent"} | ({"invented-consent"} if self.consent != "yes" else set()))

    def mismatches(self, question: Testimony) -> list[str]:
        """Check that the names stand in the story, and that the model card is good in both languages."""
        story = f"{question.story.en}\n{question.story.zh}".lower()
        found = [
            f"key.name_given: '{name}' is not in the story" for name in self.name_given if name.lower() not in story
        ]
        for lang in ("en", "zh"):
            broken = self._review(question, self._card(lang))
            found += [f"key.model ({lang}): {code}" for code in broken]
        return found

    def _review(self, question: Testimony, card: dict[str, str]) -> list[str]:
        parts = self.score(question, card).parts
        return [f"{part.part}: {part.notes[0]}" for part in parts if part.credit < 1 and part.notes]

    def _card(self, lang: Literal["en", "zh"]) -> dict[str, str]:
        said = {field: getattr(self.model, field) for field in FIELDS}
        return {field: getattr(value, lang) if isinstance(value, Text) else value for field, value in said.items()}

    def score(self, question: Testimony, response: Any) -> Score:
        """Score the card: all or nothing (m5-x5)."""
        known = f"{question.story.en}\n{question.story.zh}"
        return testimony.score(response, known=known, names=self.name_given, consent=self.consent)

    def model_answer(self, question: Testimony) -> dict[str, str]:  # noqa: ARG002
        """Give the model card in English."""
        return self._card("en")
