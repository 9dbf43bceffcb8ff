"""Score cards in lanes, in an order inside each lane (s09, s06, s07, m3-x2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.outcome import Outcome, PartScore, Score, mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    Blocks = Sequence[Collection[str]]  # of one lane, in order; the cards of a block in any order

NOWHERE = "nowhere"  # the lane for cards that belong in none: an explicit choice, so that a card left lying is not one


def score(response: Any, *, lanes: Mapping[str, Blocks], spare: Collection[str], cards: Sequence[str]) -> Score:
    """Give each card half for its lane and half for its place there.

    A card's place is right when, of the cards that are rightly in its lane, none of another block stands on the wrong
    side of it. A card that belongs nowhere earns all of its credit in the lane ``nowhere``. A card in no lane is
    unattempted. A card that stands twice counts where it stands first.

    Notes: ``<card>`` when right; ``<card>:order`` in the right lane at the wrong place; ``<card>:<lane>``, then
    ``<card>:lane`` in another lane.

    Args:
        response: ``{lane: [card, …]}``, each lane in its order.
        lanes: The blocks of each lane.
        spare: Cards that belong nowhere.
        cards: All cards, in the order in which their parts are given.

    """
    home = {
        card: (lane, number) for lane, blocks in lanes.items() for number, block in enumerate(blocks) for card in block
    }
    home |= dict.fromkeys(spare, (NOWHERE, 0))
    place = dict(_placed(response, [*lanes, NOWHERE], home))
    return mean(_part(card, place, home) for card in cards)


def _placed(response: Any, lanes: Sequence[str], known: Collection[str]) -> Iterator[tuple[str, tuple[str, int]]]:
    """Give each placed card with its lane and its number there."""
    given = response if isinstance(response, dict) else {}
    seen: set[str] = set()
    for lane in lanes:
        listed = given.get(lane)
        for number, card in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(card, str) and card in known and card not in seen:
                seen.add(card)
                yield card, (lane, number)


def _part(card: str, place: Mapping[str, tuple[str, int]], home: Mapping[str, tuple[str, int]]) -> PartScore:
    if card not in place:
        return PartScore(card, Outcome.UNATTEMPTED, 0.0)
    lane, number = place[card]
    if lane != home[card][0]:
        return PartScore(card, Outcome.WRONG, 0.0, (f"{card}:{lane}", f"{card}:lane"))
    block = home[card][1]
    others = [each for each, (there, _) in place.items() if there == lane == home[each][0] and home[each][1] != block]
    if all((place[each][1] < number) == (home[each][1] < block) for each in others):
        return PartScore(card, Outcome.CORRECT, 1.0, (card,))
    return PartScore(card, Outcome.PARTIAL, 0.5, (f"{card}:order",))
