"""The simulated class from the first release to returned feedback, with nbgrader's own steps."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING

import nbformat

from course.check.finding import Root
from course.check.keys import of_the_course, read_keys, write_keys
from course.content import library, module_of
from course.demo.cast import Learner, Mishap, cast
from course.demo.compare import Compared, compare
from course.demo.play import Expected, play
from course.engine.errors import CourseError
from course.grading.classroom import Classroom
from course.grading.courseroot import make_root
from course.grading.release import assignments, called, release
from course.grading.translate import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
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
COMMENT = {  # fits every stage's text: what it is about differs, what to do next does not
    "en": "Read with care: clear, and in your own words. By the mark scheme one thing could be said more exactly.",
    "zh-CN": "认真读了：清楚，是你自己的话。照评分标准还差一点：有一处可以说得更具体。",
}
MARK = 6.0  # of 8: the mark that the demo gives one text, so that a feedback page shows a person's words


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the demo, told before it runs: which it is of how many, and what it does."""

    number: int
    total: int
    does: str


@dataclass(slots=True)
class Demo:
    """What the demo left.

    Attributes:
        root: The course root.
        learners: The class.
        assignments: What was handed in and graded.
        graded: How grading agreed with what was expected, one for each assignment.
        marked: Assignment to the learner whose text was marked.

    """

    root: Path
    learners: list[Learner]
    assignments: list[str]
    graded: dict[str, Compared] = field(default_factory=dict)
    marked: dict[str, str] = field(default_factory=dict)

    def page(self, learner: str, assignment: str) -> Path:
        """Give the feedback page of a learner."""
        return self.root / "feedback" / learner / assignment / f"{assignment}.html"

    @property
    def pages(self) -> list[Path]:
        """Give the feedback pages that there must be: one for each learner and assignment."""
        return [self.page(learner.name, name) for name in self.assignments for learner in self.learners]


def demo(
    to: Path,
    files: Path,
    *,
    learners: int = 12,
    seed: int = 1,
    only: Sequence[str] = (),
    people: Sequence[Learner] = (),
    tell: Callable[[Step], None] = lambda _: None,
) -> Demo:
    """Play a class of ``learners`` in the new folder ``to``, with the instructor's ``files``.

    Args:
        to: A new or empty folder; it becomes a course root with an exchange of its own.
        files: The instructor's files, with source/ in them.
        learners: The size of the class.
        seed: The same seed draws the same class and the same answers.
        only: Assignments to play, by whole or short name; all of the course's unless some are named.
        people: The class itself, instead of one that is drawn from ``learners``.
        tell: Called before each step.

    Raises:
        CourseError: A step failed, ``to`` is not empty, or the course has no assignment of a name in ``only``.

    """
    if sys.platform == "win32":
        raise CourseError(
            "nbgrader's exchange, which the demo shows, does not run on Windows.",
            then="Run the demo on Linux or macOS, or in WSL; classes on Windows hand in by zip (docs/instructor.md).",
        )
    played = list(people) or cast(learners, Random(seed))  # noqa: S311  a simulation
    # Told before a folder is made; where there is no source/, the next line says so.
    chosen = {called(files, name) for name in only} if (files / "source").is_dir() else set()
    root = make_root(to.absolute(), files)
    (root / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    (root / "exchange").mkdir()
    # An instructor's own assignments cannot be answered here.
    names = [name for name in assignments(root) if of_the_course(name) and (not chosen or name in chosen)]
    result = Demo(root, played, names)
    for name in names:
        write_keys(Root(root), name)  # the answers are drawn from key.yaml: what is graded must be the same
    steps = _Steps(tell, len(names) * (3 * len(played) + 3))
    for name in names:
        _play_assignment(Classroom(root, COURSE), name, seed, result, steps)
    return result


def _play_assignment(room: Classroom, name: str, seed: int, result: Demo, steps: _Steps) -> None:
    steps.next(f"{name}: release")
    release(room.root, name)
    room.run("release_assignment", name, "--force")
    exercises = list(library(module_of(name)).graded.values())
    keys = read_keys(room.root / "source" / name / "key.yaml", exercises)
    expected: dict[str, Expected] = {}
    late = [each for each in result.learners if each.mishap is Mishap.LATE]
    for learner in [*(each for each in result.learners if each not in late), *late]:
        if learner in late[:1]:
            room.set_due(name, datetime.now(UTC))
        steps.next(f"{name}: {learner.name} answers and hands in")
        expected[learner.name] = _hand_in(room, name, learner, exercises, keys, seed)
    steps.next(f"{name}: collect")
    room.run("collect", name)
    people = [learner.name for learner in result.learners]
    with_each = steps.for_each(people, f"{name}: autograde", "submitted")
    room.run("autograde", name, hear=with_each)
    steps.next(f"{name}: compare with what was expected, mark one text")
    result.graded[name] = compare(room, name, result.learners, expected)
    _mark_one(room, name, result)
    room.run("generate_feedback", name, hear=steps.for_each(people, f"{name}: feedback", "autograded"))
    room.run("release_feedback", name)


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


def _mark_one(room: Classroom, name: str, result: Demo) -> None:
    """Mark the text of one learner, if possible of one to whom nothing unusual happened."""
    for learner in sorted(result.learners, key=lambda each: each.mishap is not Mishap.NONE):
        for grade in room.graded(name, learner.name):
            if grade.waits:
                room.mark(name, learner.name, grade.cell, MARK, COMMENT[learner.lang])
                result.marked[name] = learner.name
                return


class _Steps:
    """Counts the steps, and tells each before it runs."""

    def __init__(self, tell: Callable[[Step], None], total: int) -> None:
        self._tell, self._total, self._number = tell, total, 0

    def next(self, does: str) -> None:
        self._number = min(self._number + 1, self._total)
        self._tell(Step(self._number, self._total, does))

    def for_each(self, learners: Sequence[str], does: str, folder: str) -> Callable[[str], None]:
        """Give what hears nbgrader's log and takes a step when it comes to the next learner's notebook."""
        place = re.compile(rf"Converting notebook .*[\\/]{folder}[\\/](?P<learner>[^\\/]+)[\\/][^\\/]+[\\/][^\\/]+$")
        open_ = set(learners)

        def hear(line: str) -> None:
            found = place.search(line.rstrip())
            if found and found["learner"] in open_:
                open_.discard(found["learner"])
                self.next(f"{does}, {found['learner']}")

        return hear
