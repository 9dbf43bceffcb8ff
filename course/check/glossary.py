"""Checks of the glossary: each term is said once and taught where it says; no system of the curriculum is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat

from course.check.coverage import CURRICULUM
from course.check.finding import Finding, Root
from course.content import library
from course.content.glossary import Term, glossary, glossary_file
from course.content.reader import line_of
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDER = "content/glossary"


def check(root: Root, modules: Iterable[str]) -> Iterator[Finding]:
    """Check the terms of ``modules``: ids, words, sentences, cells, and what of the curriculum they answer for."""
    ids: dict[str, str] = {}
    words: dict[str, str] = {}
    for module in modules:
        try:
            terms = glossary(module)
        except CourseError as error:
            yield Finding.of(error, FOLDER)
            continue
        if not terms and module in CURRICULUM:
            yield Finding(
                f"{FOLDER}/{module}.yaml",
                f"Part {module} has no terms.",
                "Add its concepts: docs/authoring-glossary.md.",
            )
            continue
        cells = _reading_cells(root, module)
        for index, term in enumerate(terms):
            for problem, then, field in _problems(term, module, cells, ids, words):
                yield Finding(
                    f"{FOLDER}/{module}.yaml, line {_line(module, index, field)}", f"{term.id}: {problem}", then
                )
        yield from _left_out(module, terms)


def _problems(
    term: Term, module: str, cells: set[str] | None, ids: dict[str, str], words: dict[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Give what is wrong with a term, what to do, and in which field; keep its id and words for those that follow."""
    if term.id in ids:
        yield f"the id is already in {ids[term.id]}.yaml.", "Give the newer one an id of its own.", "id"
    ids.setdefault(term.id, module)
    for word in {_plain(each): each for each in (term.term.en, term.term.zh, *term.also)}.values():
        other = words.setdefault(_plain(word), term.id)
        if other != term.id:
            yield f"'{word}' is already a word of '{other}'.", "Say which of the two is meant, or join them.", "term"
    for said, end in ((term.says.en, (".", "?", "!", "”")), (term.says.zh, ("。", "？", "！", "”"))):
        if "\n" in said or not said.endswith(end):
            yield (
                "the sentence has no end, or is more than a line.",
                f"Write one plain sentence with '{end[0]}'.",
                "says",
            )
    if term.cell.partition("-")[0] != module or (cells is not None and term.cell not in cells):
        yield f"part {module} has no reading cell '{term.cell}'.", "Name the cell that teaches it.", "cell"
    for name in term.serves:
        if name not in _curriculum():
            yield f"the curriculum has no '{name}'.", "Correct the id.", "serves"


def _left_out(module: str, terms: Iterable[Term]) -> Iterator[Finding]:
    served = {name for term in terms for name in term.serves}
    for number in CURRICULUM[module].systems if module in CURRICULUM else ():
        name = f"s{number:02}"
        if name not in served:
            yield Finding(
                f"{FOLDER}/{module}.yaml",
                f"No term answers for {name}.",
                f"Add a term, or '{name}' to a term's serves.",
            )


def _curriculum() -> set[str]:
    return {name for module, counts in CURRICULUM.items() for name in counts.ids(module)}


def _reading_cells(root: Root, module: str) -> set[str] | None:
    """Give the ids of the Markdown cells of a stage; None where its notebook is not here."""
    file = root.notebook(library(module).module.assignment)
    if not file.is_file():
        return None
    return {cell.id for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == "markdown"}


def _line(module: str, index: int, field: str) -> int:
    file = glossary_file(module)
    return line_of(file, [index, field]) if file else 1


def _plain(word: str) -> str:
    return "".join(word.casefold().split())
