"""Classify: cards into groups. Response: ``{card slug: group slug}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from course.content.kinds.base import Key, Question, unknown
from course.content.text import Slug, Text
from course.engine.kinds import pairing

if TYPE_CHECKING:
    from course.engine.outcome import Score


class Classify(Question):
    """A board: each card goes into one group. "Belongs to none" is a group of its own where it is meant."""

    shuffled: ClassVar = ("cards",)
    kind: Literal["classify"]
    cards: dict[Slug, Text]
    groups: dict[Slug, Text]

    def parts(self) -> tuple[str, ...]:
        """Give the cards."""
        return tuple(self.cards)


class ClassifyKey(Key):
    """``notes``: ``<card>`` (said when right) and ``<card>:wrong``; ``<card>:<group>`` for a named mistake."""

    groups: dict[Slug, list[Slug]]  # card -> accepted groups, the best first

    def required(self, question: Classify) -> frozenset[str]:
        """Each card has a note for right and one for wrong."""
        return frozenset(question.cards) | frozenset(f"{card}:wrong" for card in question.cards)

    def allowed(self, question: Classify) -> frozenset[str]:
        """Named mistakes."""
        return frozenset(f"{card}:{group}" for card in question.cards for group in question.groups)

    def mismatches(self, question: Classify) -> list[str]:
        """Every card has a group that exists."""
        found = unknown("key.groups", set(self.groups), question.cards.keys())
        found += unknown(
            "key.groups", {group for each in self.groups.values() for group in each}, question.groups.keys()
        )
        return found + [
            f"key.groups has nothing for '{card}'" for card in sorted(question.cards.keys() - self.groups.keys())
        ]

    def score(self, question: Classify, response: Any) -> Score:
        """Score each card alike."""
        return pairing.score(response, accepted=self.groups, parts=question.parts())

    def model_answer(self, question: Classify) -> dict[str, str]:  # noqa: ARG002
        """Give each card's best group."""
        return {card: groups[0] for card, groups in self.groups.items()}
