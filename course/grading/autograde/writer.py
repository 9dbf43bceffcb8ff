"""The one that writes to the gradebook: rows of many submissions in one transaction, as nbgrader's steps write them.

What is mirrored, and from where (nbgrader 0.9):

- ``Gradebook.update_or_create_student``, ``update_or_create_submission``, ``add_submission``: the rows of a submission;
- ``Autograde.init_assignment``: 0 for each cell of a notebook that was not handed in;
- ``SaveAutoGrades._add_score`` and ``_add_comment``: points, comments, and whether a person must look;
- ``course.grading.preprocessors.blanks``: the course's marking cells (its own rule, not a copy);
- ``AssignLatePenalties.preprocess``: the penalty, by nbgrader's own plugin and its own limits.

A mark, a comment, extra credit that a person gave is read, and never written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import sqlalchemy as sa
from nbgrader.api import Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook

from course.grading.autograde.gradebook import transact
from course.grading.autograde.result import Graded, Problem
from course.grading.preprocessors.blanks import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta

    from course.grading.autograde.assignment import Assignment, Notebook
    from course.grading.autograde.penalty import Penalty
    from course.grading.preprocessors.seen import Seen

STUDENT, SUBMISSION, NOTEBOOK, GRADE, COMMENT = (
    model.__table__ for model in (Student, SubmittedAssignment, SubmittedNotebook, Grade, Comment)
)


@dataclass(slots=True)
class _Grade:
    """A row of ``grade``: ``marked`` and ``extra`` are a person's."""

    key: str
    new: bool = False
    auto: float | None = None
    marked: float | None = None
    extra: float | None = None
    waits: bool = True

    @property
    def score(self) -> float:
        """As ``nbgrader.api.Grade.score``."""
        points = self.marked if self.marked is not None else self.auto
        return 0.0 if points is None else points + (self.extra or 0.0)


@dataclass(slots=True)
class _Notebook:
    """A row of ``submitted_notebook`` with its grades and comments, by the cell's id."""

    key: str
    new: bool = False
    penalty: float | None = None
    grades: dict[str, _Grade] = field(default_factory=dict)
    comments: dict[str, tuple[str, bool]] = field(default_factory=dict)  # the row's id, and whether it is new


@dataclass(slots=True)
class _Submission:
    """A row of ``submitted_assignment`` with its notebooks, by the notebook's id."""

    key: str
    learner: str
    new: bool = False
    timestamp: datetime | None = None
    extension: timedelta | None = None
    notebooks: dict[str, _Notebook] = field(default_factory=dict)


class Writer:
    """Writes what submissions of one assignment earned.

    Args:
        engine: The gradebook's database.
        assignment: The assignment.
        penalty: nbgrader's late penalties.
        seen: Which texts were graded last.

    """

    def __init__(self, engine: sa.Engine, assignment: Assignment, penalty: Penalty, seen: Seen) -> None:
        self._engine, self._assignment, self._penalty, self._seen = engine, assignment, penalty, seen
        self._prints: dict[str, str] = {}  # of the texts that the transaction at hand is about

    def write(self, batch: Sequence[Graded]) -> None:
        """Write all in one transaction. A late penalty that cannot be computed becomes that submission's problem."""
        batch = [each for each in batch if each.enrolled]
        if not batch:
            return
        transact(self._engine, lambda line: self._write(line, batch))
        self._seen.remember(self._prints)

    def _write(self, line: sa.Connection, batch: Sequence[Graded]) -> None:
        self._prints.clear()
        known = _read(line, self._assignment, [each.learner for each in batch])
        there = set(line.scalars(sa.select(STUDENT.c.id).where(STUDENT.c.id.in_([each.learner for each in batch]))))
        rows = _Rows()
        for each in batch:
            if each.learner not in there:
                rows.students.append({"id": each.learner})
            if not each.opened:
                continue
            submission = known.get(each.learner) or _Submission(uuid4().hex, each.learner, new=True)
            self._fill(submission, each)
            rows.add(submission, self._assignment, each)
        rows.send(line)

    def _fill(self, submission: _Submission, graded: Graded) -> None:
        if graded.timestamp is not None:  # without one nbgrader leaves what is there
            submission.timestamp = graded.timestamp
        for notebook in self._assignment.notebooks.values():
            row = submission.notebooks.setdefault(notebook.key, _Notebook(uuid4().hex, new=True))
            _add_missing(row, notebook)
            if notebook.name in graded.missing:
                for grade in row.grades.values():
                    grade.auto, grade.waits = 0, False
        before = graded.problem
        for name in list(graded.notebooks):
            if graded.problem is not before:
                del graded.notebooks[name]  # after what went wrong nbgrader looks at no further notebook
                continue
            notebook = self._assignment.notebooks[name]
            self._fill_notebook(submission, submission.notebooks[notebook.key], notebook, graded)

    def _fill_notebook(self, submission: _Submission, row: _Notebook, notebook: Notebook, graded: Graded) -> None:
        earned = graded.notebooks[notebook.name]
        for cell, points in earned.scores.items():
            grade = row.grades[notebook.grades.get(cell) or notebook.tasks[cell]]
            grade.auto = points
            grade.waits = grade.marked is not None or points is None
        for cell, texts in earned.texts.items():
            grade = row.grades[notebook.tasks[cell]]
            name = name_of(self._assignment.name, notebook.name, cell, submission.learner)
            new = self._seen.differs(name, texts.print)
            self._prints[name] = texts.print
            grade.auto = texts.points
            grade.waits = texts.waits(marked=grade.marked is not None, waited=grade.waits, new=new)
        if not earned.finished or not self._penalty.on:
            return
        score = sum(grade.score for grade in row.grades.values())
        try:
            row.penalty, said = self._penalty.of(
                submission.learner, score, self._assignment.due, submission.extension, submission.timestamp
            )
        except Exception as error:  # noqa: BLE001  the plugin is an instructor's; it must not stop the others
            what = f"The late penalty cannot be computed: {type(error).__name__}: {error}"
            graded.problem = Problem(what, "Look at AssignLatePenalties.plugin_class in nbgrader_config.py.")
        else:
            graded.told += [each for each in said if each not in graded.told]


def _add_missing(row: _Notebook, notebook: Notebook) -> None:
    """Add rows of cells that the submission has none for: it is new, or the cell came with a later release."""
    for cell in [*notebook.grades.values(), *notebook.tasks.values()]:
        row.grades.setdefault(cell, _Grade(uuid4().hex, new=True))
    for cell in [*notebook.solutions.values(), *notebook.tasks.values()]:
        row.comments.setdefault(cell, (uuid4().hex, True))


def _read(line: sa.Connection, assignment: Assignment, learners: Sequence[str]) -> dict[str, _Submission]:
    """Read what the gradebook has of these learners' submissions, and keep persons from changing it meanwhile."""
    wanted = (SUBMISSION.c.assignment_id == assignment.key) & SUBMISSION.c.student_id.in_(learners)
    columns = (SUBMISSION.c.id, SUBMISSION.c.student_id, SUBMISSION.c.timestamp, SUBMISSION.c.extension)
    submissions = {
        row.id: _Submission(row.id, row.student_id, timestamp=row.timestamp, extension=row.extension)
        for row in line.execute(sa.select(*columns).where(wanted).with_for_update())
    }
    notebooks: dict[str, _Notebook] = {}
    if submissions:
        wanted = NOTEBOOK.c.notebook_id.in_(assignment.keys) & NOTEBOOK.c.assignment_id.in_(list(submissions))
        for row in line.execute(sa.select(NOTEBOOK).where(wanted).with_for_update()):
            made = _Notebook(row.id, penalty=row.late_submission_penalty)
            notebooks[row.id] = submissions[row.assignment_id].notebooks[row.notebook_id] = made
    if notebooks:
        wanted = GRADE.c.cell_id.in_(assignment.cells) & GRADE.c.notebook_id.in_(list(notebooks))
        for row in line.execute(sa.select(GRADE).where(wanted).with_for_update()):
            notebooks[row.notebook_id].grades[row.cell_id] = _Grade(
                row.id,
                auto=row.auto_score,
                marked=row.manual_score,
                extra=row.extra_credit,
                waits=row.needs_manual_grade,
            )
        wanted = COMMENT.c.cell_id.in_(assignment.cells) & COMMENT.c.notebook_id.in_(list(notebooks))
        for row in line.execute(sa.select(COMMENT.c.id, COMMENT.c.notebook_id, COMMENT.c.cell_id).where(wanted)):
            notebooks[row.notebook_id].comments[row.cell_id] = row.id, False
    return {each.learner: each for each in submissions.values()}


class _Rows:
    """What one transaction writes."""

    def __init__(self) -> None:
        self.students: list[dict[str, Any]] = []
        self._new: dict[sa.Table, list[dict[str, Any]]] = {each: [] for each in (SUBMISSION, NOTEBOOK, GRADE, COMMENT)}
        self._old: dict[sa.Table, list[dict[str, Any]]] = {each: [] for each in (SUBMISSION, NOTEBOOK, GRADE, COMMENT)}

    def add(self, submission: _Submission, assignment: Assignment, graded: Graded) -> None:
        """Add the rows of one submission; of what is there already only what grading changes."""
        names = {"assignment_id": assignment.key, "student_id": submission.learner}
        self._add(SUBMISSION, submission, names, {"timestamp": submission.timestamp})
        comments = {
            notebook.solutions.get(cell) or notebook.tasks[cell]: said
            for notebook in assignment.notebooks.values()
            if notebook.name in graded.notebooks
            for cell, said in graded.notebooks[notebook.name].comments.items()
        }
        for key, notebook in submission.notebooks.items():
            first = {"assignment_id": submission.key, "notebook_id": key, "flagged": False}
            self._add(NOTEBOOK, notebook, first, {"late_submission_penalty": notebook.penalty})
            for cell, grade in notebook.grades.items():
                values = {"auto_score": grade.auto, "needs_manual_grade": grade.waits}
                self._add(GRADE, grade, {"notebook_id": notebook.key, "cell_id": cell}, values)
            for cell, (row, new) in notebook.comments.items():
                if new or cell in comments:
                    which = SimpleNamespace(key=row, new=new)
                    names = {"notebook_id": notebook.key, "cell_id": cell}
                    self._add(COMMENT, which, names, {"auto_comment": comments.get(cell)})

    def _add(self, table: sa.Table, row: Any, names: Mapping[str, Any], values: dict[str, Any]) -> None:
        if row.new:
            self._new[table].append({"id": row.key, **names, **values})
        else:
            self._old[table].append({"row": row.key} | values)

    def send(self, line: sa.Connection) -> None:
        """Write them."""
        if self.students:
            line.execute(sa.insert(STUDENT), self.students)
        for table, rows in self._new.items():
            if rows:
                line.execute(sa.insert(table), rows)
        for table, rows in self._old.items():
            if rows:
                line.execute(sa.update(table).where(table.c.id == sa.bindparam("row")), rows)
