"""Charts: figures that explain faster than words, in either language, each with a text alternative.

matplotlib is imported when a chart is drawn and not before (trap T29).
"""

from course.charts.catalogue import names
from course.charts.show import chart, draw, picture, text_of

__all__ = ["chart", "draw", "names", "picture", "text_of"]
