"""Putting graded submissions in their place: first the gradebook, then autograded/, then the ledger.

Killed at any moment, nothing is lost. Before the commit nothing has happened. Between the commit and the move the
gradebook has the new points while autograded/ has no folder, or the older one: the ledger does not know the submission
yet, so the next run grades it again, and writes the same rows. nbgrader, too, grades a submission that has no folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from course.grading.autograde.drafts import Drafts
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
        self._drafts = Drafts(setup.directory, setup.directory.autograded_directory, assignment.name, WORK)

    def draft(self) -> Path:
        """Give a new folder's name, on the same disk as autograded/."""
        return self._drafts.draft()

    def clear(self) -> None:
        """Remove what was being made, by this run or by one that was killed."""
        self._drafts.clear()

    def is_there(self, learner: str) -> bool:
        """Tell whether the learner's folder in autograded/ has a notebook."""
        folder = self._drafts.place(learner)
        return any((folder / f"{name}.ipynb").is_file() for name in self._assignment.notebooks)

    def land(self, batch: Sequence[Graded], made_of: dict[str, str]) -> None:
        """Write, move and note down; ``made_of`` has the fingerprint of each learner's submission.

        What cannot be moved becomes that submission's problem.
        """
        self._write(batch)
        for each in batch:
            if each.problem is None:
                try:
                    self._drafts.move(Path(each.folder), each.learner)
                    share(
                        Path(self._directory.format_path(self._directory.autograded_directory, ".", ".")),
                        self._directory,
                    )
                except OSError as error:
                    where = self._drafts.place(each.learner)
                    each.problem = Problem(f"{where} cannot be replaced: {error.strerror}.", "May you write there?")
            if each.problem is not None:
                self._drafts.remove(each.learner)
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
