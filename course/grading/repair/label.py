"""nbgrader's labels on cells: which are valid, which say nothing, and to which cells lost ones belong."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from nbgrader.nbgraderformat import MetadataValidator, ValidationError
from nbgrader.nbgraderformat.common import SchemaMismatchError
from nbgrader.utils import is_grade, is_locked, is_solution, is_task

from course.grading.preprocessors.cells import label_of

if TYPE_CHECKING:
    from course.grading.repair.released import Released


def lost_labels(nb: Any, released: Released) -> dict[str, int]:
    """Find the cells that lost their label: for each name that is nowhere the one cell that can be meant."""
    there = {label_of(cell) for cell in nb.cells}
    locked = {
        (course.kind, released.text(name, nb)): name
        for name, course in released.cells.items()
        if name not in there and course.locked
    }
    found: dict[str, list[int]] = {}
    for index, cell in enumerate(nb.cells):
        if label_of(cell):
            continue  # of this notebook or of another
        name = locked.get((cell.cell_type, cell.source)) or released.ids.get(cell.get("id", ""), "")
        if name and name not in there:
            found.setdefault(name, []).append(index)
    return {name: places[0] for name, places in found.items() if len(places) == 1}


def turn_into(cell: Any, kind: str) -> None:
    """Make a cell one of another kind, with the same text."""
    if cell.cell_type == kind:
        return
    cell["cell_type"] = kind
    for part in ("attachments", "outputs", "execution_count"):
        cell.pop(part, None)
    if kind == "code":
        cell["outputs"], cell["execution_count"] = [], None


@cache
def _validator() -> Any:
    return MetadataValidator()


_seen: set[str] = set()  # labels that are valid: a class has the same ones, and looking takes milliseconds


def is_valid(cell: Any) -> bool:
    """Tell whether nbgrader takes the cell's label."""
    print_of = f"{cell.cell_type} {cell.metadata['nbgrader']!r}"
    if print_of in _seen:
        return True
    try:
        _validator().validate_cell(cell)
    except (ValidationError, SchemaMismatchError, AttributeError, KeyError, TypeError):
        return False
    _seen.add(print_of)
    return True


def says_nothing(cell: Any) -> bool:
    """Tell whether a label that no cell of the assignment has says nothing: Create Assignment leaves such ones."""
    return is_valid(cell) and not (is_grade(cell) or is_solution(cell) or is_task(cell) or is_locked(cell))
