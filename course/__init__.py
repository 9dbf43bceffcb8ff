"""Forecourt: a sales course for petrol-station staff, for Jupyter.

What a notebook calls is imported from here, and only when it is asked for, so that ``import course`` stays cheap.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# name -> the module that holds it. A notebook's cells use these names and no others (docs/api.md).
_PUBLIC = {
    "chart": "course.charts",
    "drill": "course.widgets.calls",
    "exercise": "course.widgets.calls",
    "graded": "course.widgets.calls",
    "hand_in": "course.widgets.calls",
    "header": "course.widgets.calls",
    "scene": "course.widgets.calls",
    "sheet": "course.widgets.calls",
    "start": "course.widgets.calls",
    "tool": "course.widgets.calls",
}

__all__ = ["__version__", *sorted(_PUBLIC)]  # noqa: PLE0604  the names are strings, from the table above


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _PUBLIC:
        raise AttributeError(f"module 'course' has no name {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return list(__all__)
