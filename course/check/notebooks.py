"""Checks of the instructor's notebooks: cells that nbgrader, the translator and a learner's browser can rely on."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING, Any

import nbformat

from course.check.finding import Finding, Root
from course.check.keys import BEGIN
from course.content import Library, library, module_of
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    for name, times in Counter(cell.get("id") for cell in notebook.cells).items():
        if times > 1:
            yield Finding(where, f"The cell id '{name}' stands {times} times.", "Give each cell an id of its own.")
    for number, cell in enumerate(notebook.cells, start=1):
        yield from _cell(cell, f"{where}, cell {number} ({cell.get('id')})")
    yield from _calls(notebook, assignment, where)


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


def _calls(notebook: Any, assignment: str, where: str) -> Iterator[Finding]:
    books = library(module_of(assignment))
    exists: dict[str, Callable[[str], Any]] = {
        "sheet": books.sheet,
        "exercise": books.exercise,
        "graded": books.graded_exercise,
    }
    shown: Counter[tuple[str, str]] = Counter()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for call, name in _named_calls(cell.source.partition(BEGIN)[0]):
            shown[call, name] += 1
            try:
                exists.get(call, str)(name)
            except CourseError as error:
                yield Finding(f"{where}, cell {cell.get('id')}", error.what, error.then)
            if call == "graded":
                yield from _points(cell, books.graded_exercise(name).points, where)
    for call, entries in (("sheet", books.sheets), ("exercise", books.exercises), ("graded", books.graded)):
        for name in entries:
            if shown[call, name] != 1:
                yield Finding(
                    where, f"{call}({name!r}) stands {shown[call, name]} times in the notebook.", "Show it once."
                )
    yield from _marking(notebook, books, where)


def _marking(notebook: Any, books: Library, where: str) -> Iterator[Finding]:
    tasks = {cell.get("id"): cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("task")}
    for exercise in books.graded.values():
        points = tasks.get(f"{exercise.id}-mark", {}).get("metadata", {}).get("nbgrader", {}).get("points", 0)
        if points != exercise.manual_points:
            yield Finding(
                where,
                f"{exercise.id} has {exercise.manual_points:g} manual points, its marking cell {points:g}.",
                "Make them the same.",
            )


def _points(cell: Any, points: float, where: str) -> Iterator[Finding]:
    grader = cell.metadata.get("nbgrader", {})
    if not grader.get("grade") or grader.get("points") != points:
        yield Finding(
            f"{where}, cell {cell.get('id')}",
            f"The graded cell must be worth {points:g} points.",
            "Set grade and points.",
        )


def _named_calls(source: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=call), args=[ast.Constant(value=str(name)), *_]):
                yield call, name
