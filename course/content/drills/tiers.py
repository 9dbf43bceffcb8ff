"""Tier and channel of three customer cards, with the line of the rule that each of the two follows from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content.drills.words import Slot, Words, in_lines
from course.engine.drills.tiers import FOCI, Case, draw
from course.engine.tiers import GOLD_FROM, SILVER_FROM

if TYPE_CHECKING:
    from course.content.text import Text
    from course.engine.drills.tiers import Card

__all__ = ["FOCI", "build", "draw"]

TIERS = ("gold", "silver", "bronze")
CHANNELS = ("both", "service")
_NEARLY = 20  # yuan below a threshold that tempt to round up


def build(case: Case, words: Words) -> dict[str, Any]:
    """Give question, key, hints and solution of the cards."""
    rows = {card.name: card for card in case.cards}
    notes: dict[str, Text] = {}
    for slug, card in rows.items():
        about = _about(card, words)
        notes[slug] = words.note("right.fleet" if card.fleet else "right", **about)
        notes[f"{slug}:tier"] = words.note(_tier_is(card), **about)
        notes[f"{slug}:channel"] = words.note(_channel_is(card), **about)
        notes |= {f"{slug}:tier:{name}": words.note(why, **about) for name, why in _mistakes(card).items()}
    return {
        "ask": {
            "kind": "grid",
            "stem": words.text("stem"),
            "rows": {slug: words.text(_row(card), **_about(card, words)) for slug, card in rows.items()},
            "columns": {
                "tier": {
                    "label": words.text("tier"),
                    "options": {name: words.text(f"tier.{name}") for name in TIERS},
                },
                "channel": {
                    "label": words.text("channel"),
                    "options": {name: words.text(f"channel.{name}") for name in CHANNELS},
                },
            },
        },
        "key": {
            "answers": {slug: {"tier": [card.tier], "channel": [card.channel]} for slug, card in rows.items()},
            "notes": notes,
        },
        "hints": words.hints(),
        "solution": in_lines(
            words.line("row", name=words.name(slug), tier=notes[f"{slug}:tier"], channel=notes[f"{slug}:channel"])
            for slug in rows
        ),
    }


def _about(card: Card, words: Words) -> dict[str, Slot]:
    return {
        "name": words.name(card.name),
        "margin": card.margin,
        "fleet": card.fleet,
        "consent": words.text("consent.yes" if card.consent else "consent.no"),
        "before": words.text(f"word.{card.before}"),
        "tier": words.text(f"word.{card.tier}"),
        "channel": words.text(f"channel.{card.channel}"),
    }


def _row(card: Card) -> str:
    if card.fleet:
        return "row.fleet"
    return "row.solved" if card.solved else "row"


def _tier_is(card: Card) -> str:
    if card.fleet:
        return "fleet.gold" if card.before == "gold" else "fleet"
    if card.margin in {GOLD_FROM, SILVER_FROM}:
        return f"{card.tier}.even"
    above = {"silver": GOLD_FROM, "bronze": SILVER_FROM}.get(card.tier, 0)
    return f"{card.tier}.top" if 0 < above - card.margin <= _NEARLY else card.tier


def _mistakes(card: Card) -> dict[str, str]:
    """Give the tiers that the fleet tempts to, with the sentence for each."""
    if not card.fleet or card.before == "gold":
        return {}
    return {card.before: "fleet.forgotten"} | ({"gold": "fleet.twice"} if card.before == "bronze" else {})


def _channel_is(card: Card) -> str:
    if card.consent:
        return "consent.yes"
    if card.solved:
        return "consent.solved"
    return "consent.gold" if card.tier == "gold" else "consent.no"
