"""A chart on a notebook's page: one sharp picture with its text alternative, and nothing on stderr (trap T01)."""

from __future__ import annotations

import os
import warnings
from base64 import b64encode
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from course.charts.catalogue import chart_called
from course.charts.page import DOTS, WIDTH, drawing
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def chart(name: str, *, lang: str) -> None:
    """Show the chart called ``name`` in ``lang`` ("en" or "zh-CN") below the cell.

    An unknown name shows a sentence that says so. While a notebook is being graded, nothing is drawn.
    """
    if os.environ.get("FORECOURT_GRADING") == "1":
        return
    from IPython.display import HTML, display

    try:
        shown = _figure(name, lang)
    except CourseError as problem:
        shown = f'<p role="alert" style="border-left:6px solid #8a5a00;padding:8px 14px">{escape(str(problem))}</p>'
    display(HTML(shown))  # type: ignore[no-untyped-call]


def draw(name: str, lang: str) -> Figure:
    """Give the chart called ``name`` as a matplotlib figure of 700 pixels' width.

    Raises:
        CourseError: There is no such chart or language.

    """
    return chart_called(name, lang).draw(lang)


def text_of(name: str, lang: str) -> str:
    """Give the text alternative of the chart called ``name``.

    Raises:
        CourseError: There is no such chart or language.

    """
    return chart_called(name, lang).text(lang)


def picture(figure: Figure) -> str:
    """Give ``figure`` as the address of a picture that holds everything in itself (``data:``).

    Twice as many dots as it is shown with, so that it is sharp at 200 % zoom, in 128 colours, which is all that flat
    drawings show (sizes: docs/decisions/chart-font.md).
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    with drawing(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a learner cannot act on them; the tests draw with warnings as errors
        figure.set_dpi(2 * DOTS)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()  # type: ignore[no-untyped-call]
    kept = BytesIO()
    dots = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBA", 0, 1)  # type: ignore[no-untyped-call]
    dots.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(kept, format="PNG", optimize=True)
    return "data:image/png;base64," + b64encode(kept.getvalue()).decode("ascii")


def _figure(name: str, lang: str) -> str:
    called = chart_called(name, lang)
    source = picture(called.draw(lang))
    return (
        f'<figure lang="{escape(lang)}" style="margin:0.5em 0;max-width:{WIDTH}px">'
        f'<img alt="{escape(called.text(lang))}" src="{source}" style="width:100%;height:auto">'
        f'<figcaption style="color:#52606d;font-size:0.9em">{escape(called.caption(lang))}</figcaption></figure>'
    )
