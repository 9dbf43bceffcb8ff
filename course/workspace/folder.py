"""The learner's folder: its place, its safe name, and what it remembers."""

from __future__ import annotations

import getpass
import json
import locale
import os
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from course.content.text import LANGUAGES, Lang
from course.engine.errors import CourseError

STATE = ".forecourt"  # settings, log and backups: everything of ours that a learner need not see
LONGEST_NAME = 60
# What a file system or a path pattern would read as something else; nbgrader finds learners by such patterns.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\[\]+]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])$", re.IGNORECASE)


def safe_name(name: str) -> str:
    """Give ``name`` as a folder can bear it on every system; Chinese, commas and spaces stay.

    Raises:
        CourseError: Nothing is left of the name.

    """
    safe = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip().strip(".").strip()[:LONGEST_NAME].rstrip(". ")
    if _RESERVED.match(safe.partition(".")[0]):
        safe = f"{safe}-"
    if not safe.strip("-"):
        raise CourseError(
            f"'{name}' cannot be the name of a folder.", where="--learner", then="Give a name with letters."
        )
    return safe


@dataclass(frozen=True, slots=True)
class Folder:
    """One learner's folder: ``~/forecourt/<learner>``.

    Attributes:
        root: Where start.ipynb, station.yaml and one folder an assignment lie.
        learner: The learner's name as it was given.

    """

    root: Path
    learner: str

    @property
    def state(self) -> Path:
        """Our own folder inside it."""
        return self.root / STATE

    @property
    def log(self) -> Path:
        """What JupyterLab says while it runs."""
        return self.state / "jupyterlab.log"

    def notebook(self, assignment: str) -> Path:
        """Give the place of an assignment's notebook."""
        return self.root / assignment / f"{assignment}.ipynb"

    def choices(self) -> dict[str, Any]:
        """Give what was chosen here before (``lang``, ``learner``); empty when nothing readable is there."""
        with suppress(OSError, ValueError):
            read = json.loads((self.state / "choices.json").read_text(encoding="utf-8"))
            return read if isinstance(read, dict) else {}
        return {}

    def remember(self, **chosen: str) -> None:
        """Keep choices for the next time."""
        before = self.choices()
        if before | chosen != before:
            write_whole(self.state / "choices.json", json.dumps(before | chosen, ensure_ascii=False, indent=1) + "\n")

    def prepare(self) -> None:
        """Make the folder.

        Raises:
            CourseError: It cannot be written to.

        """
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            probe = self.state / f".probe-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise CourseError(
                f"The folder cannot be written to: {error.strerror or error}.",
                where=str(self.root),
                then="Choose another with --workspace, or make room and allow writing there.",
            ) from error


def write_whole(file: Path, text: str) -> None:
    """Write a file so that a reader finds the old text or the new one, never half of one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def base_of(workspace: Path | None) -> Path:
    """Give the folder of all learners' folders: ``workspace``, or ``~/forecourt``."""
    return (workspace or Path.home() / "forecourt").expanduser().absolute()


def folder_of(learner: str | None, workspace: Path | None, command: str = "course open") -> Folder:
    """Give the folder of a learner, below ``workspace`` or ``~/forecourt``.

    Without a name it is the one learner who is there already, else the one with the name of the computer's user.
    ``command`` is what was typed, for the error to say how to type it.

    Raises:
        CourseError: The name cannot be a folder's, or several learners are there and none was named.

    """
    base = base_of(workspace)
    if learner is None:
        there = learners_in(base)
        learner = there[0].learner if len(there) == 1 else _user()
        if there and safe_name(learner) not in {each.root.name for each in there}:
            names = ", ".join(each.learner for each in there)
            raise CourseError(
                f"Several learners share this computer: {names}.",
                where="--learner",
                then=f"Say who it is: {command} --learner NAME",
            )
    learner = " ".join(learner.split())
    return Folder(base / safe_name(learner), learner)


def learners_in(base: Path) -> list[Folder]:
    """List the learners' folders below ``base``, by name."""
    found: list[Folder] = []
    with suppress(OSError):
        for each in sorted(base.iterdir()):
            if (each / STATE).is_dir():
                folder = Folder(each, each.name)
                found.append(Folder(each, str(folder.choices().get("learner", each.name))))
    return found


def language(asked: str | None, folder: Folder) -> Lang:
    """Give the language: as asked for, else as chosen before, else the computer's own.

    Raises:
        CourseError: The course does not speak the language that was asked for.

    """
    if asked is not None:
        near = {"en": "en", "zh": "zh-CN"}.get(asked.replace("_", "-").lower().partition("-")[0])
        if near is None:
            raise CourseError(f"The course does not speak '{asked}'.", where="--lang", then="Choose en or zh-CN.")
        return cast("Lang", near)
    before = folder.choices().get("lang")
    if before in LANGUAGES:
        return cast("Lang", before)
    own = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    own = own or locale.getlocale()[0] or ""
    return "zh-CN" if own.lower().startswith(("zh", "chinese")) else "en"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may have a user without a name
        return "learner"
