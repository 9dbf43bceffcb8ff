"""Making an instructor's course root: a folder in which nbgrader's own commands work."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from course.engine.errors import CourseError

if TYPE_CHECKING:
    from pathlib import Path

NEEDED = ("source", "nbgrader_config.py")
COPIED = ("source", "translations", "nbgrader_config.py")


def need_root(root: Path) -> None:
    """Make sure that ``root`` is a course root.

    Raises:
        CourseError: It is none, and how to get one.

    """
    missing = [f"{name}/" if name == "source" else name for name in NEEDED if not (root / name).exists()]
    if missing:
        raise CourseError(
            f"This is no course root: {' and '.join(missing)} not found.",
            where=str(root.absolute()),
            then="Go to yours (cd my-course), or make one: course init my-course --from FOLDER_WITH_SOURCE",
        )


def make_root(target: Path, files: Path) -> Path:
    """Copy the instructor's files into ``target``, which must be new or empty, and give it.

    Raises:
        CourseError: ``files`` are not the instructor's files, or ``target`` has something in it already.

    """
    missing = [name for name in NEEDED if not (files / name).exists()]
    if missing:
        raise CourseError(
            f"These are not the instructor's files: {' and '.join(missing)} not found.",
            where=str(files.absolute()),
            then="Name the folder that you got from the authors, with source/ in it: --from FOLDER",
        )
    if any((files / name).resolve() in [target.resolve(), *target.resolve().parents] for name in COPIED):
        raise CourseError(
            "The new folder would lie inside the files that are copied into it.",
            where=str(target),
            then="Name a folder somewhere else; nothing was changed.",
        )
    try:
        if target.is_dir() and any(target.iterdir()):
            raise CourseError(
                "The folder is not empty.", where=str(target), then="Name a new folder; nothing was changed."
            )
        target.mkdir(parents=True, exist_ok=True)
        _copy(files, target)
    except OSError as error:
        raise CourseError(
            f"The folder cannot be made: {error.strerror or error}.",
            where=str(target),
            then="Name a folder where you may write, on a disk with room.",
        ) from error
    return target


def _copy(files: Path, target: Path) -> None:
    for name in COPIED:
        source = files / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__"))
        elif source.exists():
            shutil.copy2(source, target / name)
