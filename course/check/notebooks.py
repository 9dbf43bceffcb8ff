"""Checks of the instructor's notebooks: cells that nbgrader, the translator and a learner's browser can rely on."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING, Any

import nbformat

from course.check.finding import Finding, Root
from course.check.keys import BEGIN
from course.check.places import Places
from course.content import Library, library, module_of
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from course.content.drills import Drill
    from course.content.items import Item

FRIENDLY = "# If you see no form below, press ▶▶ at the top of the page."
LONGEST_CODE = 4  # lines a learner's cell may have: the friendly line and its one call


def check(root: Root, assignment: str) -> Iterator[Finding]:
    """Check one notebook of ``source/``."""
    file = root.notebook(assignment)
    notebook = nbformat.read(file, as_version=4)
    where = root.name(file)
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        yield Finding(
            where, f"This is not a valid notebook: {error.message}", "Open it in JupyterLab and save it again."
        )
    about = notebook.metadata.get("forecourt", {})
    if about.get("lang") != "en" or about.get("assignment") != assignment or about.get("run_on_open") is not True:
        yield Finding(
            where,
            "The notebook's metadata does not say what it is.",
            f'Set "forecourt" to {{"lang": "en", "assignment": "{assignment}", "run_on_open": true}}.',
        )
    place = _Place(root, file)
    for name, times in Counter(cell.get("id") for cell in notebook.cells).items():
        if times > 1:
            yield Finding(
                place.of(name), f"The cell id '{name}' stands {times} times.", "Give each cell an id of its own."
            )
    for cell in notebook.cells:
        yield from _cell(cell, place.of(cell.get("id")))
    books = library(module_of(assignment))
    yield from _calls(notebook, books, assignment, place)
    yield from _marking(notebook, books, place)
    yield from _read(notebook, books, where)


class _Place:
    """Says where a cell stands in the notebook's file."""

    def __init__(self, root: Root, file: Path) -> None:
        self._root, self._file = root, file
        self.notebook = root.name(file)

    def of(self, cell: Any) -> str:
        return f"{self.notebook}, line {self._root.line(self._file, str(cell))}, cell '{cell}'"


def _cell(cell: Any, where: str) -> Iterator[Finding]:
    grader = cell.metadata.get("nbgrader", {})
    if grader.get("grade_id") != cell.get("id"):
        yield Finding(where, "The cell's id and its grade_id differ.", "Make them the same.")
    if not grader.get("locked"):
        yield Finding(
            where, "The cell is not locked.", "Set locked in its nbgrader metadata: every cell of the course is (T43)."
        )
    if cell.cell_type != "code":
        return
    if cell.get("outputs") or cell.get("execution_count"):
        yield Finding(where, "The cell has outputs.", "Clear them: notebooks in source/ carry none.")
    visible = cell.source.partition(BEGIN)[0].strip()
    if not visible.startswith(FRIENDLY):
        yield Finding(where, "The cell does not begin with the friendly line.", f"Begin it with: {FRIENDLY}")
    if len(visible.splitlines()) > LONGEST_CODE:
        yield Finding(where, "The cell has more code than one call.", "Move what it does into the package.")
    if not cell.metadata.get("jupyter", {}).get("source_hidden"):
        yield Finding(where, "The cell shows its code.", 'Set "jupyter": {"source_hidden": true} in its metadata.')


def _calls(  # noqa: C901  one walk over the cells
    notebook: Any, books: Library, assignment: str, place: _Place
) -> Iterator[Finding]:
    exists = _what_calls_name(books, assignment)
    shown: Counter[tuple[str, str]] = Counter()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        try:
            calls = list(_named_calls(cell.source.partition(BEGIN)[0]))
        except SyntaxError as error:
            yield Finding(place.of(cell.get("id")), f"The cell is not Python: {error.msg}.", "Mend the call.")
            continue
        for call, name in calls:
            shown[call, name] += 1
            try:
                exists.get(call, str)(name)
            except CourseError as error:
                yield Finding(place.of(cell.get("id")), f"{call}({name!r}): {error.what}", error.then)
                continue
            if call == "graded":
                yield from _points(cell, books.graded_exercise(name).points, place)
                if cell.get("id") != name:
                    yield Finding(
                        place.of(cell.get("id")), f"The graded cell of {name} has another id.", f"Call it {name}."
                    )
    every = (("sheet", books.sheets), ("exercise", books.exercises), ("graded", books.graded), ("drill", books.drills))
    for call, entries in every:
        for name in entries:
            if shown[call, name] != 1:
                yield Finding(
                    place.notebook,
                    f"{call}({name!r}) stands {shown[call, name]} times in the notebook.",
                    "Show it once.",
                )


def _what_calls_name(books: Library, assignment: str) -> dict[str, Callable[[str], Any]]:
    """For each call: what raises a CourseError when there is nothing of the name that it gives."""
    from course import charts
    from course.content.scene import scene
    from course.widgets import tools

    return {
        "sheet": books.sheet,
        "exercise": books.exercise,
        "graded": books.graded_exercise,
        "drill": books.drill,
        "scene": scene,
        "chart": _one_of("chart", charts.names()),
        "tool": _one_of("tool", tools.names()),
        "header": _one_of("assignment", (assignment,)),
        "hand_in": _one_of("assignment", (assignment,)),
    }


def _one_of(what: str, names: Collection[str]) -> Callable[[str], Any]:
    def look(name: str) -> None:
        if name not in names:
            raise CourseError(f"There is no {what} '{name}' here.", then=f"Write one of: {', '.join(sorted(names))}.")

    return look


def _marking(notebook: Any, books: Library, place: _Place) -> Iterator[Finding]:
    tasks = {cell.get("id"): cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("task")}
    for exercise in books.graded.values():
        name = f"{exercise.id}-mark"
        points = tasks.get(name, {}).get("metadata", {}).get("nbgrader", {}).get("points", 0)
        if points != exercise.manual_points:
            yield Finding(
                place.of(name) if name in tasks else place.notebook,
                f"{exercise.id} has {exercise.manual_points:g} manual points, its marking cell {points:g}.",
                "Make them the same.",
            )


def _read(notebook: Any, books: Library, where: str) -> Iterator[Finding]:
    """Every item says which reading cell tells it: that cell must be there."""
    cells = {cell.get("id") for cell in notebook.cells if cell.cell_type == "markdown"}
    places = Places(books)
    parts = (part for each in books.exercises.values() for part in each.parts)
    every: list[Item | Drill] = [*books.items.values(), *parts, *books.drills.values()]
    for item in every:
        if item.read not in cells:
            yield places.finding(
                item.id,
                f"{item.id} is to be read in '{item.read}', but {where} has no such reading cell.",
                "Correct the id, or write the cell.",
                "read",
            )
    for number, step in enumerate(books.module.steps):
        if step.id not in {cell.get("id") for cell in notebook.cells}:
            yield places.module(
                f"The step '{step.id}' is no cell of {where}.", "Correct the id, or write the cell.", "steps", number
            )


def _points(cell: Any, points: float, place: _Place) -> Iterator[Finding]:
    grader = cell.metadata.get("nbgrader", {})
    if not grader.get("grade") or grader.get("points") != points:
        yield Finding(
            place.of(cell.get("id")), f"The graded cell must be worth {points:g} points.", "Set grade and points."
        )


def _named_calls(source: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=call), args=[ast.Constant(value=str(name)), *_]):
                yield call, name
