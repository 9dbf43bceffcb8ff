"""How a clerk's time is shared out among leads: 60/30/10 (m2-f03, E17; system s25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.charts.page import GREEN, INK, MUTED, PALE_GREEN, PAPER, box, drawing, page, words
from course.engine.leads import LIMITS
from course.locale import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Per cent: red at least, green at least, later ("rotten" in the deck) at most.
SHARES = (
    int(LIMITS["red:min"].at_least or 0),
    int(LIMITS["green:min"].at_least or 0),
    int(LIMITS["rotten:max"].at_most or 0),
)
MINUTES = 600  # the example of s25

_LEFT, _WIDE = 24, 652


def text(lang: str) -> str:
    """Say the bar in words, for those who do not see it."""
    red, green, later = SHARES
    return say(
        "One bar of {total} minutes in three pieces. Red apple: at least {red} %, {red_minutes} minutes, to follow up "
        "and close. Green apple: at least {green} %, {green_minutes} minutes. Later (rotten apple in the deck): "
        "at most {later} %, {later_minutes} minutes.",
        lang,
        total=MINUTES,
        red=red,
        green=green,
        later=later,
        red_minutes=MINUTES * red // 100,
        green_minutes=MINUTES * green // 100,
        later_minutes=MINUTES * later // 100,
    )


def draw(lang: str) -> Figure:
    """Draw the shares as one bar, with the minutes of the example."""
    looks = (("#f7d9c9", "#a04000", "//"), (PALE_GREEN, GREEN, ""), (PAPER, INK, ".."))
    names = (say("Red apple", lang), say("Green apple", lang), say("Later", lang))
    red, green, later = SHARES
    limits = (
        say("at least {percent} %", lang, percent=red),
        say("at least {percent} %", lang, percent=green),
        say("at most {percent} %", lang, percent=later),
    )
    with drawing():
        figure, axes = page(220)
        words(
            axes, (_LEFT, 24), say("Time for your leads: an example of {total} minutes", lang, total=MINUTES), size=16
        )
        x = float(_LEFT)
        for share, (fill, edge, hatch), name, limit in zip(SHARES, looks, names, limits, strict=True):
            wide = _WIDE * share / 100
            box(axes, (x, 84), (wide, 62), fill=fill, edge=edge, hatch=hatch, round_by=0)
            minutes = say("{minutes} min", lang, minutes=MINUTES * share // 100)
            box(
                axes,
                (x + wide / 2 - min(36, wide / 2 - 2), 98),
                (min(72, wide - 4), 34),
                fill=fill,
                edge=fill,
                round_by=3,
            )
            words(axes, (x + wide / 2, 115), minutes, size=14, align="center")
            words(axes, (x + wide / 2, 64), name, size=14, align="center")
            words(axes, (x + wide / 2, 164), limit, size=13, align="center")
            x += wide
        words(
            axes,
            (_LEFT, 198),
            say('Later = "rotten apple" in the deck. Every customer gets full service.', lang),
            size=13,
            colour=MUTED,
        )
    return figure
