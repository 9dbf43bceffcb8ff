"""Graded keys: from ``source/<assignment>/key.yaml`` they are written into the hidden part of each graded cell."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import nbformat

from course.check import misconceptions
from course.check.finding import Finding, Root
from course.content import library, module_of, modules
from course.content.kinds import Key, type_of_key
from course.content.reader import line_of, read_entry, read_yaml
from course.engine.errors import CourseError
from course.engine.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from course.content.items import GradedExercise

BEGIN = "### BEGIN HIDDEN TESTS"
END = "### END HIDDEN TESTS"


def of_the_course(assignment: str) -> bool:
    """Tell whether an assignment is one of the course's own; an instructor may have more beside them."""
    module = module_of(assignment)
    try:
        return module in modules() and library(module).module.assignment == assignment
    except CourseError:
        return True  # its module cannot be read, which the other checks tell


def read_keys(file: Path, exercises: list[GradedExercise]) -> dict[str, Key]:
    """Read the keys of all parts of ``exercises``, by part id.

    Raises:
        CourseError: A key is not of its question's form; with file and line.

    """
    data = read_yaml(file) or {}
    return {
        part.id: read_entry(type_of_key[part.ask.kind], data[part.id], file, [part.id])
        for exercise in exercises
        for part in exercise.parts
        if part.id in data
    }


def check(root: Root, assignment: str) -> Iterator[Finding]:
    """Check that every graded part has a key that fits it, and that the hidden cells hold exactly these keys."""
    yield from problems(root, assignment)
    if not root.key(assignment).is_file():
        return
    exercises = list(library(module_of(assignment)).graded.values())
    data = read_yaml(root.key(assignment)) or {}
    notebook = nbformat.read(root.notebook(assignment), as_version=4)
    for cell, source in zip(notebook.cells, _with_keys(notebook, data, exercises), strict=True):
        if cell.source != source:
            yield Finding(
                f"{root.name(root.notebook(assignment))}, line {root.line(root.notebook(assignment), cell.id)}, "
                f"cell '{cell.id}'",
                "The hidden part of the graded cell is not what key.yaml says.",
                "Run: course check --write-keys",
            )


def problems(root: Root, assignment: str) -> Iterator[Finding]:
    """Check the keys themselves, as they stand in key.yaml; an assignment that is not the course's own has none."""
    if not of_the_course(assignment):
        return
    try:
        yield from _in_the_file(root, assignment)
    except CourseError as error:
        yield Finding.of(error, f"source/{assignment}")


def _in_the_file(root: Root, assignment: str) -> Iterator[Finding]:
    file, where = root.key(assignment), root.name(root.key(assignment))
    if not file.is_file():
        yield Finding(
            where,
            "The graded keys are missing.",
            "Write one entry for each graded part: its id, then the key's fields.",
        )
        return
    exercises = list(library(module_of(assignment)).graded.values())
    parts = {part.id: part for exercise in exercises for part in exercise.parts}
    data = read_yaml(file) or {}
    for name in (each for each in data if each not in parts):
        yield Finding(
            f"{where}, line {line_of(file, [name])}",
            f"There is no graded part '{name}'.",
            "Correct the id or remove the key.",
        )
    for name in (each for each in parts if each not in data):
        yield Finding(where, f"The graded part '{name}' has no key.", f"Add an entry '{name}:' with its key and notes.")
    keys: dict[str, Key] = {}
    for name in (each for each in parts if each in data):
        try:
            keys[name] = read_entry(type_of_key[parts[name].ask.kind], data[name], file, [name])
        except CourseError as error:
            yield Finding.of(error, f"source/{assignment}")
    for name, key in keys.items():
        yield from _key(name, parts[name].ask, key, file, where)
    yield from _notes_are_their_own(keys, file, where)


def _key(name: str, ask: Any, key: Key, file: Path, where: str) -> Iterator[Finding]:
    place = f"{where}, line {line_of(file, [name])}"
    for option, problem in misconceptions.shared_reasons(ask, key):
        at = line_of(file, [name, "because", option])
        yield Finding(f"{where}, line {at}", f"{name}: {problem}.", misconceptions.SHARED_THEN)
    disagree = key.problems(ask)
    for problem in disagree:
        yield Finding(place, f"{name}: {problem}.", "Make key and question agree.")
    if disagree:
        return
    if key.score(ask, key.model_answer(ask)).outcome is not Outcome.CORRECT:
        yield Finding(place, f"{name}: its own model answer does not earn full marks.", "Correct the key.")
        return
    for note, problem in misconceptions.problems(ask, key):
        at = line_of(file, [name, "notes", note] if note else [name])
        said = f"the note '{note}': {problem}" if note else problem
        yield Finding(f"{where}, line {at}", f"{name}: {said}.", "Correct the key, or the note's name.")


def _notes_are_their_own(keys: dict[str, Key], file: Path, where: str) -> Iterator[Finding]:
    for lang in ("en", "zh"):
        said: dict[str, str] = {}
        for name, key in keys.items():
            for slug, text in key.notes.items():
                words = getattr(text, lang)
                if words in said:
                    yield Finding(
                        f"{where}, line {line_of(file, [name, 'notes', slug, lang])}",
                        f"{name}: the note '{slug}' ({lang}) says word for word what {said[words]} says.",
                        "Say what is particular to this option: why it tempts, what is wrong, the rule.",
                    )
                said.setdefault(words, f"'{slug}' of {name}")


def write_keys(root: Root, assignment: str) -> bool:
    """Write the keys of ``key.yaml`` into the hidden parts of the graded cells; give whether anything changed.

    Raises:
        CourseError: A key is wrong. Nothing was written then: what the notebook holds goes on grading.

    """
    if not of_the_course(assignment):
        return False
    if wrong := list(problems(root, assignment)):
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise CourseError(f"No key was written. {wrong[0].what}{more}", where=wrong[0].where, then=wrong[0].then)
    file = root.notebook(assignment)
    notebook = nbformat.read(file, as_version=4)
    data = read_yaml(root.key(assignment)) or {}
    exercises = list(library(module_of(assignment)).graded.values())
    sources = _with_keys(notebook, data, exercises)
    changed = sources != [cell.source for cell in notebook.cells]
    for cell, source in zip(notebook.cells, sources, strict=True):
        cell.source = source
    if changed:
        nbformat.write(notebook, file)
    return changed


def _with_keys(notebook: Any, data: dict[str, Any], exercises: list[GradedExercise]) -> list[str]:
    graded = {exercise.id: exercise for exercise in exercises}
    return [_with_key(cell, data, graded.get(cell.get("id", ""))) for cell in notebook.cells]


def _with_key(cell: Any, data: dict[str, Any], exercise: GradedExercise | None) -> str:
    source: str = cell.source
    if exercise is None or cell.cell_type != "code":
        return source
    key = {part.id: data.get(part.id, {}) for part in exercise.parts}
    # A raw string keeps JSON's backslashes; its own closing quotes are the one thing that JSON text could break.
    text = json.dumps(key, ensure_ascii=False, indent=1, default=date.isoformat).replace("'''", "\\u0027\\u0027\\u0027")
    visible = source.partition(BEGIN)[0].rstrip()
    call = f"from course.grading import mark\nmark(\"{exercise.id}\", lang=\"en\", key=r'''{text}''')"
    return f"{visible}\n{BEGIN}\n{call}\n{END}"
