"""What a run is about: the assignments that are meant, and who handed them in."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout
from nbgrader.api import Gradebook, MissingEntry

from course.engine.errors import CourseError
from course.grading.autograde.assignment import Assignment, read_assignment
from course.grading.autograde.submission import folders

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from course.grading.autograde.settings import Setup

LOCK = ".course-grade.lock"


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Let one run at a time grade, or make feedback, in a course folder."""
    try:
        with FileLock(root / LOCK, timeout=0):
            yield
    except Timeout as error:
        raise CourseError(
            "Somebody is grading, or making feedback, in this course folder already.",
            where=str(root),
            then="Wait until that has ended.",
        ) from error
    except OSError as error:
        raise CourseError(
            f"The course folder cannot be written to: {error.strerror or error}.", where=str(root), then="May you?"
        ) from error


def assignments_of(setup: Setup, wanted: str | None) -> dict[str, Assignment]:
    """Give the assignments that are meant, as the gradebook has them.

    Raises:
        CourseError: There is none, and which there are.

    """
    directory = setup.directory
    with Gradebook(directory.db_url, directory.course_id) as book:
        try:
            return {name: read_assignment(book, name) for name in names_of(book, wanted, str(directory.root))}
        except MissingEntry as error:  # between the two questions
            raise CourseError(f"The gradebook has changed: {error}", then="Try again.") from error


def names_of(book: Any, wanted: str | None, where: str) -> list[str]:
    """Give the names of the assignments that are meant, as nbgrader's ``Gradebook`` has them.

    Raises:
        CourseError: There is none, and which there are.

    """
    there = sorted(each.name for each in book.assignments)
    chosen = [name for name in there if wanted in {None, name}]
    chosen = chosen or [name for name in there if name.partition("-")[0] == wanted]
    if not chosen or (wanted and len(chosen) > 1):
        raise CourseError(
            f"The gradebook has no assignment '{wanted}'." if wanted else "The gradebook has no assignment.",
            where=where,
            then=f"It has: {', '.join(there)}. Is another one not released yet? course release ASSIGNMENT"
            if there
            else "First release one: course release ASSIGNMENT, or nbgrader generate_assignment ASSIGNMENT",
        )
    return chosen


def submissions_of(
    setup: Setup, assignments: dict[str, Assignment], wanted: str | None, learners: Sequence[str]
) -> dict[str, list[tuple[str, Path]]]:
    """Give for each assignment who handed it in, and the folder.

    Raises:
        CourseError: Nobody did, or one who was named did not.

    """
    found = {name: list(folders(setup, name)) for name in assignments}
    there = {learner for each in found.values() for learner, _ in each}
    if not there:
        raise CourseError(
            "Nothing was handed in." if wanted is None else f"Nobody has handed in {wanted}.",
            where=str(Path(setup.directory.root) / setup.directory.submitted_directory),
            then="First collect: nbgrader collect ASSIGNMENT, or nbgrader zip_collect ASSIGNMENT",
        )
    if strangers := [each for each in learners if each not in there]:
        raise CourseError(
            f"Nothing of {', '.join(strangers)} was handed in.", where="--learner", then=f"There are: {some(there)}."
        )
    return {name: [each for each in all_ if not learners or each[0] in learners] for name, all_ in found.items()}


def some(names: Any, most: int = 20) -> str:
    """List names, and no more of them than fit a terminal."""
    listed = sorted(names)
    return ", ".join(listed[:most]) + (f" and {len(listed) - most} more" if len(listed) > most else "")
