"""Lanes: cards into lanes, in order. Response: ``{lane slug: [card slug, …]}``; ``nowhere`` is a lane where asked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from course.content.kinds.base import Key, Question, unknown
from course.content.text import Slug, Text
from course.engine.kinds import lanes
from course.engine.kinds.lanes import NOWHERE

if TYPE_CHECKING:
    from course.engine.outcome import Score

_TAKEN = {"lane", "order", "tray", NOWHERE}  # what notes and the page call something else


class Lanes(Question):
    """Cards lie on a tray and go into lanes; inside a lane they stand in an order.

    ``nowhere`` shows one more lane, "Belongs in none". A card left on the tray is not answered yet.
    """

    shuffled: ClassVar = ("cards",)
    kind: Literal["lanes"]
    lanes: dict[Slug, Text] = Field(min_length=1)
    cards: dict[Slug, Text] = Field(min_length=2)
    nowhere: bool = False

    def parts(self) -> tuple[str, ...]:
        """Give the cards."""
        return tuple(self.cards)

    def answered(self, response: Any) -> tuple[int, int]:
        """Count the cards that lie in a lane."""
        given = response if isinstance(response, dict) else {}
        listed = [given.get(lane) for lane in (*self.lanes, *([NOWHERE] if self.nowhere else []))]
        placed = {card for each in listed if isinstance(each, list) for card in each if isinstance(card, str)}
        return len(placed & self.cards.keys()), len(self.cards)


class LanesKey(Key):
    """``notes``: ``<card>`` (right) and ``<card>:lane``; ``<card>:order`` where its lane has several blocks.

    ``<card>:<lane>`` for a named mistake (``<card>:nowhere`` too).
    """

    lanes: dict[Slug, list[list[Slug]]]  # lane -> blocks in order; the cards of one block in any order
    spare: list[Slug] = []  # cards that belong in no lane

    def required(self, question: Lanes) -> frozenset[str]:
        """Every card has a note for right, one for a wrong lane and, where there is an order, one for a wrong place."""
        ordered = {card for blocks in self.lanes.values() if len(blocks) > 1 for block in blocks for card in block}
        found = set(question.cards) | {f"{card}:order" for card in ordered}
        return frozenset(found | {f"{card}:lane" for card in question.cards if not self._all_named(question, card)})

    def _all_named(self, question: Lanes, card: str) -> bool:
        """Tell whether every lane that is wrong for the card has a note of its own."""
        lane_names = [*question.lanes, *([NOWHERE] if question.nowhere else [])]
        wrong = [lane for lane in lane_names if lane != self._home(card)]
        return all(f"{card}:{lane}" in self.notes for lane in wrong)

    def _home(self, card: str) -> str:
        return next((lane for lane, blocks in self.lanes.items() if any(card in block for block in blocks)), NOWHERE)

    def allowed(self, question: Lanes) -> frozenset[str]:
        """Give the notes for single lanes."""
        names = ["lane", NOWHERE, *question.lanes]
        return frozenset(f"{card}:{lane}" for card in question.cards for lane in names)

    def mismatches(self, question: Lanes) -> list[str]:
        """Every card has exactly one place; spare cards have a lane to go to."""
        found = unknown("key.lanes", set(self.lanes), question.lanes.keys())
        listed = Counter([card for blocks in self.lanes.values() for block in blocks for card in block] + self.spare)
        found += unknown("key.lanes or key.spare", set(listed), question.cards.keys())
        found += [f"key has no lane for '{card}'" for card in sorted(question.cards.keys() - listed.keys())]
        found += [f"key places '{card}' twice" for card, times in sorted(listed.items()) if times > 1]
        found += [f"'{lane}' cannot be the name of a lane" for lane in sorted(_TAKEN & question.lanes.keys())]
        if self.spare and not question.nowhere:
            found.append("key.spare needs 'nowhere: true' in the question: learners must be able to say so")
        return found

    def score(self, question: Lanes, response: Any) -> Score:
        """Score each card alike: half for its lane, half for its place."""
        return lanes.score(
            response,
            lanes={lane: self.lanes.get(lane, []) for lane in question.lanes},
            spare=self.spare,
            cards=tuple(question.cards),
        )

    def model_answer(self, question: Lanes) -> dict[str, list[str]]:
        """Give every lane in order."""
        found = {lane: [card for block in self.lanes.get(lane, []) for card in block] for lane in question.lanes}
        return found | ({NOWHERE: list(self.spare)} if self.spare else {})
