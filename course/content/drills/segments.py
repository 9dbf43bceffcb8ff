"""Segment and channel of three organisations, with the line of the rule that each of the two follows from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content.drills.words import Slot, Words, in_lines
from course.engine.drills.segments import FOCI, Case, draw
from course.engine.segments import FROM

if TYPE_CHECKING:
    from course.content.text import Text
    from course.engine.drills.segments import Organisation

__all__ = ["FOCI", "build", "draw"]

CHANNELS = ("manager", "storein", "callcentre", "website", "partner", "none")


def build(case: Case, words: Words) -> dict[str, Any]:
    """Give question, key, hints and solution of the organisations."""
    rows = {each.name: each for each in case.organisations}
    notes: dict[str, Text] = {}
    for slug, each in rows.items():
        about = _about(each, words)
        notes[slug] = words.note("right", **about)
        notes[f"{slug}:letter"] = words.note(_letter_is(each), **about)
        notes[f"{slug}:channel"] = words.note(f"channel.{_line(each)}", **about)
        if _line(each) in {"few", "none"}:
            notes[f"{slug}:channel:manager"] = words.note("channel.too-dear", **about)
    return {
        "ask": {
            "kind": "grid",
            "stem": words.text("stem"),
            "rows": {slug: words.text("row", **_about(each, words)) for slug, each in rows.items()},
            "columns": {
                "letter": {
                    "label": words.text("letter"),
                    "options": {_slug(name): words.text("letter.is", letter=name) for name in FROM},
                },
                "channel": {
                    "label": words.text("channel"),
                    "options": {name: words.text(f"channel.{name}") for name in CHANNELS},
                },
            },
        },
        "key": {
            "answers": {
                slug: {"letter": [_slug(each.letter)], "channel": list(each.channels)} for slug, each in rows.items()
            },
            "notes": notes,
        },
        "hints": words.hints(),
        "solution": in_lines(
            words.line(_line(each), why=notes[f"{slug}:letter"], **_about(each, words)) for slug, each in rows.items()
        ),
    }


def _slug(letter: str) -> str:
    return f"s{letter.lower()}"


def _about(each: Organisation, words: Words) -> dict[str, Slot]:
    above, border = next(((name, fewest) for name, fewest in reversed(FROM.items()) if fewest > each.staff), ("A", 0))
    return {
        "name": words.name(each.name),
        "staff": each.staff,
        "letter": each.letter,
        "from": FROM[each.letter],
        "above": above,
        "border": border,
    }


def _letter_is(each: Organisation) -> str:
    if each.staff == FROM[each.letter]:
        return "letter.even"
    if each.letter == "A":
        return "letter.top"
    border = min(fewest for fewest in FROM.values() if fewest > each.staff)
    return "letter.nearly" if border - each.staff == 1 else "letter.between"


def _line(each: Organisation) -> str:
    """Give the line of the rule that decides the channel."""
    if each.government:
        return "government"
    return {"A": "large", "B": "large", "C": "few", "D": "few"}.get(each.letter, "none")
