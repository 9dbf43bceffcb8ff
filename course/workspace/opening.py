"""``course open`` in one call: lay out, start or find JupyterLab, show the page."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.engine.errors import CourseError
from course.workspace import browser, server
from course.workspace.lay_out import lay_out
from course.workspace.settings import write_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from course.content.text import Lang
    from course.workspace.folder import Folder


@dataclass(frozen=True, slots=True)
class Opened:
    """What ``course open`` did.

    Attributes:
        folder: The learner's folder.
        lang: The language.
        address: The page's full address, with the token that lets the learner in.
        told: What the learner is to be told, a sentence each.
        reused: Whether JupyterLab was running already.
        shown: Whether a browser took the page.
        seconds: How long it took from the call to JupyterLab's answer.

    """

    folder: Folder
    lang: Lang
    address: str
    told: tuple[str, ...]
    reused: bool
    shown: bool
    seconds: float


def open_course(
    folder: Folder,
    lang: Lang,
    *,
    module: str | None = None,
    port: int | None = None,
    show: bool = True,
    source: Traversable | Path | None = None,
    say_step: Callable[[str], None] = lambda _: None,
) -> Opened:
    """Lay out the learner's folder, start JupyterLab or find the one that runs, and open the page.

    Args:
        folder: Whose.
        lang: The language.
        module: A stage (``m1``) or assignment to open instead of the start page.
        port: The port to begin looking at.
        show: Whether to open a browser.
        source: The released notebooks; the course's own unless given.
        say_step: Called with each step, in English.

    Raises:
        CourseError: Something cannot be done, and what to do.

    """
    began = time.perf_counter()
    say_step("Laying out your folder …")
    laid = lay_out(folder, lang, source=source)
    page = "start.ipynb" if module is None else _page(module, laid.notebooks, folder)
    config = write_settings(folder, lang)
    say_step("Starting JupyterLab …")
    found = server.running(folder.root)
    lab = found or server.start(folder, config, port)
    address = lab.page(page)
    seconds = time.perf_counter() - began
    # Not in another thread: it takes milliseconds, for the kernel starts by itself
    if found is None:
        server.warm(lab, page)
    shown = show and browser.show(address, folder)
    return Opened(folder, lang, address, tuple(laid.told), found is not None, shown, seconds)


def _page(module: str, notebooks: dict[str, Path], folder: Folder) -> str:
    for name, file in notebooks.items():
        if module in {name, name.partition("-")[0]} and name != "start":
            return file.relative_to(folder.root).as_posix()
    there = ", ".join(name.partition("-")[0] for name in notebooks if name != "start")
    raise CourseError(f"There is no part '{module}'.", where="--module", then=f"There are: {there}.")
