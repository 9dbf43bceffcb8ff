"""Grading a course folder's submissions: who is graded, by whom, and what became of it."""

from __future__ import annotations

import os
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from course.engine.errors import CourseError
from course.grading import fence
from course.grading.autograde import handover
from course.grading.autograde.cluster import Cluster
from course.grading.autograde.crew import Crew
from course.grading.autograde.gradebook import connect
from course.grading.autograde.jobs import Job, Workers
from course.grading.autograde.landing import Landing
from course.grading.autograde.ledger import Ledger, made_of, made_with, rows_of
from course.grading.autograde.penalty import Penalty
from course.grading.autograde.plan import alone, assignments_of, submissions_of
from course.grading.autograde.settings import Setup, read_setup
from course.grading.autograde.writer import Writer
from course.grading.preprocessors.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from course.grading.autograde.assignment import Assignment
    from course.grading.autograde.result import Graded
    from course.grading.fence import Layers

BATCH = 100  # submissions in one transaction
PAUSE = 2.0  # seconds after which what is there is written, however little it is


@dataclass(frozen=True, slots=True)
class Step:
    """Where a run is: how many of all are done; ``graded`` is the one that was done last."""

    done: int
    total: int
    assignment: str = ""
    graded: Graded | None = None


@dataclass(slots=True)
class Outcome:
    """What became of a run.

    Attributes:
        graded: How many submissions were graded.
        unchanged: How many had not changed since they were graded last.
        handed_over: For each assignment that nbgrader's own converter graded, why.
        refused: For each assignment of which nothing was graded, why: learners' code would run without a fence.
        fence: The layers in which learners' code ran; None when none did.
        wrong: Who was not graded: assignment and what is known.
        look: Who was graded and needs a look.
        stopped: Whether Ctrl+C ended it before its end.

    """

    graded: int = 0
    unchanged: int = 0
    handed_over: dict[str, str] = field(default_factory=dict)
    refused: dict[str, CourseError] = field(default_factory=dict)
    fence: Layers | None = None
    wrong: list[tuple[str, Graded]] = field(default_factory=list)
    look: list[tuple[str, Graded]] = field(default_factory=list)
    stopped: bool = False
    seconds: float = 0.0

    def add(self, assignment: str, graded: Graded) -> None:
        """Count one submission."""
        if graded.problem is not None:
            self.wrong.append((assignment, graded))
            return
        self.graded += 1
        if graded.told:
            self.look.append((assignment, graded))


def grade(
    root: Path,
    wanted: str | None,
    *,
    learners: Sequence[str] = (),
    workers: int | None = None,
    force: bool = False,
    trusted: bool = False,
    scheduler: str | None = None,
    tell: Callable[[Step], None] = lambda _: None,
) -> Outcome:
    """Grade what was handed in and changed since it was graded last.

    Args:
        root: The course folder.
        wanted: The assignment, or the beginning of its name up to the first hyphen; None for all.
        learners: Only these learners' submissions.
        workers: How many processes grade; None for one a processor.
        force: Grade what did not change, too.
        trusted: Let learners' code run without a fence; not on a cluster.
        scheduler: The address of a dask scheduler whose workers grade, instead of this machine's processes.
        tell: Hears how far it is.

    Raises:
        CourseError: Nothing can be graded, and why. What went wrong with one submission is in the outcome.

    """
    began = time.monotonic()
    setup = read_setup(root)
    if trusted or scheduler:
        setup.trust(on=trusted and not scheduler)
    engine = connect(setup.directory.db_url)  # before anything is written: without a gradebook this is no course folder
    with alone(Path(setup.directory.root)), Ledger(Path(setup.directory.root)) as ledger:
        assignments = assignments_of(setup, wanted)
        found = submissions_of(setup, assignments, wanted, learners)
        run = _Run(setup, engine, ledger, found, tell, force=force)

        def hire(here: dict[str, Assignment], most: int) -> Workers:
            if scheduler:
                return Cluster(setup, here, scheduler)
            return Crew(setup, here, min(workers or os.cpu_count() or 1, most))

        try:
            run.grade(assignments, hire)
        except KeyboardInterrupt:
            run.outcome.stopped = True
        finally:
            run.end()
            engine.dispose()
    if scheduler:
        run.outcome.fence = None  # what it knows is this machine's; a worker without enough layers refuses
    run.outcome.seconds = time.monotonic() - began
    return run.outcome


class _Run:
    def __init__(
        self,
        setup: Setup,
        engine: sa.Engine,
        ledger: Ledger,
        found: dict[str, list[tuple[str, Path]]],
        tell: Callable[[Step], None],
        *,
        force: bool,
    ) -> None:
        self._setup, self._engine, self._ledger, self._force = setup, engine, ledger, force
        self._found, self._tell = found, tell
        self._total, self._done = sum(map(len, found.values())), 0
        self._landings: dict[str, Landing] = {}
        self._waiting: dict[str, list[Graded]] = {}
        self._made_of: dict[tuple[str, str], str] = {}
        self._since = 0.0
        self.outcome = Outcome()

    def grade(self, assignments: dict[str, Assignment], hire: Callable[[dict[str, Assignment], int], Workers]) -> None:
        """Grade all: here what can be, then the others by nbgrader's own converter."""
        here = {name: each for name, each in assignments.items() if self._found[name]}
        others: dict[str, str] = {}
        seen = Seen.beside(self._setup.directory)  # one for all: each would write over the others' file
        why, execution = self._setup.why_not_here(), self._setup.execution()
        for name, each in list(here.items()):
            if (refusal := execution.refusal(each)) is not None:
                self.outcome.refused[name] = refusal
                self._total -= len(self._found[name])
                del here[name]
                continue
            penalty = Penalty(self._setup.converter())
            writer = Writer(self._engine, each, penalty, seen)
            self._landings[name] = Landing(self._setup, each, writer, self._ledger, self._engine)
            if execution.of_learners(each) and not execution.trusted:
                self.outcome.fence = fence.layers()
            if why:
                others[name] = why
                del here[name]
        self._tell(Step(0, self._total))
        if here:
            most = sum(len(self._found[name]) for name in here)
            with hire(here, most) as workers:
                for done in workers.grade(self._jobs(here)):
                    if done is None:
                        self._tell(Step(self._done, self._total))
                    else:
                        job, graded = done
                        self._count(job.assignment, graded)
                        self._waiting.setdefault(job.assignment, []).append(graded)
                    self._write(PAUSE)
        self._write()
        for name, why in others.items():
            for job in self._jobs({name: assignments[name]}):
                self.outcome.handed_over[name] = why
                graded = handover.grade(self._setup, name, job.learner)
                self._landings[name].note([graded], {job.learner: self._made_of[name, job.learner]})
                self._count(name, graded)
                self.outcome.add(name, graded)

    def end(self) -> None:
        """Write what is there still, and leave nothing half made."""
        try:
            self._write()
        finally:
            for each in self._landings.values():
                each.clear()

    def _jobs(self, assignments: dict[str, Assignment]) -> Iterator[Job]:
        """Give the submissions that are to be graded; those that did not change are counted."""
        for name, assignment in assignments.items():
            landing, release = self._landings[name], made_with(self._setup, assignment)
            known = {} if self._force else self._ledger.of(name)
            rows = rows_of(self._engine, assignment) if known else {}
            for learner, folder in self._found[name]:
                now = made_of(folder, release)
                last = known.get(learner)
                if last and last == (now, rows.get(learner)) and landing.is_there(learner):
                    self.outcome.unchanged += 1
                    self._done += 1
                    continue
                self._made_of[name, learner] = now
                yield Job(name, learner, str(landing.draft()))

    def _count(self, name: str, graded: Graded) -> None:
        self._done += 1
        self._tell(Step(self._done, self._total, name, graded))

    def _write(self, pause: float = 0.0) -> None:
        waiting = sum(map(len, self._waiting.values()))
        if not waiting:
            self._since = time.monotonic()
            return
        if pause and waiting < BATCH and time.monotonic() - self._since < pause:
            return
        for name in list(self._waiting):
            batch = self._waiting.pop(name)
            prints = {each.learner: self._made_of.pop((name, each.learner)) for each in batch}
            try:
                self._landings[name].land(batch, prints)
            except (sa.exc.SQLAlchemyError, sqlite3.Error, OSError) as error:
                raise CourseError(
                    f"The gradebook cannot be written: {getattr(error, 'orig', None) or error}.",
                    then="Nothing that was graded before is lost. Mend it, and type the same command again.",
                ) from error
            for each in batch:
                self.outcome.add(name, each)
        self._since = time.monotonic()
