"""The sheet that a chart is drawn on: places in pixels from the upper left corner, and the course's colours and lines.

A chart never tells two things apart by colour alone: fills come with a hatch, a line style or a word.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from course.charts import font

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DOTS = 100  # per inch, before the doubling for sharpness
Align = Literal["left", "center", "right"]
WIDTH = 700  # pixels: what a notebook's page gives at 1366 x 768 and 200 % zoom

# Okabe and Ito's palette for colour-blind readers, and the course's ink.
BLUE, ORANGE, GREEN, RED, PINK, SKY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9"
INK, MUTED, LINE, PAPER, WASH = "#1f2933", "#52606d", "#cbd2d9", "#ffffff", "#f5f7fa"
# Paler forms of the palette, to stand behind ink (contrast 7:1 and more).
PALE_BLUE, PALE_ORANGE, PALE_GREEN = "#cfe5f3", "#fbe7bd", "#cdeee3"

_POINTS = 72 / DOTS  # of a pixel


@contextmanager
def drawing() -> Iterator[None]:
    """Draw with the course's settings, whatever the learner's own matplotlib is set to."""
    font.ready()
    from matplotlib import rc_context, rcParamsDefault

    # The backend stays as it is: to set it here would switch a notebook's own plots over.
    plain = {
        name: value
        for name, value in rcParamsDefault.items()
        if not name.startswith(("backend", "date.", "toolbar", "webagg"))
    }
    with rc_context(
        {
            **plain,
            "font.family": [font.FAMILY],
            "svg.fonttype": "path",
            "svg.hashsalt": "forecourt",
            "hatch.linewidth": 0.8,
        }
    ):
        yield


def page(height: int, width: int = WIDTH) -> tuple[Figure, Axes]:
    """Give an empty figure and its one drawing area, ``width`` by ``height`` pixels, y downwards."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / DOTS, height / DOTS), dpi=DOTS, facecolor=PAPER)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.axis("off")
    return figure, axes


def words(
    axes: Axes,
    place: tuple[float, float],
    text: str,
    *,
    size: float = 14,
    colour: str = INK,
    align: Align = "left",
) -> None:
    r"""Write ``text`` (lines parted by ``\n``) at ``place``, its middle at that height; ``size`` in pixels."""
    text = text.replace("−", "–")  # the font has no minus sign; the dash looks the same
    axes.text(*place, text, fontsize=size * _POINTS, color=colour, ha=align, va="center", linespacing=1.35)


def box(
    axes: Axes,
    corner: tuple[float, float],
    size: tuple[float, float],
    *,
    fill: str = PAPER,
    edge: str = INK,
    hatch: str = "",
    dashed: bool = False,
    round_by: float = 5,
) -> None:
    """Draw a box with its upper left ``corner`` and its ``size`` in pixels; a hatch is drawn in the edge's colour."""
    from matplotlib.patches import FancyBboxPatch

    axes.add_patch(
        FancyBboxPatch(
            corner,
            *size,
            boxstyle=f"round,pad=0,rounding_size={round_by}" if round_by else "square,pad=0",
            facecolor=fill,
            edgecolor=edge,
            hatch=hatch or None,
            linewidth=1.2,
            linestyle=(0, (4, 3)) if dashed else "solid",
        )
    )


def line(
    axes: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    colour: str = INK,
    dashed: bool = False,
    thick: float = 1.2,
) -> None:
    """Draw a straight line between two places."""
    axes.plot(
        [start[0], end[0]],
        [start[1], end[1]],
        color=colour,
        linewidth=thick,
        linestyle=(0, (4, 3)) if dashed else "solid",
    )


def arrow(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], *, colour: str = INK, dashed: bool = False
) -> None:
    """Draw an arrow from ``start`` to ``end``."""
    style = {
        "arrowstyle": "-|>,head_width=0.35,head_length=0.6",
        "color": colour,
        "linewidth": 1.4,
        "shrinkA": 0,
        "shrinkB": 0,
    }
    axes.annotate("", end, start, arrowprops={**style, "linestyle": (0, (4, 3)) if dashed else "solid"})
