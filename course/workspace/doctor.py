"""``course doctor``: what is installed, what is wrong, and what to do about it."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from importlib import metadata
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from course import __version__
from course.engine.errors import CourseError
from course.grading import fence
from course.locale import say
from course.workspace import browser, forms, released, server, settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from course.content.text import Lang
    from course.workspace.folder import Folder

ROOM = 200_000_000  # bytes that should be free: notebooks, journals and backups stay far below
_DISTRIBUTION = "forecourt"
_LANGUAGE_PACK = "jupyterlab_language_pack_zh_CN"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report.

    Attributes:
        about: What was looked at.
        state: "good", "look" (works, but should be looked at) or "bad".
        what: What was found.
        then: What to do; empty when all is well.

    """

    about: str
    state: Literal["good", "look", "bad"]
    what: str
    then: str = ""


def examine(folders: Sequence[Folder], lang: Lang) -> Iterator[Finding]:
    """Look at everything that the course needs, one finding each.

    Args:
        folders: The learners who are looked at, at least one.
        lang: The language of the findings.

    """
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding(say("Course", lang), "good", f"{__version__}, Python {python}")
    yield from _requirements(lang)
    yield _extension(lang)
    yield _language_pack(lang)
    yield _notebooks(lang)
    yield _forms(lang)
    yield _font(lang)
    yield _browser(lang)
    yield _fence(lang)
    several = len(folders) > 1
    for folder in folders:
        of_whom = {"learner": folder.learner}
        yield _folder(
            folder, lang, say("Folder of {learner}", lang, **of_whom) if several else say("Your folder", lang)
        )
        yield _running(
            folder, lang, say("JupyterLab of {learner}", lang, **of_whom) if several else say("JupyterLab", lang)
        )
    yield _room(folders[0], lang)


def _requirements(lang: Lang) -> Iterator[Finding]:
    """Compare what is installed with what the course was seen to work with."""
    from packaging.requirements import Requirement

    try:
        wanted = [Requirement(each) for each in metadata.requires(_DISTRIBUTION) or []]
    except metadata.PackageNotFoundError:
        what = say("the course is not installed as a package", lang)
        yield Finding(
            say("Packages", lang), "look", what, say("In the instructor's files, run: pip install -e .", lang)
        )
        return
    good = []
    for each in wanted:
        if each.marker is not None and not each.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(each.name)
        except metadata.PackageNotFoundError:
            yield Finding(each.name, "bad", say("not installed", lang), f'{sys.executable} -m pip install "{each}"')
            continue
        if each.specifier.contains(version, prereleases=True):
            good.append(f"{each.name} {version}")
        else:
            what = say("{version} – the course was tried with {bounds}", lang, version=version, bounds=each.specifier)
            yield Finding(each.name, "look", what, f'{sys.executable} -m pip install "{each}"')
    yield Finding(say("Packages", lang), "good", ", ".join(good))


def _extension(lang: Lang) -> Finding:
    file = settings.extension_path() / "forecourt" / "static" / "remoteEntry.js"
    if file.is_file():
        return Finding(say("JupyterLab extension", lang), "good", say("in its place", lang))
    again = say("Install the course again.", lang)
    return Finding(say("JupyterLab extension", lang), "bad", say("missing: {file}", lang, file=file), again)


def _language_pack(lang: Lang) -> Finding:
    about = say("Chinese for JupyterLab", lang)
    try:
        files(_LANGUAGE_PACK)
    except ModuleNotFoundError:
        then = f"{sys.executable} -m pip install jupyterlab-language-pack-zh-CN"
        return Finding(about, "look", say("not installed; JupyterLab's own menus stay English", lang), then)
    return Finding(about, "good", say("installed", lang))


def _notebooks(lang: Lang) -> Finding:
    about = say("Notebooks", lang)
    try:
        return Finding(about, "good", ", ".join(released.assignments()))
    except CourseError as error:
        return Finding(about, "bad", error.what, error.then)


def _forms(lang: Lang) -> Finding:
    about = say("Questions and talks", lang)
    try:
        count = forms.draw_all()
    except CourseError as error:
        where = f"{error.where}: " if error.where else ""
        return Finding(about, "bad", where + error.what, say("Install the course again.", lang))
    return Finding(about, "good", say("{count} read, in both languages", lang, count=count))


def _font(lang: Lang) -> Finding:
    about = say("Font of the charts", lang)
    fonts = files("course.charts") / "fonts"
    names = [each.name for each in fonts.iterdir() if each.name.endswith((".ttf", ".otf"))] if fonts.is_dir() else []
    if names:
        return Finding(about, "good", ", ".join(names))
    return Finding(about, "bad", say("missing: {file}", lang, file=fonts), say("Install the course again.", lang))


def _browser(lang: Lang) -> Finding:
    about = say("Browser", lang)
    if browser.has_browser():
        return Finding(about, "good", say("found", lang))
    then = say("course open prints the address; open it in a browser on this machine.", lang)
    return Finding(about, "look", say("no browser, or no screen to show it on", lang), then)


def _fence(lang: Lang) -> Finding:
    """Say what keeps learners' code in, where an instructor lets it run; the course itself runs none."""
    about = say("Fence for learners' code", lang)
    then = say("Only an instructor's own coding assignments need it: docs/instructor.md.", lang)
    try:
        layers = fence.layers()
    except CourseError as error:
        return Finding(about, "look", error.what, then)
    active = ", ".join(each.name for each in layers.each if each.active)
    if layers.enough:
        return Finding(about, "good", active)
    if not fence.available():
        return Finding(about, "good", say("not on this system; the course runs no code of learners", lang), then)
    return Finding(about, "look", say("too few layers on this machine: {layers}", lang, layers=layers), then)


def _folder(folder: Folder, lang: Lang, about: str) -> Finding:
    there = folder.root if folder.root.exists() else None
    if there is None:
        nearest = next(each for each in folder.root.parents if each.exists())
        return Finding(
            about, "good" if _may_write(nearest) else "bad", say("{folder}: will be made", lang, folder=folder.root)
        )
    if _may_write(there):
        return Finding(about, "good", str(there))
    return Finding(
        about,
        "bad",
        say("{folder} cannot be written to", lang, folder=there),
        say("Allow writing there, or use --workspace.", lang),
    )


def _may_write(place: Path) -> bool:
    import os

    return os.access(place, os.W_OK | os.X_OK)


def _room(folder: Folder, lang: Lang) -> Finding:
    about = say("Room on the disk", lang)
    nearest = folder.root if folder.root.exists() else next(each for each in folder.root.parents if each.exists())
    free = shutil.disk_usage(nearest).free
    what = say("{size} GB free", lang, size=f"{free / 1e9:.1f}")
    return (
        Finding(about, "good", what)
        if free > ROOM
        else Finding(about, "bad", what, say("Make room: answers cannot be saved on a full disk.", lang))
    )


def _running(folder: Folder, lang: Lang, about: str) -> Finding:
    found = server.running(folder.root)
    if found is None:
        return Finding(about, "good", say("not running; course open starts it", lang))
    return Finding(about, "good", say("running at {url}; course stop stops it", lang, url=found.url))
