"""Six months of two accounts, and when the volume is a signal (m7-x4's accounts A and B; system s83)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.charts.page import GREEN, INK, MUTED, PALE_BLUE, PALE_GREEN, PAPER, RED, box, drawing, line, page, words
from course.charts.sentences import joined, listed
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# m7-x4: volume a month, first to sixth.
ACCOUNTS = {"A": (100, 98, 101, 99, 100, 97), "B": (100, 95, 90, 40, 35, 30)}
BASE = 3  # months whose average is compared with
RUN = 2  # months one after the other that make a signal

_FLOOR, _UNIT = 240, 1.3  # pixels: where the bars stand, and the height of one unit
_BAR, _APART = 36, 50
_LEFTS = (30, 372)


def half(volumes: Sequence[float]) -> float:
    """Give half of the average of the first three months."""
    return sum(volumes[:BASE]) / BASE / 2


def signals(volumes: Sequence[float]) -> list[int]:
    """Give the months (from 1) that make a signal: two or more in a row at or below ``half`` (m7-x4's rule)."""
    below = [volume <= half(volumes) for volume in volumes]
    return [
        month
        for month, low in enumerate(below, start=1)
        if low and (below[month - 2 : month - 1] == [True] or below[month : month + 1] == [True])
    ]


def _verdict(volumes: Sequence[float], lang: str) -> str:
    if not signals(volumes):
        return say("no signal", lang)
    return say("signal: months {months}", lang, months=listed(map(str, signals(volumes)), lang))


def text(lang: str) -> str:
    """Say both accounts in words, for those who do not see them."""
    about = say(
        "Bars of the volume in six months, and a line at half of the average of the first three. "
        "Two months in a row at or below the line are a signal.",
        lang,
    )
    told = [
        say(
            "Account {name}: {volumes}; line at {half}; {verdict}.",
            lang,
            name=name,
            volumes=listed(map(str, volumes), lang),
            half=_number(half(volumes)),
            verdict=_verdict(volumes, lang),
        )
        for name, volumes in ACCOUNTS.items()
    ]
    return joined([about, *told], lang)


def draw(lang: str) -> Figure:
    """Draw a panel for each account; months that make a signal are hatched and marked in words."""
    with drawing():
        figure, axes = page(356)
        words(axes, (24, 24), say("Six months, two accounts (invented)", lang), size=16)
        for left, (name, volumes) in zip(_LEFTS, ACCOUNTS.items(), strict=True):
            _panel(axes, left, name, volumes, lang)
        rule = say("Our rule: two months in a row at or below half of the average of months 1 to 3.", lang)
        words(axes, (24, 334), rule, size=13, colour=MUTED)
    return figure


def _panel(axes: Axes, left: float, name: str, volumes: Sequence[int], lang: str) -> None:
    found = signals(volumes)
    words(axes, (left, 62), say("Account {name}", lang, name=name), size=15)
    line(axes, (left, _FLOOR), (left + 6 * _APART - 4, _FLOOR), colour=MUTED)
    for month, volume in enumerate(volumes, start=1):
        x, high = left + _APART * (month - 1) + 4, volume * _UNIT
        flagged = month in found
        fill, edge, hatch = (PAPER, RED, "///") if flagged else (PALE_BLUE, INK, "")
        box(axes, (x, _FLOOR - high), (_BAR, high), fill=fill, edge=edge, hatch=hatch, round_by=0)
        at = _FLOOR - high - 12
        if flagged:  # inside the bar, on calm ground: above it lies the line
            at = _FLOOR - 15
            box(axes, (x + 5, at - 9), (_BAR - 10, 18), fill=PAPER, edge=PAPER, round_by=3)
        words(axes, (x + _BAR / 2, at), str(volume), size=13, align="center")
        said = f"× {month}" if flagged else str(month)
        words(axes, (x + _BAR / 2, _FLOOR + 14), said, size=12, colour=INK if flagged else MUTED, align="center")
    level = _FLOOR - half(volumes) * _UNIT
    line(axes, (left, level), (left + 6 * _APART - 4, level), colour=RED, dashed=True, thick=1.6)
    said = say("half: {half}", lang, half=_number(half(volumes)))
    place = left + 5 * _APART - 4
    box(axes, (place - 64, 52), (114, 20), fill=PAPER, edge=PAPER, round_by=0)
    line(axes, (place - 60, 62), (place - 34, 62), colour=RED, dashed=True, thick=1.6)
    words(axes, (place - 28, 62), said, size=13)
    words(axes, (left, _FLOOR + 34), say("month", lang), size=12, colour=MUTED)
    fill, edge, sign = (PAPER, RED, "×") if found else (PALE_GREEN, GREEN, "✓")
    box(axes, (left + 60, _FLOOR + 32), (234, 34), fill=fill, edge=edge, round_by=4)
    words(axes, (left + 72, _FLOOR + 49), f"{sign} {_verdict(volumes, lang)}", size=14)


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
