"""nbgrader's own steps, on an assignment that was read once instead of a database that is asked for each cell.

Each class below is nbgrader's (or the course's) preprocessor; only where its rows come from is another. Every other
step of the two lists is used as it is. What is mirrored, and from where:

- ``OverwriteKernelspec.preprocess``, ``OverwriteCells.preprocess``, ``SaveAutoGrades.preprocess``: the lines that open
  the gradebook; the work on the cells is inherited.
- ``AssignLatePenalties``: nothing is done here; ``writer`` does it, where the marks of persons are known.
- ``CheckCellMetadata``: what was valid once is not looked at again.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from nbgrader.api import MissingEntry
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    Execute,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)

from course.grading.preprocessors.blanks import BlanksToZero, texts_of
from course.grading.preprocessors.cells import CourseCell, CourseCellsOnly
from course.grading.preprocessors.fenced import FencedExecute
from course.grading.preprocessors.submission import Submission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.grading.autograde.assignment import Notebook
    from course.grading.autograde.result import GradedNotebook

MOST_KNOWN = 10_000  # cells' metadata; a class has a few hundred different ones


class Book:
    """What nbgrader's steps ask a ``Gradebook``, answered from one notebook of the assignment."""

    def __init__(self, notebook: Notebook) -> None:
        self._row = notebook.row()
        self._cells = {cell.name: cell for cell in self._row.source_cells}
        self._graded = {cell.name: cell for cell in [*self._row.grade_cells, *self._row.task_cells]}

    def find_source_cell(self, name: str, *_: str) -> SimpleNamespace:
        """Give a cell as it was released."""
        return _found(self._cells, name)

    def find_graded_cell(self, name: str, *_: str) -> SimpleNamespace:
        """Give a cell that has points."""
        return _found(self._graded, name)

    def find_notebook(self, *_: str) -> SimpleNamespace:
        """Give the notebook."""
        return self._row


def _found(cells: dict[str, SimpleNamespace], name: str) -> SimpleNamespace:
    if name not in cells:
        raise MissingEntry(name)
    return cells[name]


class Sheet:
    """Takes what ``SaveAutoGrades`` writes into a gradebook."""

    def __init__(self, notebook: Notebook, graded: GradedNotebook) -> None:
        self.db = self
        self._notebook, self._graded = notebook, graded
        self._open: tuple[str, SimpleNamespace, str] | None = None

    def find_grade(self, name: str, *_: str) -> SimpleNamespace:
        """Give the row of a cell's grade; the writer, who knows a person's marks, decides whether it waits."""
        if name not in self._notebook.grades and name not in self._notebook.tasks:
            raise MissingEntry(name)
        return self._row("scores", name, SimpleNamespace(auto_score=None, manual_score=None, needs_manual_grade=True))

    def find_comment(self, name: str, *_: str) -> SimpleNamespace:
        """Give the row of a cell's comment."""
        if name not in self._notebook.solutions and name not in self._notebook.tasks:
            raise MissingEntry(name)
        return self._row("comments", name, SimpleNamespace(auto_comment=None))

    def _row(self, kind: str, name: str, row: SimpleNamespace) -> SimpleNamespace:
        self._open = (name, row, kind)
        return row

    def commit(self) -> None:
        """Keep the row that was asked for last: nbgrader commits after each."""
        if self._open is None:
            return
        name, row, kind = self._open
        if kind == "scores":
            self._graded.scores[name] = row.auto_score
        else:
            self._graded.comments[name] = row.auto_comment


class KernelspecPutBack(OverwriteKernelspec):  # type: ignore[misc]  # nbgrader has no types
    """``OverwriteKernelspec`` without a database."""

    notebook: Notebook

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Put the kernel's name back."""
        if self.notebook.kernelspec:
            nb.metadata["kernelspec"] = self.notebook.kernelspec
        return nb, resources


class CellsPutBack(OverwriteCells):  # type: ignore[misc]  # nbgrader has no types
    """``OverwriteCells`` without a database."""

    notebook: Notebook

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Put locked cells back."""
        self.notebook_id = resources["nbgrader"]["notebook"]
        self.assignment_id = resources["nbgrader"]["assignment"]
        self.gradebook = Book(self.notebook)
        nb, resources = super(OverwriteCells, self).preprocess(nb, resources)
        if self.add_missing_cells:
            nb, resources = self.add_missing_grade_cells(nb, resources)
            nb, resources = self.add_missing_task_cells(nb, resources)
        return nb, resources


class CourseCellsPutBack(CourseCellsOnly):
    """``CourseCellsOnly`` without a database."""

    notebook: Notebook

    def course_cells(self, submission: Submission) -> Sequence[CourseCell]:  # noqa: ARG002  as there
        """Give the notebook's cells."""
        return self.notebook.cells


class GradesTaken(SaveAutoGrades):  # type: ignore[misc]  # nbgrader has no types
    """``SaveAutoGrades`` without a database."""

    notebook: Notebook
    graded: GradedNotebook

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Take each cell's points and comment."""
        self.notebook_id = resources["nbgrader"]["notebook"]
        self.assignment_id = resources["nbgrader"]["assignment"]
        self.student_id = resources["nbgrader"]["student"]
        self.gradebook = Sheet(self.notebook, self.graded)
        return super(SaveAutoGrades, self).preprocess(nb, resources)  # type: ignore[no-any-return]


class BlanksTaken(BlanksToZero):
    """``BlanksToZero`` without a database."""

    graded: GradedNotebook

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Take what each marking cell is about."""
        self.graded.texts = texts_of(nb, Submission.of(resources))
        return nb, resources


class PenaltiesLater(AssignLatePenalties):  # type: ignore[misc]  # nbgrader has no types
    """``AssignLatePenalties``, left to the writer."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Do nothing."""
        return nb, resources


class _RememberingValidator(MetadataValidator):  # type: ignore[misc]  # nbgrader has no types
    """Looks at the same metadata once: a class's cells are the same, and the JSON schema takes milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self._valid: set[tuple[str, str]] = set()

    def validate_cell(self, cell: Any) -> None:
        """Validate one cell."""
        if "nbgrader" not in cell.metadata:
            return
        seen = cell.cell_type, repr(cell.metadata["nbgrader"])
        if seen in self._valid:
            return
        super().validate_cell(cell)
        if len(self._valid) < MOST_KNOWN:
            self._valid.add(seen)


class MetadataChecked(CheckCellMetadata):  # type: ignore[misc]  # nbgrader has no types
    """``CheckCellMetadata`` with a memory; what is wrong is said by nbgrader's own."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._validator = _RememberingValidator()

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Check every cell's metadata."""
        try:
            self._validator.validate_nb(nb)
        except Exception:  # noqa: BLE001  whatever it is, nbgrader's own says it
            return super().preprocess(nb, resources)  # type: ignore[no-any-return]
        return nb, resources


IN_MEMORY = {
    OverwriteKernelspec: KernelspecPutBack,
    OverwriteCells: CellsPutBack,
    CourseCellsOnly: CourseCellsPutBack,
    SaveAutoGrades: GradesTaken,
    BlanksToZero: BlanksTaken,
    AssignLatePenalties: PenaltiesLater,
    CheckCellMetadata: MetadataChecked,
    Execute: FencedExecute,
}
