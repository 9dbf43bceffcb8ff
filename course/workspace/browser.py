"""Showing a page in the learner's browser."""

from __future__ import annotations

import os
import platform
import sys
import webbrowser
from html import escape
from typing import TYPE_CHECKING

from course.workspace.folder import Folder, write_whole

if TYPE_CHECKING:
    from pathlib import Path


def has_browser() -> bool:
    """Say whether there is a browser and a screen to show it on."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or _wsl()
    ):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def show(address: str, folder: Folder) -> bool:
    """Open ``address`` in the browser; say whether one took it.

    The address holds a token, and other users of the machine can read a program's arguments. So the browser gets a page
    in the learner's own folder that leads on to it.
    """
    if not has_browser():
        return False
    return webbrowser.open(address if _wsl() else _leading_to(address, folder).as_uri())


def _leading_to(address: str, folder: Folder) -> Path:
    page = folder.state / "open.html"
    to = escape(address, quote=True)
    write_whole(
        page,
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={to}">'
        f'<title>Forecourt</title><p><a href="{to}">Forecourt</a></p></html>\n',
    )
    page.chmod(0o600)
    return page


def _wsl() -> bool:
    return "microsoft" in platform.release().lower()
