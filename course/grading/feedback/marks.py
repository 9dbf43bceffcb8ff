"""What the gradebook says of an assignment's submissions, in four questions; ``GetGrades`` asks for each cell.

The expressions are nbgrader's own (``nbgrader.api``: ``Grade.score``, ``Comment.comment``, ``Notebook.max_score``, the
sum in ``SubmittedNotebook.score``), so that the numbers are the same to the last bit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    MissingEntry,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import func, select

if TYPE_CHECKING:
    from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell's points: the columns and properties of nbgrader's ``Grade`` that a page shows."""

    name: str
    score: float
    max_score: float
    auto_score: float | None
    manual_score: float | None
    needs_manual_grade: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """A cell's comment, as nbgrader's ``Comment`` has it: a person's, else the automatic one."""

    comment: str | None


@dataclass(frozen=True, slots=True)
class Handed:
    """When a submission came, as nbgrader's ``SubmittedAssignment`` has it (UTC, without zone)."""

    timestamp: datetime | None
    extension: timedelta | None
    due: datetime | None

    @property
    def total_seconds_late(self) -> float:
        """How long after the due date it came, extension included, as ``SubmittedAssignment`` counts."""
        if self.timestamp is None or self.due is None:
            return 0
        due = self.due if self.extension is None else self.due + self.extension
        return max(0, (self.timestamp - due).total_seconds())


@dataclass(slots=True)
class Marks:
    """A submitted notebook: what nbgrader's steps read of a ``SubmittedNotebook``."""

    assignment: Handed
    max_score: float
    late_submission_penalty: float | None
    score: float = 0.0
    marks: dict[str, Mark] = field(default_factory=dict)
    remarks: dict[str, Remark] = field(default_factory=dict)

    @property
    def grades(self) -> list[Mark]:
        """The points of each cell."""
        return list(self.marks.values())

    # What ``GetGrades`` asks a ``Gradebook`` for each cell:

    def find_grade(self, name: str, *_: str) -> Mark:
        """Give a cell's points."""
        if name not in self.marks:
            raise MissingEntry(f"The gradebook has no points for '{name}'.")
        return self.marks[name]

    def find_comment(self, name: str, *_: str) -> Remark:
        """Give a cell's comment."""
        if name not in self.remarks:
            raise MissingEntry(f"The gradebook has no comment for '{name}'.")
        return self.remarks[name]


def read_marks(book: Any, assignment: str) -> dict[tuple[str, str], Marks]:
    """Read an assignment's submissions from nbgrader's ``Gradebook``: by learner and notebook."""
    of_it = select(
        SubmittedNotebook.id,
        SubmittedAssignment.student_id,
        Notebook.name,
        SubmittedAssignment.timestamp,
        SubmittedAssignment.extension,
        Assignment.duedate,
        Notebook.max_score,
        SubmittedNotebook.late_submission_penalty,
    ).join_from(SubmittedNotebook, SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
    of_it = of_it.join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
    of_it = of_it.join(Assignment, Assignment.id == SubmittedAssignment.assignment_id).where(
        Assignment.name == assignment
    )
    by_key: dict[str, Marks] = {}
    found: dict[tuple[str, str], Marks] = {}
    for key, learner, name, timestamp, extension, due, most, penalty in book.db.execute(of_it):
        found[learner, name] = by_key[key] = Marks(Handed(timestamp, extension, due), most, penalty)
    for key, *columns in book.db.execute(_within(assignment, _MARKS, Grade)):
        by_key[key].marks[columns[0]] = Mark(*columns)
    for key, name, comment in book.db.execute(_within(assignment, _REMARKS, Comment)):
        by_key[key].remarks[name] = Remark(comment)
    for key, score in book.db.execute(_within(assignment, _SCORES, Grade).group_by(Grade.notebook_id)):
        by_key[key].score = score
    return found


def _within(assignment: str, question: Any, table: Any) -> Any:
    notebooks = select(SubmittedNotebook.id).join(
        SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id
    )
    notebooks = notebooks.join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    return question.where(table.notebook_id.in_(notebooks.where(Assignment.name == assignment)))


_CELLS, _OF_GRADE, _OF_TASK = BaseCell.__table__, GradeCell.__table__, TaskCell.__table__
_MARKS = (
    select(
        Grade.notebook_id,
        _CELLS.c.name,
        Grade.score,
        # as ``Grade.max_score``, which is another question for each row
        func.coalesce(_OF_GRADE.c.max_score, _OF_TASK.c.max_score, 0.0),
        Grade.auto_score,
        Grade.manual_score,
        Grade.needs_manual_grade,
    )
    .join_from(Grade, _CELLS, _CELLS.c.id == Grade.cell_id)
    .outerjoin(_OF_GRADE, _OF_GRADE.c.id == Grade.cell_id)
    .outerjoin(_OF_TASK, _OF_TASK.c.id == Grade.cell_id)
)
_REMARKS = select(Comment.notebook_id, _CELLS.c.name, Comment.comment).join_from(
    Comment, _CELLS, _CELLS.c.id == Comment.cell_id
)
_SCORES = select(Grade.notebook_id, func.coalesce(func.sum(Grade.score), 0.0))
