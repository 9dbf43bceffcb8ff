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
from course.content.scene import scene, scenes
from course.content.text import Model
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

    from course.content.drills import Drill
    from course.content.items import Item


@dataclass(frozen=True, slots=True)
class Counts:
    """What the curriculum has for a module: how many facts, quizzes, exercises and scenes, and its systems.

    ``owed`` are the corrections (C) and cautions (E) that it prints beside the module's facts and assessments, or that
    name a fact of the module in section 9.
    """

    facts: int
    quizzes: int
    exercises: int
    scenes: int
    systems: range
    owed: str = ""

    def ids(self, module: str) -> list[str]:
        """Give the ids, in the curriculum's order."""
        return [
            *(f"{module}-f{number:02}" for number in range(1, self.facts + 1)),
            *(f"{module}-q{number}" for number in range(1, self.quizzes + 1)),
            *(f"{module}-x{number}" for number in range(1, self.exercises + 1)),
            *(f"{module}-r{number}" for number in range(1, self.scenes + 1)),
            *(f"s{number:02}" for number in self.systems),
            *self.owed.split(),
        ]


# From the curriculum: its tables of facts and assessments, and sections 9 and 10. A line a module.
CURRICULUM = {
    "m0": Counts(17, 6, 2, 1, range(1, 11)),
    "m1": Counts(25, 6, 4, 1, range(11, 24), "C01 C02 C03 C04 C05 C06 C07 C08 C09 C10 C11 C12 C26 E15 E23"),
    "m2": Counts(27, 6, 4, 1, range(24, 32), "C10 C13 C25 C26 E01 E02 E06 E14 E15 E17 E21"),
    "m3": Counts(27, 6, 5, 1, range(32, 46), "C22 C27 E01 E07 E08 E20"),
    "m4": Counts(17, 6, 4, 1, range(46, 53), "C21 E11 E16"),
    "m5": Counts(33, 6, 5, 1, range(53, 66), "C20 C26 E01 E02 E03 E07 E08 E09 E10 E11"),
    "m6": Counts(11, 6, 3, 1, range(66, 69), "C28 E04 E23"),
    "m7": Counts(
        47,
        6,
        6,
        1,
        range(69, 87),
        "C14 C15 C16 C17 C18 C19 C20 E01 E03 E04 E05 E07 E12 E13 E18 E19 E20 E24",
    ),
    "m8": Counts(39, 6, 5, 1, range(87, 103), "C20 C23 C24 E04 E05 E12 E22"),
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
    served, serves = _what_there_is(root), _what_they_serve()
    for module in modules():
        try:
            yield from _module(module, registry(module), served, serves)
        except CourseError as error:
            yield Finding.of(error, "content/registry")


def _module(
    module: str, listed: dict[str, Entry], served: set[str], serves: Mapping[str, set[str]]
) -> Iterator[Finding]:
    file, where = _file(module), f"content/registry/{module}.yaml"
    for name, entry in listed.items():
        for thing in entry.served_by:
            if thing not in served:
                yield Finding(
                    f"{where}, line {line_of(file, [name, 'served_by'])}",
                    f"{name} is said to be served by '{thing}', which is not there.",
                    "Correct the id, or say why it is not taught.",
                )
            elif name not in serves.get(thing, {name}):
                yield Finding(
                    f"{where}, line {line_of(file, [name, 'served_by'])}",
                    f"{name} is said to be served by {thing}, which does not say so.",
                    f"Add {name} to 'serves' of {thing}, or take {thing} out here.",
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


def _what_they_serve() -> dict[str, set[str]]:
    """Give the curriculum ids that items, exercises, their parts and scenes say they serve."""
    found: dict[str, set[str]] = {}
    for module in modules():
        books = library(module)
        found |= {item.id: set(item.serves) for item in books.items.values()}
        for exercise in books.exercises.values():
            found |= {part.id: set(part.serves) for part in exercise.parts}
            found[exercise.id] = {name for part in exercise.parts for name in part.serves}
    for name in scenes():
        talk = scene(name)
        lines = (line for moment in talk.nodes.values() for line in moment.choices.values())
        found[name] = {*talk.serves, *(each for line in lines for each in line.serves)}
    return found
