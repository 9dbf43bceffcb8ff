"""The debrief of a day: where in the shift each decision gave evidence of which skill (m9).

A column for each meeting, in the order of the shift and with its time; a row for each skill; a mark for each decision.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from course.charts.page import GREEN, INK, LINE, MUTED, ORANGE, PAPER, RED, WASH, box, drawing, line, page, words
from course.charts.sentences import joined
from course.charts.show import picture
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from course.engine.shift import Mark

_TOP, _ROW = 74, 44  # pixels: where the rows begin, and how high each is
_LEFT, _RIGHT = 196, 612  # where the columns begin and end
_APART = 15  # between two marks of one cell
_ABREAST = 2  # marks of one cell beside each other; more stand below
_HALF = 0.5


def words_of(mark: Mark, lang: str) -> str:
    """Say how a decision went, as the chart shows it."""
    if mark.red:
        return say("holds the day", lang)
    if mark.share >= 1:
        return say("best", lang)
    return say("acceptable", lang) if mark.share >= _HALF else say("not yet", lang)


def rows(marks: Sequence[Mark], skills: Sequence[str], lang: str) -> list[tuple[str, str]]:
    """Give each skill with its evidence in words, in the order of the shift."""
    found = []
    for skill in skills:
        own = [mark for mark in marks if mark.skill == skill]
        told = [
            say("{time} {who}: {how}", lang, time=mark.time, who=mark.who, how=words_of(mark, lang)) for mark in own
        ]
        said = (say("; ", lang)).join(told) if told else say("no evidence on this day", lang)
        found.append((skill, f"{_count(own, lang)} – {said}" if own else said))
    return found


def text(marks: Sequence[Mark], skills: Sequence[str], lang: str) -> str:
    """Say the chart in words, for those who do not see it."""
    about = say(
        "A table of the day: a column for each meeting with its time, a row for each skill, a mark for each decision.",
        lang,
    )
    told = [say("{what}: {how}.", lang, what=skill, how=said) for skill, said in rows(marks, skills, lang)]
    return joined([about, *told], lang)


@lru_cache(maxsize=16)
def source(marks: tuple[Mark, ...], skills: tuple[str, ...], lang: str) -> str:
    """Give the chart as the address of a picture that holds everything in itself."""
    return picture(draw(marks, skills, lang))


def draw(marks: Sequence[Mark], skills: Sequence[str], lang: str) -> Figure:
    """Draw the chart, 700 pixels wide."""
    meetings = list(dict.fromkeys((mark.time, mark.who) for mark in marks))
    floor = _TOP + _ROW * len(skills)
    wide = (_RIGHT - _LEFT) / max(1, len(meetings))
    middle = {meeting: _LEFT + wide * (place + _HALF) for place, meeting in enumerate(meetings)}
    with drawing():
        figure, axes = page(floor + 76)
        words(axes, (24, 24), say("Your day, decision by decision", lang), size=16)
        words(axes, (_RIGHT + 40, _TOP - 18), say("evidence", lang), size=12, colour=MUTED, align="center")
        for place, skill in enumerate(skills):
            _row(axes, _TOP + _ROW * place, skill, [mark for mark in marks if mark.skill == skill], lang, middle)
        line(axes, (_LEFT, floor), (_RIGHT, floor), colour=MUTED)
        for number, meeting in enumerate(meetings):
            # Eleven times or more would touch each other: every second one stands lower.
            low = 14 if wide < 40 and number % 2 else 0  # noqa: PLR2004  pixels that a time needs
            words(axes, (middle[meeting], floor + 14 + low), meeting[0], size=12, colour=MUTED, align="center")
        _legend(axes, floor + 56, marks, lang)
    return figure


def _row(
    axes: Axes, top: float, skill: str, own: Sequence[Mark], lang: str, middle: dict[tuple[str, str], float]
) -> None:
    half = top + _ROW / 2
    box(axes, (_LEFT, top + 2), (_RIGHT - _LEFT, _ROW - 4), fill=WASH, edge=WASH, round_by=0)
    words(axes, (_LEFT - 12, half), skill, size=13, align="right")
    words(axes, (_RIGHT + 40, half), _count(own, lang) if own else "–", size=13, align="center")
    for meeting, x in middle.items():
        line(axes, (x, top + 2), (x, top + _ROW - 2), colour=LINE, thick=0.8)
        here = [mark for mark in own if (mark.time, mark.who) == meeting]
        lines = [here[start : start + _ABREAST] for start in range(0, len(here), _ABREAST)]
        for number, each in enumerate(lines):
            y = half + _APART * (number - (len(lines) - 1) / 2)
            for place, mark in enumerate(each):
                _mark(axes, (x + _APART * (place - (len(each) - 1) / 2), y), mark)


def _mark(axes: Axes, at: tuple[float, float], mark: Mark) -> None:
    """Draw a full disc, a half-filled diamond, an empty square, or a cross: told apart without their colours."""
    if mark.red:
        shape, fill, edge, filled = "X", RED, INK, "full"
    elif mark.share >= 1:
        shape, fill, edge, filled = "o", GREEN, INK, "full"
    elif mark.share >= _HALF:
        shape, fill, edge, filled = "D", ORANGE, INK, "bottom"
    else:
        shape, fill, edge, filled = "s", PAPER, RED, "full"
    size = {"o": 8.6, "D": 7.2, "s": 7.4, "X": 8.8}[shape]
    axes.plot(
        [at[0]],
        [at[1]],
        marker=shape,
        markersize=size,
        fillstyle=filled,
        markerfacecolor=fill,
        markerfacecoloralt=PAPER,
        markeredgecolor=edge,
        markeredgewidth=1.4,
        linestyle="none",
    )


def _legend(axes: Axes, y: float, marks: Sequence[Mark], lang: str) -> None:
    from course.engine.shift import Mark

    shown = [Mark("", "", "", 1.0), Mark("", "", "", _HALF), Mark("", "", "", 0.0)]
    if any(mark.red for mark in marks):
        shown.append(Mark("", "", "", 0.0, red=True))
    for place, mark in enumerate(shown):
        x = _LEFT + 8 + 108 * place
        _mark(axes, (x, y), mark)
        words(axes, (x + 14, y), words_of(mark, lang), size=13)


def _count(own: Sequence[Mark], lang: str) -> str:
    return say("{number} of {total}", lang, number=f"{sum(mark.share for mark in own):g}", total=len(own))
