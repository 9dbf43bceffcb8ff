"""A shortcut on the desktop or in the menu that opens the course."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from course.engine.errors import CourseError
from course.locale import say
from course.workspace.folder import Folder, write_whole

if TYPE_CHECKING:
    from course.content.text import Lang


def leave_shortcut(folder: Folder, lang: Lang, *, home: Path | None = None, platform: str = sys.platform) -> list[Path]:
    """Leave a shortcut for this learner; give the files that were written.

    Linux gets an entry in the menu and, where there is a desktop folder, one on the desktop. Windows gets a link on the
    desktop, or a .bat file where links cannot be made; macOS gets a .command file. The last two were not run here.

    Args:
        folder: Whose.
        lang: The language it opens in.
        home: The home folder; the user's own unless it is given.
        platform: As ``sys.platform`` says it.

    Raises:
        CourseError: There is nowhere to leave it.

    """
    home = home or Path.home()
    # The interpreter and not the command's file: that one may not be on the desktop's PATH
    command = [sys.executable, "-m", "course.cli", "open", "--lang", lang]
    command += ["--learner", " ".join(folder.learner.split()), "--workspace", str(folder.root.parent)]
    title = say("Forecourt course – {learner}", lang, learner=folder.learner)
    try:
        if platform == "win32":
            return [_windows(home, command, folder, title)]
        if platform == "darwin":
            return [_mac(home, command, folder)]
        return _linux(home, command, folder, title)
    except OSError as error:
        raise CourseError(
            f"The shortcut could not be written: {error.strerror or error}.",
            where=str(error.filename or home),
            then="Use the command: course open",
        ) from error


def _linux(home: Path, command: list[str], folder: Folder, title: str) -> list[Path]:
    # The Desktop Entry Specification's own quoting: within quotes, these four are escaped, and % is doubled
    quoted = " ".join(
        '"' + "".join(f"\\\\{c}" if c in '"`$\\' else c for c in word).replace("%", "%%") + '"' for word in command
    )
    entry = (
        "[Desktop Entry]\nType=Application\nVersion=1.0\n"
        f"Name={_one_line(title)}\nExec={quoted}\nIcon=applications-education\nTerminal=true\nCategories=Education;\n"
    )
    name = f"forecourt-{folder.root.name.replace(' ', '-')}.desktop"
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    places = [data / "applications" / name]
    places += [each / name for each in (home / "Desktop", home / "桌面") if each.is_dir()]
    for place in places:
        write_whole(place, entry)
        place.chmod(0o755)
    return places


def _one_line(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").split())


def _mac(home: Path, command: list[str], folder: Folder) -> Path:
    place = home / "Desktop" / f"Forecourt {folder.root.name}.command"
    write_whole(place, f"#!/bin/sh\nexec {shlex.join(command)}\n")
    place.chmod(0o755)
    return place


def _windows(home: Path, command: list[str], folder: Folder, title: str) -> Path:
    link = home / "Desktop" / f"Forecourt {folder.root.name}.lnk"
    arguments = subprocess.list2cmdline(command[1:])
    # Texts go in by the environment: a name may hold any character that PowerShell reads as its own
    script = (
        "$s=(New-Object -ComObject WScript.Shell).CreateShortcut($env:FC_LINK);$s.TargetPath=$env:FC_TARGET;"
        "$s.Arguments=$env:FC_ARGS;$s.Description=$env:FC_TITLE;$s.Save()"
    )
    texts = {"FC_LINK": str(link), "FC_TARGET": command[0], "FC_ARGS": arguments, "FC_TITLE": title}
    try:
        subprocess.run(  # noqa: S603  our own interpreter and module
            ["powershell", "-NoProfile", "-Command", script],  # noqa: S607  Windows' own, by its name
            env=os.environ | texts,
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError):
        link = link.with_suffix(".bat")
        line = subprocess.list2cmdline(command).replace("%", "%%")
        write_whole(link, f"@echo off\nchcp 65001 >nul\n{line}\n")
    return link
