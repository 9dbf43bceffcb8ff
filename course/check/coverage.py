"""Coverage of the curriculum: every id in the registry is served by something, or says why it is not taught."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import nbformat
from pydantic import Field, model_validator

from course.check.finding import Finding, Root
from course.check.places import Places
from course.content import library, modules
from course.content.reader import line_of, read_entry, read_yaml
from course.content.scene import scenes
from course.content.text import Model
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from course.content.drills import Drill
    from course.content.items import Item


@dataclass(frozen=True, slots=True)
class Counts:
    """How many facts, quizzes, exercises and scenes the curriculum has for a module, and which systems begin there."""

    facts: int
    quizzes: int
    exercises: int
    scenes: int
    systems: range

    def ids(self, module: str) -> list[str]:
        """Give the ids, in the curriculum's order."""
        return [
            *(f"{module}-f{number:02}" for number in range(1, self.facts + 1)),
            *(f"{module}-q{number}" for number in range(1, self.quizzes + 1)),
            *(f"{module}-x{number}" for number in range(1, self.exercises + 1)),
            *(f"{module}-r{number}" for number in range(1, self.scenes + 1)),
            *(f"s{number:02}" for number in self.systems),
        ]


# From the curriculum: its tables of facts and assessments, and section 10. A line a module, when the module is written.
CURRICULUM = {
    "m0": Counts(facts=17, quizzes=6, exercises=2, scenes=1, systems=range(1, 11)),
    "m1": Counts(facts=25, quizzes=6, exercises=4, scenes=1, systems=range(11, 24)),
    "m2": Counts(facts=27, quizzes=6, exercises=4, scenes=1, systems=range(24, 32)),
    "m3": Counts(facts=27, quizzes=6, exercises=5, scenes=1, systems=range(32, 46)),
    "m4": Counts(facts=17, quizzes=6, exercises=4, scenes=1, systems=range(46, 53)),
    "m5": Counts(facts=33, quizzes=6, exercises=5, scenes=1, systems=range(53, 66)),
    "m6": Counts(facts=11, quizzes=6, exercises=3, scenes=1, systems=range(66, 69)),
    "m7": Counts(facts=47, quizzes=6, exercises=6, scenes=1, systems=range(69, 87)),
    "m8": Counts(facts=39, quizzes=6, exercises=5, scenes=1, systems=range(87, 103)),
}


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


@dataclass(frozen=True, slots=True)
class Summary:
    """How much of a module's part of the curriculum is taught.

    Attributes:
        module: "m1".
        facts: How many facts the registry lists.
        taught: How many of them are told or shown.
        others: How many further ids (quizzes, exercises, scenes, systems, corrections, cautions) are served.
        not_taught: Id and reason of everything that is not taught.

    """

    module: str
    facts: int
    taught: int
    others: int
    not_taught: dict[str, str]


def registry(module: str) -> dict[str, Entry]:
    """Read the registry of a module.

    Raises:
        CourseError: It is missing, or an entry has a wrong or missing field.

    """
    file = _file(module)
    return {name: read_entry(Entry, data, file, [name]) for name, data in (read_yaml(file) or {}).items()}


def summary(module: str) -> Summary:
    """Count what the registry of a module says.

    Raises:
        CourseError: As ``registry``.

    """
    listed = registry(module)
    facts = [name for name in listed if name.startswith(f"{module}-f")]
    return Summary(
        module,
        facts=len(facts),
        taught=sum(bool(listed[name].served_by) for name in facts),
        others=sum(bool(entry.served_by) for name, entry in listed.items() if name not in facts),
        not_taught={name: entry.not_taught for name, entry in listed.items() if entry.not_taught},
    )


def check(root: Root) -> Iterator[Finding]:
    """Check the registry of every module that has content."""
    served = _what_there_is(root)
    for module in modules():
        try:
            yield from _module(module, registry(module), served)
        except CourseError as error:
            yield Finding.of(error, "content/registry")


def _module(module: str, listed: dict[str, Entry], served: set[str]) -> Iterator[Finding]:
    file, where = _file(module), f"content/registry/{module}.yaml"
    for name, entry in listed.items():
        for thing in entry.served_by:
            if thing not in served:
                yield Finding(
                    f"{where}, line {line_of(file, [name, 'served_by'])}",
                    f"{name} is said to be served by '{thing}', which is not there.",
                    "Correct the id, or say why it is not taught.",
                )
    for name in CURRICULUM[module].ids(module) if module in CURRICULUM else ():
        if name not in listed:
            yield Finding(
                where,
                f"The curriculum's {name} is missing.",
                f"Add a line '{name}:' with says, and served_by or not_taught.",
            )
    places = Places(library(module))
    every: list[Item | Drill] = [*library(module).items.values(), *library(module).drills.values()]
    for item in every:
        for number, name in enumerate(item.serves):
            if name not in listed and (name.startswith(module) or name in _systems(module)):
                yield places.finding(
                    item.id,
                    f"{item.id} serves {name}, which the registry does not have.",
                    f"Correct the id, or add it to {where}.",
                    "serves",
                    number,
                )


def _systems(module: str) -> set[str]:
    return {f"s{number:02}" for number in CURRICULUM[module].systems} if module in CURRICULUM else set()


def _file(module: str) -> Traversable:
    return files("course.content") / "registry" / f"{module}.yaml"


def _what_there_is(root: Root) -> set[str]:
    from course import charts
    from course.widgets import tools

    there = {*scenes(), *charts.names(), *tools.names()}
    for module in modules():
        books = library(module)
        there |= (
            books.drills.keys()
            | books.items.keys()
            | books.exercises.keys()
            | books.graded.keys()
            | books.sheets.keys()
        )
        there |= {part.id for each in books.exercises.values() for part in each.parts}
    for assignment in root.assignments():
        there |= {cell.id for cell in nbformat.read(root.notebook(assignment), as_version=4).cells}
    return there
