"""The map of SAE classes: cold class against hot class, with example oils (m1-f19 to m1-f21, C07; system s20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.charts.page import BLUE, INK, LINE, MUTED, PALE_BLUE, PALE_ORANGE, WASH, arrow, box, drawing, page, words
from course.charts.sentences import listed
from course.engine.oils import COLD_CLASSES, HOT_CLASSES
from course.locale import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# (cold class or None, hot class): the examples of the curriculum and of m1-x1's shelf.
EXAMPLES: tuple[tuple[str | None, str], ...] = (("0W", "20"), ("5W", "30"), ("10W", "40"), ("15W", "40"), (None, "40"))

_LEFT, _TOP, _COLUMN, _ROW = 186, 92, 61, 44


def text(lang: str) -> str:
    """Say the map in words, for those who do not see it."""
    return say(
        "A grid of SAE classes. Upwards stand the cold classes {cold}: the higher, the easier the start in the cold. "
        "To the right stand the hot classes {hot}: the further right, the thicker when hot. Example oils: {examples}. "
        "The single grade stands in a row of its own below, because it has no cold class. "
        "The cold temperatures, from −{mildest} to −{coldest} °C, are measured in a laboratory.",
        lang,
        cold=listed([each.name for each in reversed(COLD_CLASSES)], lang),
        hot=listed([each.name for each in HOT_CLASSES], lang),
        examples=listed([_printed(cold, hot) for cold, hot in EXAMPLES], lang),
        mildest=-COLD_CLASSES[-1].cranking,
        coldest=-COLD_CLASSES[0].cranking,
    )


def _printed(cold: str | None, hot: str) -> str:
    return f"{cold}-{hot}" if cold else f"SAE {hot}"


def draw(lang: str) -> Figure:
    """Draw the map. Rows are cold classes with their laboratory temperatures, columns hot classes."""
    right, bottom = _LEFT + _COLUMN * len(HOT_CLASSES), _TOP + _ROW * (len(COLD_CLASSES) + 1)
    rows: dict[str | None, int] = {each.name: _TOP + _ROW * row for row, each in enumerate(COLD_CLASSES)} | {
        None: bottom - _ROW + 10
    }
    columns = {each.name: _LEFT + _COLUMN * column for column, each in enumerate(HOT_CLASSES)}
    with drawing():
        figure, axes = page(bottom + 66)
        words(axes, (_LEFT, 24), say("Second number: how thick the oil is when hot (100 °C)", lang), size=14)
        arrow(axes, (_LEFT, 46), (right - 84, 46), colour=BLUE)
        words(axes, (right - 78, 46), say("thicker", lang), size=13)
        for name, x in columns.items():
            words(axes, (x + _COLUMN / 2, 74), name, size=16, align="center")
            for y in rows.values():
                box(axes, (x + 2, y + 2), (_COLUMN - 4, _ROW - 4), fill=WASH, edge=LINE, round_by=3)
        for each in COLD_CLASSES:
            words(axes, (124, rows[each.name] + _ROW / 2), each.name, size=16, align="right")
            words(
                axes, (178, rows[each.name] + _ROW / 2), f"−{-each.cranking} °C", size=13, colour=MUTED, align="right"
            )
        words(
            axes,
            (178, rows[None] + _ROW / 2),
            "\n".join((say("single grade:", lang), say("no cold class", lang))),
            size=13,
            align="right",
        )
        words(axes, (14, 62), "\n".join((say("W number:", lang), say("start in the cold", lang))), size=13)
        arrow(axes, (44, bottom - _ROW - 8), (44, _TOP + 44), colour=BLUE)
        words(axes, (14, _TOP + 26), say("easier", lang), size=13)
        for cold_class, hot_class in EXAMPLES:
            _example(axes, columns[hot_class], rows[cold_class], cold_class, hot_class)
        said = say("°C: cranking temperature in a laboratory, not the lowest temperature of use.", lang)
        words(axes, (14, bottom + 28), said, size=13, colour=MUTED)
        words(
            axes,
            (14, bottom + 49),
            say("A larger number is not a stronger oil. The manual decides.", lang),
            size=13,
            colour=MUTED,
        )
    return figure


def _example(axes: Axes, x: float, y: float, cold: str | None, hot: str) -> None:
    fill, dashed = (PALE_ORANGE, True) if cold is None else (PALE_BLUE, False)
    box(axes, (x + 2, y + 2), (_COLUMN - 4, _ROW - 4), fill=fill, edge=INK, dashed=dashed, round_by=3)
    words(axes, (x + _COLUMN / 2, y + _ROW / 2), _printed(cold, hot), size=14, align="center")
