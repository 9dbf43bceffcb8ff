"""One notebook laid out over another: the course's locked cells anew, all else as the learner left it."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

_COURSE_ID = re.compile(r"^m[0-9]-")


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged notebook and what happened.

    Attributes:
        notebook: The notebook to write.
        own: How many cells of the learner's own were kept.
        restored: Ids of the course's cells that were missing and are back.

    """

    notebook: Any
    own: int = 0
    restored: tuple[str, ...] = ()


def grade_id(cell: Any) -> str:
    """Give the id by which nbgrader and the course know a cell; empty for a learner's own."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def is_locked(cell: Any) -> bool:
    """Say whether a cell is the course's own and not to be changed by learners."""
    return bool(cell.metadata.get("nbgrader", {}).get("locked"))


def merge(fresh: Any, kept: Any) -> Merged:
    """Lay ``fresh`` (released) over ``kept`` (the learner's).

    The course's locked cells are taken from ``fresh``, with the outputs of ``kept``. Cells that learners may change
    keep their source. Cells of the learner's own stay behind the cell that they stood behind. A course cell that is
    there twice is kept once; one that the course has retired goes (its answers are in the journal, and the caller
    makes a backup).
    """
    fresh = deepcopy(fresh)
    names = {grade_id(cell) for cell in fresh.cells}
    before: dict[str, Any] = {}
    own: dict[str, list[Any]] = {}  # by the course's cell that they stand behind
    behind = ""
    for cell in kept.cells:
        name = grade_id(cell)
        if name in names and name not in before:
            before[name] = cell
            behind = name
        elif not (name in names or (is_locked(cell) and _COURSE_ID.match(name))):
            own.setdefault(behind, []).append(deepcopy(cell))
    cells = own.get("", [])
    for cell in fresh.cells:
        name = grade_id(cell)
        cells += [_with_outputs(cell, before.get(name)), *own.get(name, [])]
    _make_ids_differ(cells)
    fresh.cells = cells
    fresh.metadata = {**kept.metadata, **fresh.metadata}
    fresh.nbformat_minor = max(fresh.nbformat_minor, 5)
    restored = tuple(name for name in (grade_id(cell) for cell in fresh.cells) if name in names and name not in before)
    return Merged(fresh, sum(map(len, own.values())), restored)


def same_course(one: Any, other: Any) -> bool:
    """Say whether two notebooks have the same cells and settings; outputs and widget state aside."""
    return bool(_bones(one) == _bones(other))


def _bones(notebook: Any) -> Any:
    ours = notebook.metadata.get("forecourt"), notebook.metadata.get("kernelspec", {}).get("name")
    # "trusted" is Jupyter's own mark, which it sets on opening
    cells = [
        (
            cell.cell_type,
            cell.source,
            cell.get("id"),
            {name: value for name, value in cell.metadata.items() if name not in ("trusted", "execution", "collapsed")},
        )
        for cell in notebook.cells
    ]
    return ours, cells


def _with_outputs(cell: Any, before: Any) -> Any:
    if before is None or cell.cell_type != before.cell_type:
        return cell
    if not is_locked(cell):
        cell.source = before.source
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = deepcopy(before.outputs), before.execution_count
    if "attachments" in before and not is_locked(cell):
        cell.attachments = deepcopy(before.attachments)
    return cell


def _make_ids_differ(cells: list[Any]) -> None:
    """Give a learner's copied cell an id of its own: a notebook with one id twice is not valid."""
    from nbformat.corpus.words import generate_corpus_id

    seen = {grade_id(cell) for cell in cells} - {""}
    for cell in cells:
        if grade_id(cell) and cell.get("id") == grade_id(cell):
            continue
        if cell.get("id") is None or cell["id"] in seen:
            cell["id"] = generate_corpus_id()
        seen.add(cell["id"])
