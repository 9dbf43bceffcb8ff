"""All checks in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.check import coverage, items, keys, notebooks, scenes, translations
from course.check.finding import Finding, Root
from course.content import library, modules
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def check(folder: Path) -> list[Finding]:
    """Check everything that authors write: content, notebooks, keys, translations, scenes and coverage.

    Args:
        folder: The folder that holds ``source/`` and ``translations/``.

    Raises:
        CourseError: ``folder`` is not such a folder.

    """
    root = Root(folder.resolve())
    if not (root.path / "source").is_dir():
        raise CourseError(
            "There is no folder source/ here.",
            where=str(folder),
            then="Run this in the folder of the instructor's files, or name it: course check --root FOLDER.",
        )
    return list(_findings(root))


def _findings(root: Root) -> Iterator[Finding]:
    for module in modules():
        try:
            yield from items.check(library(module))
        except CourseError as error:
            yield Finding.of(error)
    for assignment in root.assignments():
        for each in (notebooks.check, keys.check, translations.check):
            try:
                yield from each(root, assignment)
            except CourseError as error:
                yield Finding.of(error)
    for each_of_all in (scenes.check, coverage.check):
        try:
            yield from each_of_all(root)
        except CourseError as error:
            yield Finding.of(error)
