"""Putting graded submissions in their place: first the gradebook, then autograded/, then the ledger.

Killed at any moment, nothing is lost. Before the commit nothing has happened. Between the commit and the move the
gradebook has the new points while autograded/ has no folder, or the older one: the ledger does not know the submission
yet, so the next run grades it again, and writes the same rows. nbgrader, too, grades a submission that has no folder.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from course.grading.autograde.ledger import Ledger, rows_of
from course.grading.autograde.result import Graded, Problem
from course.grading.autograde.submission import share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.grading.autograde.assignment import Assignment
    from course.grading.autograde.settings import Setup
    from course.grading.autograde.writer import Writer

WORK = ".course-grade"  # stands for a learner's id in nbgrader's folder structure; its patterns pass over a dot


class Landing:
    """The places of one assignment's submissions."""

    def __init__(self, setup: Setup, assignment: Assignment, writer: Writer, ledger: Ledger, engine: Any) -> None:
        self._directory, self._assignment = setup.directory, assignment
        self._writer, self._ledger, self._engine = writer, ledger, engine
        self._drafts = Path(self._place(WORK))
        self._count = 0
        self.clear()

    def draft(self) -> Path:
        """Give a new folder's name, on the same disk as autograded/."""
        self._count += 1
        return self._drafts / str(self._count)

    def clear(self) -> None:
        """Remove what was being made, by this run or by one that was killed."""
        shutil.rmtree(self._drafts, ignore_errors=True)
        if self._drafts.parent.name == WORK:
            with suppress(OSError):
                self._drafts.parent.rmdir()

    def is_there(self, learner: str) -> bool:
        """Tell whether the learner's folder in autograded/ has a notebook."""
        folder = Path(self._place(learner))
        return any((folder / f"{name}.ipynb").is_file() for name in self._assignment.notebooks)

    def land(self, batch: Sequence[Graded], made_of: dict[str, str]) -> None:
        """Write, move and note down; ``made_of`` has the fingerprint of each learner's submission.

        What cannot be moved becomes that submission's problem.
        """
        self._write(batch)
        for each in batch:
            if each.problem is None:
                try:
                    self._move(Path(each.folder), Path(self._place(each.learner)))
                except OSError as error:
                    where = Path(self._place(each.learner))
                    each.problem = Problem(f"{where} cannot be replaced: {error.strerror}.", "May you write there?")
            if each.problem is not None:
                shutil.rmtree(self._place(each.learner), ignore_errors=True)  # as nbgrader does with what failed
        self.note(batch, made_of)

    def _write(self, batch: Sequence[Graded]) -> None:
        """Write all at once; when the database refuses something in it, one by one, so that the others are written."""
        try:
            self._writer.write(batch)
        except (sa.exc.DataError, sa.exc.IntegrityError, sa.exc.InterfaceError, UnicodeError) as error:
            if len(batch) > 1:
                for each in batch:
                    self._write([each])
                return
            said = getattr(error, "orig", None) or error
            batch[0].problem = Problem(f"The gradebook does not take it: {said}.", "Is the learner's id too long?")

    def note(self, batch: Sequence[Graded], made_of: dict[str, str]) -> None:
        """Note down what was graded, whoever wrote it."""
        done = [each.learner for each in batch if each.problem is None]
        rows = rows_of(self._engine, self._assignment, done)
        prints = {each: (made_of[each], rows[each]) for each in done if each in rows and made_of.get(each)}
        self._ledger.keep(self._assignment.name, prints, [each.learner for each in batch if each.learner not in prints])

    def _place(self, learner: str) -> str:
        return str(self._directory.format_path(self._directory.autograded_directory, learner, self._assignment.name))

    def _move(self, folder: Path, to: Path) -> None:
        to.parent.mkdir(parents=True, exist_ok=True)
        old = self._drafts / f"{folder.name}-old"
        if to.exists():
            to.rename(old)
        folder.rename(to)
        shutil.rmtree(old, ignore_errors=True)
        share(Path(self._directory.format_path(self._directory.autograded_directory, ".", ".")), self._directory)
