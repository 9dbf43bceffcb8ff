"""Making a course folder's feedback: whose pages are made, by whom, and what became of it.

A learner's folder is made beside its place, then renamed into it, then noted down with fingerprints of what it was made
of and of what came out. Killed at any moment, each folder is whole, the older or the newer one, and what was not noted
down yet is made once more.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from nbgrader.api import Gradebook
from nbgrader.apps import GenerateFeedbackApp
from nbgrader.converters import GenerateFeedback

from course.engine.errors import CourseError
from course.grading.autograde import handover
from course.grading.autograde.drafts import Drafts
from course.grading.autograde.gradebook import connect
from course.grading.autograde.jobs import Job
from course.grading.autograde.ledger import Ledger, made_of
from course.grading.autograde.plan import alone, names_of, some
from course.grading.autograde.result import Graded, Problem
from course.grading.autograde.run import Outcome, Step
from course.grading.autograde.settings import Setup, read_setup
from course.grading.autograde.submission import folders, share
from course.grading.feedback.crew import PageCrew
from course.grading.feedback.marks import Marks, read_marks
from course.grading.feedback.pages import Pages
from course.grading.feedback.settings import converter_of, made_with, why_not_here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LEDGER = ".course-feedback.db"
WORK = ".course-feedback"  # stands for a learner's id in nbgrader's folder structure; its patterns pass over a dot
BATCH = 100  # submissions that are noted down together
PAUSE = 2.0  # seconds after which what is there is noted down, however little it is


def make(
    root: Path,
    wanted: str | None,
    *,
    learners: Sequence[str] = (),
    workers: int | None = None,
    force: bool = False,
    tell: Callable[[Step], None] = lambda _: None,
) -> Outcome:
    """Make the feedback of what was graded, where anything that it is made of has changed.

    Args:
        root: The course folder.
        wanted: The assignment, or the beginning of its name up to the first hyphen; None for all.
        learners: Only these learners' feedback.
        workers: How many processes make pages; None for one a processor.
        force: Make what did not change, too.
        tell: Hears how far it is.

    Raises:
        CourseError: Nothing can be made, and why. What went wrong with one submission is in the outcome.

    """
    began = time.monotonic()
    setup = read_setup(root, GenerateFeedbackApp)
    with alone(Path(setup.directory.root)), Ledger(Path(setup.directory.root), LEDGER) as ledger:
        run = _Run(setup, ledger, tell, force=force)
        try:
            run.make(run.find(wanted, learners), workers or os.cpu_count() or 1)
        except KeyboardInterrupt:
            run.outcome.stopped = True
        finally:
            run.end()
    run.outcome.seconds = time.monotonic() - began
    return run.outcome


class _Run:
    def __init__(self, setup: Setup, ledger: Ledger, tell: Callable[[Step], None], *, force: bool) -> None:
        self._setup, self._ledger, self._tell, self._force = setup, ledger, tell, force
        self._directory = setup.directory
        self._converter = converter_of(setup)
        self._marks: dict[str, dict[tuple[str, str], Marks]] = {}
        self._drafts: dict[str, Drafts] = {}
        self._made_of: dict[tuple[str, str], str] = {}
        self._noted: dict[str, dict[str, tuple[str, str]]] = {}
        self._total = self._done = 0
        self._since = time.monotonic()
        self.outcome = Outcome()

    def find(self, wanted: str | None, learners: Sequence[str]) -> dict[str, list[tuple[str, Path]]]:
        """Give for each assignment who was graded, with the folder; read what the gradebook says of them."""
        within = self._directory.autograded_directory
        connect(self._directory.db_url).dispose()  # it is there: nbgrader would make an empty one
        try:
            with Gradebook(self._directory.db_url, self._directory.course_id) as book:
                names = names_of(book, wanted, str(self._directory.root))
                found = {name: list(folders(self._setup, name, within)) for name in names}
                self._marks = {name: read_marks(book, name) for name in names if found[name]}
        except sa.exc.SQLAlchemyError as error:
            said = getattr(error, "orig", None) or error
            raise CourseError(
                f"The gradebook cannot be read: {said}", where=str(self._directory.root), then="nbgrader db upgrade?"
            ) from error
        there = {learner for each in found.values() for learner, _ in each}
        if not there:
            raise CourseError(
                "Nothing was graded." if wanted is None else f"Nothing of {wanted} was graded.",
                where=str(Path(self._directory.root) / within),
                then="First grade: course grade ASSIGNMENT",
            )
        if strangers := [each for each in learners if each not in there]:
            what = f"Nothing of {', '.join(strangers)} was graded."
            raise CourseError(what, where="--learner", then=f"There are: {some(there)}.")
        return {
            name: [each for each in all_ if (not learners or each[0] in learners) and any(each[1].glob("[!.]*.ipynb"))]
            for name, all_ in found.items()
        }

    def make(self, found: dict[str, list[tuple[str, Path]]], workers: int) -> None:
        """Make all: here what can be, then the others by nbgrader's own converter."""
        self._total = sum(map(len, found.values()))
        self._tell(Step(0, self._total))
        why, with_ = why_not_here(self._converter), made_with(self._converter)
        pages, others = dict[str, Pages](), dict[str, str]()
        jobs = dict[str, list[Job]]()
        for name, submissions in found.items():
            self._drafts[name] = Drafts(self._directory, self._directory.feedback_directory, name, WORK)
            wanted = jobs[name] = list(self._jobs(name, submissions, with_))
            if not wanted:
                continue
            made = Pages(self._converter, name, self._marks[name])
            if why:
                others[name] = why
            elif _is_like_stock(made, wanted):
                pages[name] = made
            else:
                others[name] = "a page of the course's own making is not what nbconvert makes here"
        here = [job for name in pages for job in jobs[name]]
        if here:
            with PageCrew(self._setup, pages, min(workers, len(here))) as crew:
                for done in crew.grade(iter(here)):
                    if done is None:
                        self._tell(Step(self._done, self._total))
                    else:
                        self._land(done[0].assignment, done[1])
                    self._note(PAUSE)
        for name, reason in others.items():
            for job in jobs[name]:
                self.outcome.handed_over[name] = reason
                self._count(name, handover.hand_over(self._setup, name, job.learner, self._stock, "generate_feedback"))
                self._note(PAUSE)

    def _stock(self) -> Any:
        return GenerateFeedback(coursedir=self._directory, parent=self._setup.app, force=True)

    def end(self) -> None:
        """Note down what is made, and leave nothing half made."""
        try:
            self._note()
        finally:
            for each in self._drafts.values():
                each.clear()

    def _jobs(self, name: str, submissions: list[tuple[str, Path]], with_: str) -> Iterator[Job]:
        """Give the submissions whose feedback is to be made; those of which nothing changed are counted."""
        known = {} if self._force else self._ledger.of(name)
        said: dict[str, list[Any]] = {}
        for (learner, notebook), marks in sorted(self._marks.get(name, {}).items()):
            said.setdefault(learner, []).append((notebook, marks))
        for learner, folder in submissions:
            now = made_of(folder, f"{with_} {said.get(learner)!r}")
            last = known.get(learner)
            if now and last == (now, _look_of(self._drafts[name].place(learner))):
                self.outcome.unchanged += 1
                self._done += 1
                continue
            self._made_of[name, learner] = now
            yield Job(name, learner, str(self._drafts[name].draft()))

    def _land(self, name: str, made: Graded) -> None:
        """Put a learner's folder in its place; what cannot be moved becomes that submission's problem."""
        drafts = self._drafts[name]
        if made.problem is None:
            try:
                drafts.move(Path(made.folder), made.learner)
                top = self._directory.format_path(self._directory.feedback_directory, ".", ".")
                share(Path(top), self._directory)
            except OSError as error:
                where = drafts.place(made.learner)
                made.problem = Problem(f"{where} cannot be replaced: {error.strerror}.", "May you write there?")
        if made.problem is not None:
            drafts.remove(made.learner)
        self._count(name, made)

    def _count(self, name: str, made: Graded) -> None:
        place = self._drafts[name].place(made.learner)
        prints = (self._made_of[name, made.learner], "" if made.problem else _look_of(place))
        self._noted.setdefault(name, {})[made.learner] = prints
        self._done += 1
        self.outcome.add(name, made)
        self._tell(Step(self._done, self._total, name, made))

    def _note(self, pause: float = 0.0) -> None:
        if pause and sum(map(len, self._noted.values())) < BATCH and time.monotonic() - self._since < pause:
            return
        for name in list(self._noted):
            noted = self._noted.pop(name)
            good = {learner: prints for learner, prints in noted.items() if all(prints)}
            try:
                self._ledger.keep(name, good, [learner for learner in noted if learner not in good])
            except sqlite3.Error as error:
                what = f"What was made cannot be noted down: {error}."
                raise CourseError(what, where=LEDGER, then="Every page is there. Is the disk full?") from error
        self._since = time.monotonic()


def _is_like_stock(pages: Pages, jobs: list[Job]) -> bool:
    """Compare the first pages that can be made at all; this also reads templates and imports before the fork."""
    for job in jobs[:3]:
        try:
            return pages.like_stock(job.learner)
        except Exception:  # noqa: BLE001, S112  it will be told of that learner; another one is compared
            continue
    return True


def _look_of(folder: Path) -> str:
    """Give a fingerprint of the files in ``folder`` by their sizes and times; empty when there is none."""
    found = hashlib.sha256()
    there = sorted(each for each in folder.rglob("*") if each.is_file())
    for file in there:
        looked = file.stat()
        found.update(f"\0{file.relative_to(folder)} {looked.st_size} {looked.st_mtime_ns}".encode(errors="replace"))
    return found.hexdigest() if there else ""
