"""The SPIN chain as a stair: from plain facts to a need that the customer says himself (m3-f25; system s43)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.charts.page import (
    BLUE,
    GREEN,
    INK,
    LINE,
    MUTED,
    PALE_BLUE,
    PALE_GREEN,
    PALE_ORANGE,
    PAPER,
    arrow,
    box,
    drawing,
    line,
    page,
    words,
)
from course.locale import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LEFT, _STEP, _WIDE, _FLOOR = 24, 134, 116, 290
_HEIGHTS = (34, 78, 128, 178, 178)  # of the five steps, in pixels: an order, no measured quantity
_LOOKS = (
    (PAPER, INK, ""),
    (PALE_ORANGE, "#a04000", "//"),
    (PALE_ORANGE, "#a04000", "xx"),
    (PALE_BLUE, BLUE, ".."),
    (PALE_GREEN, GREEN, ""),
)


def text(lang: str) -> str:
    """Say the stair in words, for those who do not see it."""
    return say(
        "A stair of five steps from left to right. S, Situation: plain facts, the lowest step. P, Problem: an implied "
        "need, a trouble is named. I, Implication: its weight, the step is higher. N, Need-payoff: an explicit need, "
        "the highest step, the customer says what he wants. Only then, at the same height, your benefit, which meets "
        "that need. A dashed arrow marks features and advantages told at the first step: there is no need yet that "
        "they could meet.",
        lang,
    )


def draw(lang: str) -> Figure:
    """Draw the stair; the heights show an order and measure nothing."""
    steps = (
        (say("S  Situation", lang), say("facts", lang)),
        (say("P  Problem", lang), say("implied need", lang)),
        (say("I  Implication", lang), say("its weight", lang)),
        (say("N  Need-payoff", lang), say("explicit need", lang)),
        (say("Your benefit", lang), say("meets it", lang)),
    )
    with drawing():
        figure, axes = page(350)
        words(axes, (_LEFT, 24), say("From facts to a need that the customer says himself", lang), size=16)
        line(axes, (_LEFT - 8, _FLOOR), (_LEFT + 4 * _STEP + _WIDE + 8, _FLOOR), colour=LINE)
        for place, ((name, outcome), high, (fill, edge, hatch)) in enumerate(zip(steps, _HEIGHTS, _LOOKS, strict=True)):
            x, top = _LEFT + place * _STEP, _FLOOR - high
            box(axes, (x, top), (_WIDE, high), fill=fill, edge=edge, hatch=hatch, round_by=0)
            words(axes, (x + _WIDE / 2, top - 16), outcome, size=14, align="center")
            words(axes, (x + _WIDE / 2, _FLOOR + 18), name, size=13, align="center")
            if place:
                arrow(axes, (x - _STEP + _WIDE + 2, top + 10), (x - 2, top + 10))
        early = _LEFT + _WIDE / 2
        told_early = (
            say("features, advantages:", lang),
            say("no need here yet", lang),
            say("that they could meet", lang),
        )
        for row, said in enumerate(told_early):
            words(axes, (_LEFT, 58 + 18 * row), said, size=13, colour=MUTED)
        arrow(axes, (early, 112), (early, _FLOOR - _HEIGHTS[0] - 30), colour=MUTED, dashed=True)
        words(axes, (_LEFT, 334), say("The steps show an order; they measure nothing.", lang), size=13, colour=MUTED)
    return figure
