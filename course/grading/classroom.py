"""An instructor's course root, worked with nbgrader's own commands and gradebook."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.engine.errors import CourseError
from course.grading.nbgraderapp import command, environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Graded:
    """What the gradebook says of one exercise of one submission.

    Attributes:
        cell: The graded cell's id.
        auto: Automatic points; None when autograding has not set them.
        manual: A person's points; None when there are none yet.
        waits: Whether it stands in the manual queue.
        most: The points that can be earned.

    """

    cell: str
    auto: float | None
    manual: float | None
    waits: bool
    most: float = 0.0


class Classroom:
    """A course root with its gradebook. Each step is nbgrader's own."""

    def __init__(self, root: Path, course_id: str) -> None:
        self.root = root
        self.course_id = course_id

    def run(self, *arguments: str, hear: Callable[[str], None] = lambda _: None) -> str:
        """Run an nbgrader command in the root and give what it printed.

        Args:
            arguments: The command and its arguments.
            hear: Called with each line of its log as it comes.

        Raises:
            CourseError: The command failed; with its last lines.

        """
        said: list[str] = []
        with subprocess.Popen(  # noqa: S603  our own arguments
            command(*arguments),
            cwd=self.root,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as running:
            try:
                for line in running.stdout or ():
                    said.append(line)
                    hear(line)
            except BaseException:  # Ctrl+C: what was begun for it ends with it
                running.terminate()
                raise
        if running.returncode:
            last = "".join(said[-8:]).strip()
            raise CourseError(
                f"'nbgrader {' '.join(arguments)}' failed:\n{last}",
                where=str(self.root),
                then="Mend what it names, then run it again.",
            )
        return "".join(said)

    def submit(self, folder: Path, learner: str) -> None:
        """Hand in the assignment that stands in ``folder`` for ``learner``, through nbgrader's exchange.

        Raises:
            CourseError: The exchange refuses it.

        """
        from nbgrader.auth import Authenticator
        from nbgrader.coursedir import CourseDirectory
        from nbgrader.exchange import ExchangeError
        from nbgrader.exchange.default import ExchangeSubmit
        from traitlets.config import Config

        config = Config()
        config.CourseDirectory.course_id = self.course_id
        config.CourseDirectory.student_id = learner
        config.CourseDirectory.assignment_id = folder.name
        config.Exchange.root = str(self.root / "exchange")
        config.Exchange.cache = str(self.root / "exchange" / "cache")
        config.Exchange.assignment_dir = str(folder.parent)
        try:
            ExchangeSubmit(
                coursedir=CourseDirectory(config=config), authenticator=Authenticator(config=config), config=config
            ).start()
        except ExchangeError as error:
            raise CourseError(f"The exchange refused the submission: {error}", where=learner) from error

    def set_due(self, assignment: str, due: datetime) -> None:
        """Set an assignment's due date."""
        with self._gradebook() as gradebook:
            gradebook.update_or_create_assignment(assignment, duedate=due.replace(tzinfo=None))

    def seconds_late(self, assignment: str, learner: str) -> float:
        """Give how late a submission is, as nbgrader counts it; 0 when it is in time or there is no due date."""
        with self._gradebook() as gradebook:
            return float(gradebook.find_submission(assignment, learner).total_seconds_late)

    def graded(self, assignment: str, learner: str) -> list[Graded]:
        """Give what the gradebook says of each graded cell of a submission."""
        with self._gradebook() as gradebook:
            submission = gradebook.find_submission(assignment, learner)
            return [
                Graded(
                    grade.name,
                    grade.auto_score,
                    grade.manual_score,
                    bool(grade.needs_manual_grade),
                    float(grade.max_score),
                )
                for notebook in submission.notebooks
                for grade in notebook.grades
            ]

    def mark(self, assignment: str, learner: str, cell: str, points: float, comment: str) -> None:
        """Mark a text as a person does in Formgrader: points and a comment."""
        with self._gradebook() as gradebook:
            grade = gradebook.find_grade(cell, assignment, assignment, learner)
            grade.manual_score = points
            grade.needs_manual_grade = False
            gradebook.find_comment(cell, assignment, assignment, learner).manual_comment = comment
            gradebook.db.commit()

    def _gradebook(self) -> Any:
        from nbgrader.api import Gradebook

        return Gradebook(f"sqlite:///{self.root / 'gradebook.db'}", self.course_id)
