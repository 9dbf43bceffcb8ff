"""All checks in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat

from course.check import coverage, items, keys, loading, notebooks, released, scenes, translations, words
from course.check.finding import Finding, Root
from course.content import library, module_of, modules
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
    readable = set()
    for module in modules():
        yield from words.check(library(module).folder)
        unread = list(loading.check(library(module)))
        yield from unread
        if not any(finding.error for finding in unread):  # what cannot be read cannot be judged either
            readable.add(module)
            yield from items.check(library(module))
    unreadable = [finding for name in root.assignments() for finding in _unreadable(root, name)]
    yield from unreadable
    if unreadable:
        return
    for assignment in root.assignments():
        if module_of(assignment) not in modules():
            yield Finding(
                root.name(root.notebook(assignment)),
                f"There is no module '{module_of(assignment)}' with content for it.",
                f"Write content/{module_of(assignment)}/module.yaml, or rename the assignment.",
            )
        elif module_of(assignment) in readable:
            yield from _assignment(root, assignment)
    yield from scenes.check(root)
    if readable == set(modules()):
        yield from coverage.check(root)


def _assignment(root: Root, assignment: str) -> Iterator[Finding]:
    for each, folder in (
        (notebooks.check, f"source/{assignment}"),
        (keys.check, f"source/{assignment}"),
        (translations.check, "translations"),
        (released.check, f"release/{assignment}"),
    ):
        try:
            yield from each(root, assignment)
        except CourseError as error:
            yield Finding.of(error, folder)


def _unreadable(root: Root, assignment: str) -> Iterator[Finding]:
    for file in (root.notebook(assignment), root.path / "release" / assignment / f"{assignment}.ipynb"):
        try:
            if file.exists():
                nbformat.read(file, as_version=4)
        except (OSError, ValueError, nbformat.ValidationError) as error:  # a notebook that is no JSON is a ValueError
            yield Finding(
                root.name(file),
                f"This is not a notebook: {str(error).partition(chr(10))[0]}",
                "Open it in JupyterLab, or take it from the last version that worked.",
            )
