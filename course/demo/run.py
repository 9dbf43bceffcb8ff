"""The simulated class from the first release to returned feedback, with nbgrader's own steps."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import isclose
from random import Random
from typing import TYPE_CHECKING

import nbformat

from course.check.keys import read_keys
from course.content import library, module_of
from course.demo.cast import Learner, Mishap, cast
from course.demo.play import Expected, play
from course.grading.classroom import Classroom
from course.grading.courseroot import make_root
from course.grading.release import assignments, release
from course.grading.translate import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from course.content.items import GradedExercise
    from course.content.kinds import Key

COURSE = "forecourt-demo"
CONFIG = '''"""The demo's course root: the course's own settings, with an exchange inside this folder."""

from pathlib import Path

from course.grading import configure

c = get_config()  # noqa: F821
configure(c)
c.CourseDirectory.course_id = "forecourt-demo"
c.Exchange.root = str(Path(__file__).parent / "exchange")
c.Exchange.cache = str(Path(__file__).parent / "exchange" / "cache")
c.ExchangeCollect.check_owner = False  # one user plays all learners here (T45)
'''
COMMENT = "Clear and honest, and short enough to say at the pump. Next time name the customer's own situation first."
MARK = 6.0  # of 8: the mark that the demo gives one text, so that a feedback page shows a person's words


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the demo, told before it runs: which it is of how many, and what it does."""

    number: int
    total: int
    does: str


@dataclass(frozen=True, slots=True)
class Surprise:
    """A score that is not the one that the answers must earn."""

    learner: str
    cell: str
    expected: float
    got: float | None


@dataclass(slots=True)
class Demo:
    """What the demo left: the root, the class, and how grading agreed with what was expected."""

    root: Path
    learners: list[Learner]
    compared: int = 0
    surprises: list[Surprise] = field(default_factory=list)
    waiting: int = 0  # texts in Formgrader's manual queue
    feedback: list[Path] = field(default_factory=list)


def demo(
    to: Path, files: Path, *, learners: int = 12, seed: int = 1, tell: Callable[[Step], None] = lambda _: None
) -> Demo:
    """Play a class of ``learners`` in the new folder ``to``, with the instructor's ``files``.

    Raises:
        CourseError: A step failed, or ``to`` is not empty.

    """
    random = Random(seed)  # noqa: S311  a simulation
    people = cast(learners, random)
    root = make_root(to.resolve(), files)
    (root / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    (root / "exchange").mkdir()
    room = Classroom(root, COURSE)
    result = Demo(root, people)
    names = assignments(root)
    steps = _steps(len(names) * (5 + len(people)))
    for name in names:
        _one_assignment(room, name, seed, result, lambda does: tell(_next(steps, does)))
    return result


def _one_assignment(room: Classroom, name: str, seed: int, result: Demo, tell: Callable[[str], None]) -> None:
    root = room.root
    tell(f"{name}: release")
    release(root, name)
    room.run("release_assignment", name, "--force")
    expected: dict[str, Expected] = {}
    exercises = list(library(module_of(name)).graded.values())
    keys = read_keys(root / "source" / name / "key.yaml", exercises)
    on_time = [each for each in result.learners if each.mishap is not Mishap.LATE]
    late = [each for each in result.learners if each.mishap is Mishap.LATE]
    for learner in on_time:
        tell(f"{name}: {learner.name} answers and hands in")
        expected[learner.name] = _hand_in(room, name, learner, exercises, keys, seed)
    room.set_due(name, datetime.now(UTC))
    for learner in late:
        tell(f"{name}: {learner.name} answers and hands in")
        expected[learner.name] = _hand_in(room, name, learner, exercises, keys, seed)
    tell(f"{name}: collect")
    room.run("collect", name)
    tell(f"{name}: autograde")
    room.run("autograde", name)
    tell(f"{name}: mark one text by hand")
    _mark_one(room, name, result.learners)
    _compare(room, name, expected, result)
    tell(f"{name}: feedback")
    room.run("generate_feedback", name)
    room.run("release_feedback", name)
    result.feedback += sorted((root / "feedback").glob(f"*/{name}/*.html"))


def _hand_in(
    room: Classroom, name: str, learner: Learner, exercises: list[GradedExercise], keys: dict[str, Key], seed: int
) -> Expected:
    folder = room.root / "learners" / learner.name / name
    folder.mkdir(parents=True)
    shutil.copytree(room.root / "release" / name, folder, dirs_exist_ok=True)
    file = folder / f"{name}.ipynb"
    nbformat.write(translate(nbformat.read(file, as_version=4), learner.lang, name), file)
    expected = play(folder, name, learner, exercises, keys, seed)
    room.submit(folder, learner.name)
    return expected


def _mark_one(room: Classroom, name: str, learners: list[Learner]) -> None:
    for learner in learners:
        for grade in room.graded(name, learner.name):
            if grade.waits:
                room.mark(name, learner.name, grade.cell, MARK, COMMENT)
                return


def _compare(room: Classroom, name: str, expected: dict[str, Expected], result: Demo) -> None:
    for learner, points in expected.items():
        graded = {grade.cell: grade for grade in room.graded(name, learner)}
        result.waiting += sum(grade.waits for grade in graded.values())
        for cell, want in points.points.items():
            got = graded[cell].auto if cell in graded else None
            result.compared += 1
            if got is None or not isclose(got, want, abs_tol=0.005):  # points are kept to two decimals
                result.surprises.append(Surprise(learner, cell, want, got))


def _steps(total: int) -> Iterator[tuple[int, int]]:
    return ((number, total) for number in range(1, total + 1))


def _next(steps: Iterator[tuple[int, int]], does: str) -> Step:
    number, total = next(steps)
    return Step(number, total, does)
