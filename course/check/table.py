"""The coverage table: id by id what teaches it, and objective by objective what practises and grades it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course import charts
from course.check.coverage import registry
from course.content import library
from course.content.scene import scenes

if TYPE_CHECKING:
    from course.content.library import Library


@dataclass(frozen=True, slots=True)
class Row:
    """One curriculum id.

    Attributes:
        name: The id.
        says: What it says, in our words.
        taught: What serves it, by kind: reading, question, drill, exercise, talk, chart or tool; empty where nothing
            does.
        why_not: Why it is not taught; empty where it is.

    """

    name: str
    says: str
    taught: dict[str, list[str]]
    why_not: str


@dataclass(frozen=True, slots=True)
class Aim:
    """One objective: how many practice items it has, and which exercises grade it."""

    name: str
    text: str
    practice: int
    graded: tuple[str, ...]


def rows(module: str) -> list[Row]:
    """Give the rows of a module's registry, in its order.

    Raises:
        CourseError: The registry or the module cannot be read.

    """
    shelf = library(module)
    found = []
    for name, entry in registry(module).items():
        taught: dict[str, list[str]] = {}
        for thing in entry.served_by:
            taught.setdefault(_kind(thing, shelf), []).append(thing)
        found.append(Row(name, entry.says, taught, entry.not_taught))
    return found


def _kind(thing: str, shelf: Library) -> str:  # noqa: PLR0911  one line a kind
    if thing in scenes():
        return "talk"
    if thing in charts.names():
        return "chart"
    if thing in shelf.items or thing in shelf.sheets:
        return "question"
    if thing in shelf.drills:
        return "drill"
    if thing.partition(".")[0] in shelf.exercises.keys() | shelf.graded.keys():
        return "exercise"
    steps = {step.id for step in shelf.module.steps}
    if thing in steps or thing.rpartition("-")[0] in steps or thing == f"{shelf.module.id}-card":
        return "reading"
    return "tool"


def aims(module: str) -> list[Aim]:
    """Give the objectives of a module.

    Raises:
        CourseError: The module cannot be read.

    """
    shelf = library(module)
    guesses = {name for sheet in shelf.sheets.values() if sheet.guesses for name in sheet.items}
    practised = [item for item in shelf.items.values() if item.id not in guesses]
    practised += [part for exercise in shelf.exercises.values() for part in exercise.parts]
    count = Counter(item.objective for item in practised)
    return [
        Aim(
            aim.id,
            aim.text.en,
            count[aim.id],
            tuple(name for name, each in shelf.graded.items() if aim.id in each.objectives),
        )
        for aim in shelf.module.objectives
    ]


def reading_minutes(module: str) -> float:
    """Give the minutes of a module's sections: reading with its questions.

    Raises:
        CourseError: The module cannot be read.

    """
    return sum(step.minutes for step in library(module).module.steps)
