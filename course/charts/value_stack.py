"""Five layers of value against a price: the deck's value stack (m4-f14, m4-f15; system s49)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.charts.page import (
    BLUE,
    GREEN,
    INK,
    MUTED,
    ORANGE,
    PALE_BLUE,
    PALE_GREEN,
    PALE_ORANGE,
    PAPER,
    PINK,
    WASH,
    box,
    drawing,
    line,
    page,
    words,
)
from course.locale import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# The deck's figures, in units of the price (it prints dollars), in its order: from the top of the stack downwards.
LAYERS = {"goodwill": 2, "service": 2, "trust": 2, "features": 1, "assurance": 3}
PRICE = 10

_BOTTOM, _UNIT = 346, 26  # pixels: where the two bars stand, and the height of one unit
_VALUE_LEFT, _PRICE_LEFT, _WIDE = 40, 450, 210
_LOOKS = {
    "features": (PAPER, INK, ""),
    "trust": (PALE_BLUE, BLUE, "//"),
    "service": (PALE_GREEN, GREEN, ".."),
    "goodwill": (PALE_ORANGE, ORANGE, "\\\\"),
    "assurance": ("#f6e3ee", PINK, "--"),
}


def text(lang: str) -> str:
    """Say the two bars in words, for those who do not see them."""
    return say(
        "Two bars of the same height. The left one is the value, in five layers from the top: goodwill {goodwill}, "
        "service {service}, trust {trust}, features {features}, assurance of success {assurance}; together {sum}. The "
        "right one is the price: {price}. Deck figures, not measured.",
        lang,
        sum=sum(LAYERS.values()),
        price=PRICE,
        **LAYERS,
    )


def draw(lang: str) -> Figure:
    """Draw the stack of values beside the price."""
    names = {
        "features": say("features", lang),
        "trust": say("trust", lang),
        "service": say("service", lang),
        "goodwill": say("goodwill", lang),
        "assurance": say("assurance of success", lang),
    }
    with drawing():
        figure, axes = page(420)
        words(axes, (24, 26), say("Value against price: deck figures, in units", lang), size=16)
        height = sum(LAYERS.values())
        for layer, units in LAYERS.items():
            height -= units
            _layer(axes, _VALUE_LEFT, height, units, layer, f"{names[layer]}  {units}")
        top = _BOTTOM - PRICE * _UNIT
        box(axes, (_PRICE_LEFT, top), (_WIDE, PRICE * _UNIT), fill=WASH, edge=INK, round_by=0)
        words(
            axes,
            (_PRICE_LEFT + _WIDE / 2, (top + _BOTTOM) / 2),
            say("price  {price}", lang, price=PRICE),
            size=16,
            align="center",
        )
        line(axes, (_VALUE_LEFT, _BOTTOM), (_PRICE_LEFT + _WIDE, _BOTTOM), thick=2)
        line(axes, (_VALUE_LEFT + _WIDE, top), (_PRICE_LEFT, top), colour=MUTED, dashed=True)
        middle = (_VALUE_LEFT + _WIDE + _PRICE_LEFT) / 2
        words(axes, (middle, top + 20), say("level", lang), size=14, colour=MUTED, align="center")
        total = say("value  {sum}", lang, sum=" + ".join(map(str, LAYERS.values())) + f" = {sum(LAYERS.values())}")
        words(axes, (_VALUE_LEFT + _WIDE / 2, _BOTTOM + 22), total, size=14, align="center")
        words(
            axes,
            (24, 398),
            say("Add up the layers only: the price stands on the other side.", lang),
            size=13,
            colour=MUTED,
        )
    return figure


def _layer(axes: Axes, left: float, below: int, units: int, layer: str, said: str) -> None:
    fill, edge, hatch = _LOOKS[layer]
    top = _BOTTOM - (below + units) * _UNIT
    box(axes, (left, top), (_WIDE, units * _UNIT), fill=fill, edge=edge, hatch=hatch, round_by=0)
    middle = top + units * _UNIT / 2
    box(axes, (left + 14, middle - 11), (_WIDE - 28, 22), fill=fill, edge=fill, round_by=3)  # calm ground for the words
    words(axes, (left + _WIDE / 2, middle), said, size=14, align="center")
