"""An assignment as the gradebook has it, read once: what grading a submission needs to know, without a database."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from operator import itemgetter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from course.grading.preprocessors.cells import CourseCell, course_cells

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook of an assignment.

    Attributes:
        key: Its id in the gradebook.
        kernelspec: As the gradebook has it; None where it has none.
        cells: Its cells, in the gradebook's order.
        grades: For each graded cell its id in the gradebook; so for ``solutions`` and ``tasks``.

    """

    key: str
    name: str
    kernelspec: dict[str, Any] | None
    cells: tuple[CourseCell, ...]
    grades: Mapping[str, str]
    solutions: Mapping[str, str]
    tasks: Mapping[str, str]

    def row(self) -> SimpleNamespace:
        """Give what nbgrader's ``OverwriteCells`` reads of a notebook's row in the gradebook."""
        source = [_source_cell(cell) for cell in self.cells]
        points = {cell.name: cell.points for cell in self.cells}
        return SimpleNamespace(
            source_cells=source,
            grade_cells=[SimpleNamespace(name=name, max_score=points[name]) for name in self.grades],
            solution_cells=[SimpleNamespace(name=name) for name in self.solutions],
            task_cells=[SimpleNamespace(name=name, max_score=points[name]) for name in self.tasks],
        )


def _source_cell(cell: CourseCell) -> SimpleNamespace:
    return SimpleNamespace(
        name=cell.name, cell_type=cell.kind, source=cell.source, checksum=cell.checksum, locked=cell.locked
    )


@dataclass(frozen=True, slots=True)
class Assignment:
    """An assignment with its notebooks, in the gradebook's order (by name)."""

    key: str
    name: str
    due: datetime | None
    notebooks: Mapping[str, Notebook]

    @property
    def cells(self) -> list[str]:
        """The ids of all cells that a submission has a grade or a comment for.

        nbgrader's tables are indexed by cell, then notebook: who asks for a notebook's rows and names no cell reads
        those of the whole course.
        """
        named = (each for one in self.notebooks.values() for each in (one.grades, one.solutions, one.tasks))
        return list({cell: None for each in named for cell in each.values()})

    @property
    def keys(self) -> list[str]:
        """The ids of the notebooks."""
        return [each.key for each in self.notebooks.values()]

    def digest(self) -> str:
        """Give a fingerprint of everything here: another release or another due date has another one.

        In which order a database gives rows that nbgrader asks for in none is its own affair.
        """
        notebooks = [asdict(each) for _, each in sorted(self.notebooks.items())]
        for each in notebooks:
            each["cells"] = sorted(each["cells"], key=itemgetter("name"))
        data = [self.key, self.name, str(self.due), notebooks]
        return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def read_assignment(book: Any, name: str) -> Assignment:
    """Read the assignment ``name`` from nbgrader's ``Gradebook``.

    Raises:
        nbgrader.api.MissingEntry: The gradebook has no such assignment.

    """
    row = book.find_assignment(name)
    return Assignment(row.id, row.name, row.duedate, {each.name: _notebook(each) for each in row.notebooks})


def _notebook(row: Any) -> Notebook:
    return Notebook(
        key=row.id,
        name=row.name,
        kernelspec=json.loads(row.kernelspec) if row.kernelspec is not None else None,
        cells=tuple(course_cells(row)),
        grades={cell.name: cell.id for cell in row.grade_cells},
        solutions={cell.name: cell.id for cell in row.solution_cells},
        tasks={cell.name: cell.id for cell in row.task_cells},
    )
