"""Answers that try the notes of tables, lanes, plans and cards: for each note the answer that it is written for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.check import planned
from course.engine.kinds.lanes import NOWHERE
from course.engine.kinds.value_stack import NOT_YET, WORTH
from course.engine.testimony import FIELDS, TOLD, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    Tried = tuple[str, Any, bool]  # the note, the response, whether the part with that note is right

KINDS = frozenset({"concessions", "grid", "lanes", "testimony", "value_stack", *planned.KINDS})


def answers(ask: Any, key: Any) -> Iterator[Tried]:
    """Give an answer for each note of ``key``, from the definition of its kind."""
    match ask.kind:
        case "grid":
            yield from _grid(ask, key)
        case "lanes":
            yield from _lanes(ask, key)
        case "concessions":
            yield from _concessions(ask, key)
        case "value_stack":
            yield from _value_stack(ask, key)
        case "testimony":
            yield from _testimony(ask, key)
        case _:
            yield from planned.answers(ask, key)


def _grid(ask: Any, key: Any) -> Iterator[Tried]:
    """Try each row as it should be, and each wrong option of each cell with the rest of the row right."""
    model = key.model_answer(ask)
    for row in ask.rows:
        yield row, {row: model[row]}, True
        for slug, column in ask.columns.items():
            for option in column.options.keys() - set(key.answers[row][slug]):
                named = f"{row}:{slug}:{option}"
                note = named if named in key.notes else f"{row}:{slug}"
                yield note, {row: model[row] | {slug: option}}, False


def _lanes(ask: Any, key: Any) -> Iterator[Tried]:
    """Try each card alone in each lane; and at the other end of its own lane."""
    model = key.model_answer(ask)
    home = {card: lane for lane, cards in model.items() for card in cards}
    for card in ask.cards:
        for lane in (*ask.lanes, *([NOWHERE] if ask.nowhere else [])):
            if lane == home[card]:
                yield card, {lane: [card]}, True
            else:
                named = f"{card}:{lane}"
                yield (named if named in key.notes else f"{card}:lane"), {lane: [card]}, False
        blocks = key.lanes.get(home[card], [])
        if len(blocks) > 1:
            others = [each for each in model[home[card]] if each != card]
            moved = [*others, card] if card in blocks[0] else [card, *others]
            yield f"{card}:order", {home[card]: moved}, False


def _concessions(ask: Any, key: Any) -> Iterator[Tried]:
    """Try the model, and for each rule a plan that breaks it."""
    given = next(iter(ask.give))
    room = ask.list_price - (ask.lowest or 0)
    steps = ask.most + 1
    small = room / (steps * (steps + 1))  # all steps of the longest plan together stay within the room

    def plan(*offers: tuple[float, str]) -> dict[str, Any]:
        return {"offers": [{"price": f"{price:.2f}", "for": back, "extra": None} for price, back in offers]}

    def down(*sizes: float) -> Iterator[float]:
        price = ask.list_price
        for size in sizes:
            yield (price := price - small * size)

    yield "ok", key.model_answer(ask), True
    yield "no-offer", {"offers": [{"price": "", "for": given, "extra": None}]}, False
    yield "too-many", plan(*((price, given) for price in down(*range(steps, 0, -1)))), False
    yield "not-smaller", plan(*((price, given) for price in down(1, 1))), False
    yield "no-return", plan(*((price, "none") for price in down(1))), False
    if ask.lowest is not None:
        yield "below-lowest", plan((ask.lowest / 2, given)), False
    if "raised" in key.notes:
        yield "raised", plan((ask.list_price + 1, given)), False
    if "unreadable" in key.notes:
        yield "unreadable", {"offers": [{"price": "?", "for": given, "extra": None}]}, False


def _value_stack(ask: Any, key: Any) -> Iterator[Tried]:
    """Raise each value with each card and with none; give each verdict where it is right and where it is not."""
    top = f"{ask.top:g}"
    for slug in ask.values:
        raised = {"values": {slug: top}}
        yield f"{slug}:bare", raised, False
        true = key.evidence.get(slug, [])
        for card in ask.evidence:
            if card in true:
                yield slug, raised | {"evidence": {slug: [card]}}, True
            else:
                named = f"{slug}:{card}"
                yield (named if named in key.notes else f"{slug}:card"), raised | {"evidence": {slug: [card]}}, False
    model = key.model_answer(ask)
    yield f"verdict:{model['verdict']}", model, True
    yield "verdict:short", {"verdict": WORTH}, False
    if model["verdict"] == WORTH:
        yield "verdict:enough", model | {"verdict": NOT_YET}, False
        yield "verdict:more", {"verdict": NOT_YET}, False
    bare = key.bare_beside(ask)
    if bare is not None:
        shown = {slug: cards for slug, cards in key.evidence.items() if cards and slug != bare}
        values = dict.fromkeys([*shown, bare], top)
        yield "verdict:bare", {"values": values, "evidence": shown, "verdict": WORTH}, False


def _testimony(ask: Any, key: Any) -> Iterator[Tried]:
    """Try the model card, and for each rule a card that breaks it."""
    model = key.model_answer(ask)
    yield "ok", model, True
    yield "part-missing", model | {"feeling": ""}, False
    yield "invented-number", model | {"referrals": "987654"}, False
    yield "empty", dict.fromkeys(FIELDS, UNKNOWN) | {"consent": model["consent"]} | dict.fromkeys(TOLD, UNKNOWN), False
    if key.name_given:
        yield "no-consent", model | {"consent": "no", "who": key.name_given[0]}, False
    if key.consent != "yes":
        note = "invented-consent" if "invented-consent" in key.notes else "no-consent"
        yield note, model | {"consent": "yes"}, False
