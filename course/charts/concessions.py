"""Four price talks as shrinking and other steps: the logs A to D of m5-x3 (m5-f22; system s61)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.charts.page import GREEN, INK, MUTED, PALE_BLUE, PALE_GREEN, PAPER, RED, box, drawing, line, page, words
from course.charts.sentences import joined, listed
from course.engine.price import audit
from course.locale import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LIST_PRICE = 200  # yuan


@dataclass(frozen=True, slots=True)
class Log:
    """A price talk of the curriculum's table: prices in yuan, and what the customer gave for each ("" is nothing)."""

    name: str
    prices: tuple[int, ...]
    returns: tuple[str, ...]

    def steps(self) -> list[int]:
        """Give the concessions in yuan, one after the other."""
        return [before - after for before, after in zip((LIST_PRICE, *self.prices), self.prices, strict=False)]

    def breaches(self) -> dict[str, list[int]]:
        """Give the broken rules (codes of ``course.engine.price``) with the numbers of the concessions, from 1."""
        found: dict[str, list[int]] = {}
        for breach in audit(LIST_PRICE, self.prices, self.returns):
            found.setdefault(breach.code, []).append(breach.offer)
        return found


LOGS = (
    Log("A", (190, 185, 183), ("two", "card", "today")),
    Log("B", (195, 188), ("", "two")),
    Log("C", (192, 186, 182, 180), ("two", "card", "referral", "today")),
    Log("D", (195, 190), ("card", "two")),
)

_FIRST, _APART, _BAR, _HIGH, _YUAN = 96, 92, 54, 106, 5.2  # pixels; the last is a yuan's height


def _given(slug: str, lang: str) -> str:
    return {
        "two": say("buys two", lang),
        "card": say("joins card", lang),
        "today": say("pays today", lang),
        "referral": say("referral", lang),
        "": say("for nothing", lang),
    }[slug]


def _verdict(log: Log, lang: str) -> str:
    sentences = {
        "no-return": say("one for nothing", lang),
        "not-smaller": say("not smaller", lang),
        "too-many": say("a fourth", lang),
    }
    return listed((sentences[code] for code in sentences if code in log.breaches()), lang)


def text(lang: str) -> str:
    """Say the four talks in words, for those who do not see them."""
    told = [
        say(
            "Log {name}: {steps} yuan; {verdict}.",
            lang,
            name=log.name,
            steps=listed(map(str, log.steps()), lang),
            verdict=_verdict(log, lang) or say("no breach", lang),
        )
        for log in LOGS
    ]
    about = say(
        "Four price talks from a list price of {price} yuan; each bar is one concession.", lang, price=LIST_PRICE
    )
    return joined([about, *told], lang)


def draw(lang: str) -> Figure:
    """Draw a row of bars for each talk; a bar that breaks a rule is hatched, and the verdict stands in words."""
    with drawing():
        figure, axes = page(60 + _HIGH * len(LOGS) + 8)
        words(axes, (24, 24), say("Concessions in yuan, list price {price}", lang, price=LIST_PRICE), size=16)
        for place, log in enumerate(LOGS):
            _row(axes, log, 60 + _HIGH * place, lang)
    return figure


def _row(axes: Axes, log: Log, top: float, lang: str) -> None:
    floor = top + 74
    wrong = {offer for offers in log.breaches().values() for offer in offers}
    words(axes, (40, top + 44), log.name, size=22)
    line(axes, (_FIRST - 14, floor), (_FIRST + 4 * _APART - 10, floor), colour=MUTED)
    for number, (step, given) in enumerate(zip(log.steps(), log.returns, strict=True), start=1):
        left, high = _FIRST + _APART * (number - 1), step * _YUAN
        broken = number in wrong
        fill, edge, hatch = (PAPER, RED, "///") if broken else (PALE_BLUE, INK, "")
        box(axes, (left, floor - high), (_BAR, high), fill=fill, edge=edge, hatch=hatch, round_by=0)
        words(axes, (left + _BAR / 2, floor - high - 11), str(step), size=14, align="center")
        words(axes, (left + _BAR / 2, floor + 13), _given(given, lang), size=12, colour=MUTED, align="center")
    verdict = _verdict(log, lang)
    said = f"× {verdict}" if verdict else "✓ " + say("no breach", lang)
    fill, edge = (PAPER, RED) if verdict else (PALE_GREEN, GREEN)
    box(axes, (480, top + 22), (204, 44), fill=fill, edge=edge, round_by=4)
    words(axes, (490, top + 44), said, size=13)
