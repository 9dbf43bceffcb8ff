"""What grading gave against what it had to give: points, the manual queue, lateness, and the harm that was meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isclose
from typing import TYPE_CHECKING

from course.demo.cast import Learner, Mishap
from course.demo.play import HOSTILE_NAME, PROOF

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from course.demo.play import Expected
    from course.grading.classroom import Classroom, Graded

ROUNDING = 0.0051  # points are kept to two decimals
IN_QUEUE = "waits for a person"
NOT_THERE = "nothing"


@dataclass(frozen=True, slots=True)
class Surprise:
    """Something that is not as it must be."""

    learner: str
    what: str
    expected: str
    got: str


@dataclass(slots=True)
class Compared:
    """How the grading of one assignment agreed with what was expected.

    Attributes:
        points: Learner to automatic points in the gradebook.
        most: The automatic points that can be earned.
        scores: How many scores were compared.
        surprises: What disagreed.
        waiting: Learners whose text waits for a person.

    """

    most: float = 0.0
    points: dict[str, float] = field(default_factory=dict)
    scores: int = 0
    surprises: list[Surprise] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


def compare(
    room: Classroom, assignment: str, learners: Sequence[Learner], expected: Mapping[str, Expected]
) -> Compared:
    """Compare the gradebook, the queue and the folders with what the class's answers and mishaps must lead to."""
    result = Compared()
    for learner in learners:
        graded = {grade.cell: grade for grade in room.graded(assignment, learner.name)}
        wanted = expected[learner.name]
        result.points[learner.name] = sum(graded[cell].auto or 0.0 for cell in wanted.points if cell in graded)
        result.most = sum(graded[cell].most for cell in wanted.points if cell in graded)
        if any(grade.waits for grade in graded.values()):
            result.waiting.append(learner.name)
        for what, want, got in _scores(wanted, graded):
            result.scores += 1
            if not _same(want, got):
                result.surprises.append(Surprise(learner.name, what, _said(want), _said(got)))
        for what, want_said, got_said in _circumstances(room, assignment, learner):
            if want_said != got_said:
                result.surprises.append(Surprise(learner.name, what, want_said, got_said))
    return result


def _scores(wanted: Expected, graded: Mapping[str, Graded]) -> Iterator[tuple[str, float | str, float | str | None]]:
    for cell, points in wanted.points.items():
        yield cell, points, graded[cell].auto if cell in graded else None
    for cell, grade in graded.items():
        exercise = cell.removesuffix("-mark")
        if exercise != cell:
            text = exercise in wanted.texts
            yield cell, IN_QUEUE if text else 0.0, IN_QUEUE if grade.waits else grade.auto


def _circumstances(room: Classroom, assignment: str, learner: Learner) -> Iterator[tuple[str, str, str]]:
    late = room.seconds_late(assignment, learner.name) > 0
    yield "handed in", _lateness(late=learner.mishap is Mishap.LATE), _lateness(late=late)
    if learner.mishap is Mishap.HOSTILE:
        run = next(room.root.rglob(PROOF), None)
        yield "hostile code", "was not run", f"left {run}" if run else "was not run"
        file = room.root / "autograded" / learner.name / assignment / HOSTILE_NAME
        yield "hostile file", "kept out", "beside the running notebook" if file.exists() else "kept out"


def _lateness(*, late: bool) -> str:
    return "late" if late else "on time"


def _same(want: float | str, got: float | str | None) -> bool:
    if isinstance(want, str) or not isinstance(got, float | int):
        return want == got
    return isclose(got, want, abs_tol=ROUNDING)


def _said(value: float | str | None) -> str:
    if value is None:
        return NOT_THERE
    return value if isinstance(value, str) else f"{value:g}"
