"""A deck's five segments of firms, on a scale whose lines are ten times apart (m8-f19, C23)."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING

from course.charts.page import BLUE, MUTED, PALE_BLUE, box, drawing, line, page, words
from course.charts.sentences import joined
from course.locale import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# m8-f19: employees, and how many firms (about; the deck is undated and names no area).
SEGMENTS = {
    "A": ("≥ 1,000", 800),
    "B": ("500–999", 3_600),
    "C": ("100–499", 12_500),
    "D": ("10–99", 124_000),
    "E": ("1–9", 900_000),
}

_LEAST, _MOST = 2, 6  # powers of ten: the scale's first and last line
_LEFT, _WIDE, _TOP, _APART, _HIGH = 170, 400, 92, 44, 28  # pixels


def text(lang: str) -> str:
    """Say the five bars in words, for those who do not see them."""
    about = say(
        "Five bars, one for each size of firm. Each line to the right is ten times as many as the one before, "
        "so the bars look more alike than the counts are.",
        lang,
    )
    told = [
        say("{name}, {staff} staff: about {count}.", lang, name=name, staff=staff, count=f"{count:,}")
        for name, (staff, count) in SEGMENTS.items()
    ]
    return joined([about, *told, say("Deck figures, undated.", lang)], lang)


def draw(lang: str) -> Figure:
    """Draw a bar for each segment, its count printed at its end."""
    bottom = _TOP + _APART * len(SEGMENTS)
    with drawing():
        figure, axes = page(bottom + 88)
        words(axes, (24, 24), say("How many firms of each size? Deck figures, undated", lang), size=16)
        words(axes, (24, 64), say("staff", lang), size=13, colour=MUTED)
        for power in range(_LEAST, _MOST + 1):
            for row in range(len(SEGMENTS) + 1):  # between the bars only: words and bars stay clear
                gap = _TOP + _APART * row - (_APART - _HIGH)
                line(axes, (_place(10**power), gap + 1), (_place(10**power), gap + _APART - _HIGH - 2), colour=MUTED)
            words(axes, (_place(10**power), bottom + 14), f"{10**power:,}", size=12, colour=MUTED, align="center")
        for number, (name, (staff, count)) in enumerate(SEGMENTS.items()):
            top = _TOP + _APART * number
            words(axes, (24, top + _HIGH / 2), name, size=18)
            words(axes, (56, top + _HIGH / 2), staff, size=14)
            box(axes, (_LEFT, top), (_place(count) - _LEFT, _HIGH), fill=PALE_BLUE, edge=BLUE, round_by=0)
            said = say("about {count}", lang, count=f"{count:,}")
            words(axes, (_place(count) + 8, top + _HIGH / 2), said, size=14)
        words(
            axes,
            (24, bottom + 44),
            say("Mind the scale: each line to the right is ten times as many as the one before.", lang),
            size=13,
        )
        words(
            axes,
            (24, bottom + 68),
            say(
                "Drawn evenly, bar E would be {times} times as long as bar A.",
                lang,
                times=f"{SEGMENTS['E'][1] // SEGMENTS['A'][1]:,}",
            ),
            size=13,
            colour=MUTED,
        )
    return figure


def _place(count: float) -> float:
    return _LEFT + _WIDE * (log10(count) - _LEAST) / (_MOST - _LEAST)
