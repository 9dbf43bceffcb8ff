"""Coverage of the curriculum: every id in the registry is served by something, or says why it is not taught."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import nbformat
from pydantic import Field, model_validator

from course.check.finding import Finding, Root
from course.content import library, modules
from course.content.reader import line_of, read_entry, read_yaml
from course.content.scene import scenes
from course.content.text import Model

if TYPE_CHECKING:
    from collections.abc import Iterator


class Entry(Model):
    """One curriculum id: what it says in our own words, and what serves it or why it is not taught."""

    says: str = Field(min_length=1)
    served_by: tuple[str, ...] = ()
    not_taught: str = ""

    @model_validator(mode="after")
    def _one_of_both(self) -> Entry:
        if bool(self.served_by) == bool(self.not_taught):
            raise ValueError("give either served_by or not_taught")
        return self


def registry(module: str) -> dict[str, Entry]:
    """Read the registry of a module.

    Raises:
        CourseError: An entry has a wrong or missing field.

    """
    file = files("course.content") / "registry" / f"{module}.yaml"
    return {name: read_entry(Entry, data, file, [name]) for name, data in (read_yaml(file) or {}).items()}


def check(root: Root) -> Iterator[Finding]:
    """Check the registry of every module that has content."""
    served = _what_there_is(root)
    for module in modules():
        file = files("course.content") / "registry" / f"{module}.yaml"
        for name, entry in registry(module).items():
            for thing in entry.served_by:
                if thing not in served:
                    yield Finding(
                        f"content/registry/{module}.yaml, line {line_of(file, [name])}",
                        f"{name} is said to be served by '{thing}', which is not there.",
                        "Correct the id, or say why it is not taught.",
                    )
        listed = registry(module).keys()
        for item in library(module).items.values():
            for name in item.serves:
                if name not in listed and name.startswith(module):
                    yield Finding(
                        f"content/{module}/items.yaml",
                        f"{item.id} serves {name}, which the registry does not have.",
                        "Correct the id.",
                    )


def _what_there_is(root: Root) -> set[str]:
    from course import charts
    from course.widgets import tools

    there = {*scenes(), *charts.names(), *tools.names()}
    for module in modules():
        books = library(module)
        there |= books.items.keys() | books.exercises.keys() | books.graded.keys() | books.sheets.keys()
        there |= {part.id for each in books.exercises.values() for part in each.parts}
    for assignment in root.assignments():
        there |= {cell.id for cell in nbformat.read(root.notebook(assignment), as_version=4).cells}
    return there
