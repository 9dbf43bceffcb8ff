"""The return calculator: a number to work out, and what the usual mistakes come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content.drills.words import Slot, Words, in_lines, listed
from course.content.text import Text
from course.engine.drills.returns import BEST, FOCI, Case, draw
from course.engine.returns import RATES

if TYPE_CHECKING:
    from course.engine.returns import Cell

__all__ = ["FOCI", "build", "draw"]

TOLERANCE = 1  # customers: m7-x5


def build(case: Case, words: Words) -> dict[str, Any]:
    """Give question, key, hints and solution of a question to the table."""
    sort = case.focus if case.focus in {"sum", "moved"} else "one"
    slots, mistakes = _slots(case, words), _told_apart(case)
    return {
        "ask": {"kind": "numeric", "stem": words.text(sort, **slots), "unit": words.text("unit")},
        "key": {
            "answer": case.answer,
            "tolerance": TOLERANCE,
            "mistakes": mistakes,
            "notes": {
                "right": words.note(f"right.{sort}", **slots),
                "wrong": words.note(f"wrong.{sort}", **slots),
                "unreadable": words.note("unreadable", example=case.number / 4),
                **{name: words.note(name, **slots) for name in mistakes},
            },
        },
        "hints": words.hints(),
        "solution": in_lines([*_lines(case, words, slots), words.line("model")]),
    }


def _slots(case: Case, words: Words) -> dict[str, Slot]:
    service, _, product = case.cell.partition("-")
    rate, number = RATES[case.cell], case.number
    turned: Cell = "bad-good" if case.cell == "good-bad" else "good-bad"
    found: dict[str, Slot] = {
        "number": number,
        "rate": rate,
        "answer": case.answer,
        "service": words.text(service),
        "product": words.text(product),
        "taken": RATES[turned],
        "difference": RATES[BEST] - rate,
        "gone": number * (100 - rate) / 100,
        "then": number * RATES[BEST] / 100,
        "already": number * rate / 100,
        "parts": _sum(case),
    }
    return found | dict(zip("abcd", case.customers.values(), strict=False))


def _sum(case: Case) -> Text:
    parts = [f"{number} × {{}} = {RATES[cell] * number / 100:g}" for cell, number in case.customers.items()]
    rates = [RATES[cell] for cell in case.customers]
    every = zip(parts, rates, strict=True)
    return listed(Text(en=part.format(f"{rate} %"), zh=part.format(f"{rate}%")) for part, rate in every)


def _told_apart(case: Case) -> dict[str, float]:
    """Leave out a mistake that comes to the right answer, or to what another one comes to."""
    found: dict[str, float] = {}
    for name, value in case.mistakes.items():
        if all(abs(value - other) > TOLERANCE for other in (case.answer, *found.values())):
            found[name] = value
    return found


def _lines(case: Case, words: Words, slots: dict[str, Slot]) -> list[Text]:
    if case.focus == "moved":
        return [words.line("moved", **slots)]
    each = [
        words.line(cell, number=number, answer=RATES[cell] * number / 100) for cell, number in case.customers.items()
    ]
    return each if case.focus != "sum" else [*each, words.line("sum", **slots)]
