"""All checks in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat

from course.check import coverage, glossary, items, keys, loading, notebooks, released, scenes, translations, words
from course.check.finding import Finding, Root
from course.content import library, module_of, modules
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from course.content import Lang


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


def before_release(folder: Path, assignment: str, lang: Lang = "en") -> list[Finding]:
    """Give the errors that must not reach learners: of one assignment, its module, its keys and the language asked for.

    An assignment that is not the course's own has none here; nbgrader checks it.
    """
    root = Root(folder.resolve())
    if not root.notebook(assignment).is_file() or not keys.of_the_course(assignment):
        return []
    books = library(module_of(assignment))
    found = [*words.check(books.folder), *loading.check(books), *_unreadable(root, assignment)]
    if not any(finding.error for finding in found):
        steps = (notebooks.check, keys.check, *((translations.check,) if lang != "en" else ()))
        found += [*items.check(books), *(finding for step in steps for finding in _careful(step, root, assignment))]
    return [finding for finding in found if finding.error]


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
        if not keys.of_the_course(assignment):
            yield Finding(
                root.name(root.notebook(assignment)),
                "No module of the course names this assignment, so it is not checked.",
                "That is right for an assignment of your own; else correct 'assignment' in the module's module.yaml.",
                error=False,
            )
        elif module_of(assignment) in readable:
            yield from _assignment(root, assignment)
    yield from scenes.check(root)
    if readable == set(modules()):
        yield from coverage.check(root)
    yield from glossary.check(root, sorted(readable))


def _assignment(root: Root, assignment: str) -> Iterator[Finding]:
    for step in (notebooks.check, keys.check, translations.check, released.check):
        yield from _careful(step, root, assignment)


def _careful(step: Callable[[Root, str], Iterator[Finding]], root: Root, assignment: str) -> Iterator[Finding]:
    try:
        yield from step(root, assignment)
    except CourseError as error:
        yield Finding.of(error, f"source/{assignment}")


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
