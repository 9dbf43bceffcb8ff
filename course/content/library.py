"""The library of a module's content: read once, looked up by id."""

from __future__ import annotations

import os
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from course.content.items import Exercise, GradedExercise, GradedItem, Item, Module, Sheet
from course.content.reader import line_of, read_entry, read_yaml
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from course.content.drills.model import Drill

M = TypeVar("M", bound=BaseModel)


class Library:
    """Everything that stands in one module folder (``course/content/m1``).

    Files are read when they are first needed, so that a section of a notebook pays only for what it shows.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def module(self) -> Module:
        """The module: title, objectives, sections, recap, card."""
        file = self.folder / "module.yaml"
        return read_entry(Module, read_yaml(file), file)

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Practice items and items asked before a reading."""
        return self._entries(Item, "items.yaml")

    @cached_property
    def exercises(self) -> Mapping[str, Exercise]:
        """Exercises in their practice form."""
        return self._entries(Exercise, "exercises.yaml")

    @cached_property
    def graded(self) -> Mapping[str, GradedExercise]:
        """Exercises in their graded form."""
        return self._entries(GradedExercise, "graded.yaml")

    @cached_property
    def sheets(self) -> Mapping[str, Sheet]:
        """Groups of items, one a cell."""
        return self._entries(Sheet, "sheets.yaml")

    @cached_property
    def drills(self) -> Mapping[str, Drill]:
        """Drills, which draw fresh cases; not every module has some."""
        from course.content.drills.model import Drill

        return self._entries(Drill, "drills.yaml") if (self.folder / "drills.yaml").is_file() else {}

    def drill(self, name: str) -> Drill:
        """Give the drill called ``name``."""
        return _found(name, self.drills)

    def item(self, name: str) -> Item:
        """Give the practice item or the part of a practice exercise called ``name``."""
        exercise = self.exercises.get(name.partition(".")[0]) if "." in name else None
        if exercise is None:  # a deck of cards has items with a dot too (m2-q4.brand)
            return _found(name, self.items)
        return _found(name, {part.id: part for part in exercise.parts})

    def exercise(self, name: str) -> Exercise:
        """Give the practice form of the exercise called ``name``."""
        return _found(name, self.exercises)

    def graded_exercise(self, name: str) -> GradedExercise:
        """Give the graded form of the exercise called ``name``."""
        return _found(name, self.graded)

    def graded_item(self, name: str) -> GradedItem:
        """Give the part of a graded exercise called ``name``."""
        return _found(name, {part.id: part for part in self.graded_exercise(name.partition(".")[0]).parts})

    def sheet(self, name: str) -> Sheet:
        """Give the sheet called ``name``."""
        return _found(name, self.sheets)

    def _entries(self, model: type[M], name: str) -> Mapping[str, M]:
        found: dict[str, M] = {}
        for file in list_files(self.folder, name):
            for index, (data, place) in enumerate(_listed(file)):
                entry = read_entry(model, data, file, place)
                entry_id: str = entry.id  # type: ignore[attr-defined]  # every model read here has one
                if entry_id in found:
                    raise CourseError(
                        f"The id '{entry_id}' stands twice.",
                        where=f"{file.name}, line {line_of(file, [index])}",
                        then="Give the newer one an id of its own; ids are never used again.",
                    )
                found[entry_id] = entry
        return found


def list_files(folder: Path, name: str) -> list[Path]:
    """Give the files that hold one list: ``items.yaml``, then ``items-workshop.yaml`` and the like, by name.

    A long list may be split over several files; the first one is always named, so that a missing one is told.
    """
    stem = name.removesuffix(".yaml")
    more = [each for each in folder.iterdir() if each.name.startswith(f"{stem}-") and each.name.endswith(".yaml")]
    return [folder / name, *sorted(more, key=lambda each: each.name)]


def _listed(file: Path) -> Iterator[tuple[Any, list[int]]]:
    entries = read_yaml(file) or []
    if not isinstance(entries, list):
        raise CourseError("The file must be a list of entries.", where=file.name, then="Begin each entry with '- id:'.")
    yield from ((entry, [index]) for index, entry in enumerate(entries))


def _found(name: str, entries: Mapping[str, M]) -> M:
    if name not in entries:
        raise _not_found(name, entries)
    return entries[name]


def _not_found(name: str, entries: Mapping[str, Any]) -> CourseError:
    from difflib import get_close_matches

    near = get_close_matches(name, entries, n=1)
    return CourseError(
        f"The course has nothing called '{name}'.",
        then=f"Did you mean '{near[0]}'?" if near else "Check the id's spelling.",
    )


def library(module: str) -> Library:
    """Give the library of a module ("m1"), shared by all who ask.

    Raises:
        CourseError: There is no such module.

    """
    folder = next((root / module for root in roots() if (root / module / "module.yaml").is_file()), None)
    if folder is None:
        raise CourseError(f"The course has no module '{module}'.", then="Modules are: " + ", ".join(modules()) + ".")
    return library_in(folder)


@cache  # by folder, not by name: an author's preview of m1 and the course's own m1 are two
def library_in(folder: Path) -> Library:
    """Give the library of a module's folder, read once."""
    return Library(folder)


def modules() -> list[str]:
    """Give the ids of all modules that have content, in teaching order."""
    return sorted({each.name for root in roots() for each in root.iterdir() if (each / "module.yaml").is_file()})


def roots() -> list[Path]:
    """Give where modules lie: the folder that an author previews (``FORECOURT_CONTENT``), then the course's own."""
    preview = os.environ.get("FORECOURT_CONTENT")
    own = [Path(__file__).parent]
    return [Path(preview), *own] if preview else own


def module_of(name: str) -> str:
    """Give the module that an id belongs to: ``m1`` for ``m1-x1.V3``."""
    return name.partition("-")[0]
