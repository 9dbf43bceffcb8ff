"""The browser half, put together: one ES module cannot import its sibling in a widget, so the files are joined here."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_STATIC = files("course.widgets") / "static"


def _read(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


@cache
def sheet_module() -> str:
    """Give the ES module of a section: the shell, then every kind in ``static/kinds``."""
    kinds = sorted(file.name for file in (_STATIC / "kinds").iterdir() if file.name.endswith(".js"))
    shell = ["page.js", "outbox.js", "select.js", "writing.js", "amount.js", "drill.js", "sheet.js"]
    parts = [*shell, *(f"kinds/{name}" for name in kinds)]
    return "\n".join([*map(_read, parts), "export default { render };\n"])


@cache
def hand_in_module() -> str:
    """Give the ES module of the hand-in button."""
    return "\n".join([_read("page.js"), _read("hand_in.js"), "export default { render };\n"])


@cache
def style() -> str:
    """Give the style sheet that all our forms share."""
    return "\n".join(map(_read, ("sheet.css", "day.css")))


@cache
def start_module() -> str:
    """Give the ES module of the start page."""
    return "\n".join([_read("page.js"), _read("glossary.js"), _read("start.js"), "export default { render };\n"])


@cache
def start_style() -> str:
    """Give the start page's style sheet."""
    return _read("start.css")
