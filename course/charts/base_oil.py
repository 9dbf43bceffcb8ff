"""What a lubricant is made of: base oil and additives, in bands (m1-f09, C08; system s14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.charts.page import BLUE, INK, MUTED, ORANGE, PALE_BLUE, PALE_ORANGE, PAPER, box, drawing, line, page, words
from course.locale import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from course.charts.page import Align

# Base oil, least and most, in per cent; what is left to 100 is additives.
DECK_BAND = (75, 95)  # m1-f09: lubricants in general
ENGINE_BAND = (75, 90)  # C08: engine oil, roughly
EXAMPLE = 18  # per cent of additives: m1-q6, s14

_WHOLE = 100  # per cent
_LEFT, _WIDE, _BAR = 24, 652, 46  # pixels


def text(lang: str) -> str:
    """Say the bars in words, for those who do not see them."""
    return say(
        "Three bars from 0 to 100 %. Deck, lubricants in general: {deck_low} to {deck_high} % base oil, the rest "
        "additives. Engine oil: roughly {low} to {high} % "
        "base oil and {least} to {most} % additives. Example: {example} % additives leave {base} % base oil.",
        lang,
        deck_low=DECK_BAND[0],
        deck_high=DECK_BAND[1],
        low=ENGINE_BAND[0],
        high=ENGINE_BAND[1],
        least=100 - ENGINE_BAND[1],
        most=100 - ENGINE_BAND[0],
        example=EXAMPLE,
        base=100 - EXAMPLE,
    )


def draw(lang: str) -> Figure:
    """Draw the deck's band, the engine-oil band and the example as bars of 100 %."""
    with drawing():
        figure, axes = page(350)
        heading = say("Deck: lubricants in general, base oil {low}–{high} %", lang, low=DECK_BAND[0], high=DECK_BAND[1])
        _bar(axes, 40, heading, DECK_BAND, lang)
        heading = say("Engine oil: base oil roughly {low}–{high} %", lang, low=ENGINE_BAND[0], high=ENGINE_BAND[1])
        _bar(axes, 130, heading, ENGINE_BAND, lang)
        heading = say(
            "Example: {additives} % additives leave {base} % base oil", lang, additives=EXAMPLE, base=100 - EXAMPLE
        )
        _bar(axes, 220, heading, (100 - EXAMPLE, 100 - EXAMPLE), lang)
        for share in range(0, 101, 25):
            line(axes, (_at(share), 270), (_at(share), 277), colour=MUTED)
            align: Align = "left" if share == 0 else "right" if share == _WHOLE else "center"
            words(axes, (_at(share), 290), f"{share} %", size=13, colour=MUTED, align=align)
        _legend(axes, lang)
    return figure


def _at(share: float) -> float:
    return _LEFT + _WIDE * share / 100


def _bar(axes: Axes, y: float, heading: str, band: tuple[int, int], lang: str) -> None:
    low, high = band
    words(axes, (_LEFT, y - 16), heading, size=15)
    box(axes, (_at(0), y), (_at(low) - _at(0), _BAR), fill=PALE_BLUE, edge=BLUE, round_by=0)
    words(axes, ((_at(0) + _at(low)) / 2, y + _BAR / 2), say("base oil", lang), size=15, align="center")
    if high > low:
        box(axes, (_at(low), y), (_at(high) - _at(low), _BAR), fill=PAPER, edge=INK, hatch="////", round_by=0)
    box(axes, (_at(high), y), (_at(100) - _at(high), _BAR), fill=PALE_ORANGE, edge=ORANGE, hatch="..", round_by=0)


def _legend(axes: Axes, lang: str) -> None:
    x = _LEFT
    for fill, edge, hatch, said, wide in (
        (PALE_BLUE, BLUE, "", say("base oil", lang), 130),
        (PAPER, INK, "////", say("base oil or additives: differs from oil to oil", lang), 350),
        (PALE_ORANGE, ORANGE, "..", say("additives", lang), 100),
    ):
        box(axes, (x, 318), (24, 16), fill=fill, edge=edge, hatch=hatch, round_by=0)
        words(axes, (x + 32, 326), said, size=13)
        x += wide
