"""Whether a module's files can be read at all: every entry that cannot is named, not only the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.check.finding import Finding
from course.content.drills import Drill
from course.content.items import Exercise, GradedExercise, Item, Module, Sheet
from course.content.library import list_files
from course.content.reader import line_of, read_entry, read_yaml
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from course.content.library import Library

LISTS: dict[str, type[BaseModel]] = {
    "items.yaml": Item,
    "exercises.yaml": Exercise,
    "graded.yaml": GradedExercise,
    "sheets.yaml": Sheet,
    "drills.yaml": Drill,
}
OPTIONAL = frozenset({"drills.yaml"})  # not every module has fresh cases


def check(library: Library) -> Iterator[Finding]:
    """Read all files of a module; give what is wrong with each entry."""
    folder = f"content/{library.folder.name}"
    try:
        read_entry(Module, read_yaml(library.folder / "module.yaml"), library.folder / "module.yaml")
    except CourseError as error:
        yield Finding.of(error, folder)
    seen: dict[str, str] = {}  # across the files: an exercise and an item cannot share an id either
    files = [(file, name) for name in LISTS for file in list_files(library.folder, name)]
    for file, kind in files:
        if kind in OPTIONAL and not file.is_file():
            continue
        name, model = file.name, LISTS[kind]
        try:
            entries = read_yaml(file) or []
        except CourseError as error:
            yield Finding.of(error, folder)
            continue
        if not isinstance(entries, list):
            yield Finding(f"{folder}/{name}", "The file must be a list of entries.", "Begin each entry with '- id:'.")
            continue
        for index, data in enumerate(entries):
            try:
                read_entry(model, data, file, [index])
            except CourseError as error:
                yield Finding.of(error, folder)
            for path, entry_id in _ids(data, index):
                # The graded form has the ids of the practice form: they are the curriculum's.
                key = f"{'graded ' if kind == 'graded.yaml' else ''}{entry_id}"
                where = f"{folder}/{name}, line {line_of(file, path)}" if key in seen else ""
                if key in seen:
                    yield Finding(
                        where,
                        f"The id '{entry_id}' stands twice; it is already in {seen[key]}.",
                        "Give the newer one an id of its own; ids are never used again.",
                    )
                seen.setdefault(key, name)


def _ids(data: Any, index: int) -> Iterator[tuple[list[str | int], str]]:
    if isinstance(data, dict):
        yield [index], str(data.get("id"))
        for number, part in enumerate(data.get("parts") or []):
            if isinstance(part, dict):
                yield [index, "parts", number], str(part.get("id"))
