"""Tools: sliders, timers and readers on a page, without a score."""

from course.widgets.tools.show import names, show_tool

__all__ = ["names", "show_tool"]
