"""Where entries of a module's content stand, found only when something is wrong with them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from course.check.finding import Finding
from course.content.library import list_files
from course.content.reader import line_of, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from course.content.library import Library

FILES = ("items.yaml", "exercises.yaml", "graded.yaml", "sheets.yaml", "drills.yaml")


class Places:
    """Finds the file and the line of what has an id in a module's content."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @property
    def name(self) -> str:
        """The module folder as it is told: ``content/m1``."""
        return f"content/{self.library.folder.name}"

    def finding(self, name: str, what: str, then: str, *field: str | int, error: bool = True) -> Finding:
        """Give a finding about the entry (item, part, exercise, sheet) called ``name``, or about a field of it."""
        said = what if name in what else f"{name}: {what}"
        for file_name, entries in self._entries.items():
            path = _path(entries, name)
            if path is not None:
                line = line_of(self.library.folder / file_name, [*path, *field])
                return Finding(f"{self.name}/{file_name}, line {line}", said, then, error=error)
        return Finding(self.name, said, then, error=error)

    def module(self, what: str, then: str, *field: str | int) -> Finding:
        """Give a finding about a field of the module itself."""
        line = line_of(self.library.folder / "module.yaml", field)
        return Finding(f"{self.name}/module.yaml, line {line}", what, then)

    def objectives(self, name: str, named: Sequence[str], field: str) -> Iterator[Finding]:
        """Give a finding for each objective that the entry called ``name`` names and the module does not have."""
        known = [objective.id for objective in self.library.module.objectives]
        for objective in named:
            if objective not in known:
                yield self.finding(
                    name,
                    f"{name} names the objective {objective}, which is not there.",
                    f"Correct the id. The module has {', '.join(known)}.",
                    field,
                )

    @cached_property
    def _entries(self) -> dict[str, Any]:
        return {
            file.name: read_yaml(file) or []
            for name in FILES
            for file in list_files(self.library.folder, name)
            if file.is_file()
        }


def _path(entries: Any, name: str) -> list[str | int] | None:
    for index, entry in enumerate(entries):
        if entry.get("id") == name:
            return [index]
        for number, part in enumerate(entry.get("parts") or []):
            if part.get("id") == name:
                return [index, "parts", number]
    return None
