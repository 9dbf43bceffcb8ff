"""How large things become and when nbgrader's own parts give out: the figures of docs/scale.md.

Run by hand on a course root as ``course demo --only m1 --to ROOT`` leaves it; the root itself is not touched::

    python benchmarks/scale.py ROOT m1-preparation [--learners 1000 10000] [--postgres]

Sizes of folders are medians of the demo's submissions. The gradebook is filled by the one writer with submissions that
have every cell of the assignment, in a class of made-up ids; then Formgrader's own questions (``NbGraderAPI``) are
asked once each, of the same database, and stopped after ``--patience`` seconds. Processor time is that of this process:
with SQLite it does everything, with PostgreSQL the server works beside it.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from postgres import Server

BATCH = 100
TABLES = ("submitted_assignment", "submitted_notebook", "grade", "comment", "student")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("assignment")
    parser.add_argument("--learners", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--patience", type=int, default=60)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    root = asked.root.resolve()
    folders(root, asked.assignment)
    with contextlib.ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=root.parent)))
        server = stack.enter_context(started()) if asked.postgres else None
        for count in asked.learners:
            gradebook(root, asked.assignment, place / f"{count}", count, asked.patience, server)
            shutil.rmtree(place / f"{count}", ignore_errors=True)


@contextlib.contextmanager
def started() -> Iterator[Server]:
    """Start the tests' PostgreSQL, which also waits for its disk here."""
    import postgres

    postgres.SWIFT = ()
    with postgres.running() as server:
        yield server


def folders(root: Path, assignment: str) -> None:
    """Print what one submission takes on the disk, in bytes."""
    for kind in ("submitted", "autograded", "feedback"):
        found = [each for each in (root / kind).glob(f"*/{assignment}") if each.is_dir()]
        files = [[file for file in each.iterdir() if file.is_file()] for each in found]
        length = median(sum(file.stat().st_size for file in each) for each in files)
        disk = median(sum(file.stat().st_blocks * 512 for file in each) for each in files)
        packed = median(sum(len(gzip.compress(file.read_bytes(), 6)) for file in each) for each in files)
        many = median(map(len, files))
        print(f"{kind}: {length:.0f} bytes in {many:.0f} files, {disk} on the disk, {packed} packed; of {len(found)}")


def gradebook(root: Path, assignment: str, to: Path, count: int, patience: int, server: Server | None) -> None:
    """Fill a gradebook and ask it what Formgrader asks."""
    from course.grading.autograde.gradebook import connect
    from course.grading.autograde.ledger import Ledger, rows_of
    from course.grading.autograde.penalty import Penalty
    from course.grading.autograde.plan import assignments_of
    from course.grading.autograde.settings import read_setup
    from course.grading.autograde.writer import Writer
    from course.grading.preprocessors.seen import Seen

    shutil.copytree(
        root, to, ignore=shutil.ignore_patterns("submitted", "autograded", "feedback", "exchange", "learn*")
    )
    kind = "PostgreSQL" if server else "SQLite"
    if server:
        address = server.make(f"scale{count}")
        copy(f"sqlite:///{to / 'gradebook.db'}", address)
        with (to / "nbgrader_config.py").open("a", encoding="utf-8") as file:
            file.write(f"\nc.CourseDirectory.db_url = {address!r}\n")
    here = Path.cwd()
    setup = read_setup(to)
    found = assignments_of(setup, assignment)[assignment]
    engine = connect(setup.directory.db_url)
    for table in ("comment", "grade", "submitted_notebook", "submitted_assignment", "student"):
        with engine.begin() as line:
            line.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608  our own names
    before = size(engine, to)
    said = f"{kind}, {count} learners"
    writer = Writer(engine, found, Penalty(setup.converter()), Seen.beside(setup.directory))
    with Ledger(to) as ledger:
        first, last = fill(writer, engine, found, ledger, count)
        began = Moment()
        rows_of(engine, found)
        ledger.of(assignment)
        again = began.since()
    print(f"{said}: the writer, milliseconds a submission: at first {first}; last {last}")
    print(f"{said}: rows read to see what changed: {again}")
    with engine.connect() as line:
        each = {name: line.scalar(sa.text(f"SELECT count(*) FROM {name}")) / count for name in TABLES}  # noqa: S608
    beside = sum(file.stat().st_size for file in (to / ".course-grade.db", to / ".forecourt-texts.db"))
    print(f"{said}: rows a submission {each}")
    grown = (size(engine, to) - before) / count
    print(f"{said}: {grown:.0f} bytes a submission, ledger and texts {beside / count:.0f}")
    if server:  # as its own housekeeping does within a minute
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as line:
            line.execute(sa.text("VACUUM ANALYZE"))
    engine.dispose()
    folders_for_formgrader(to, assignment, root, count)
    formgrader(kind, setup, assignment, count, patience)
    os.chdir(here)


class Moment:
    """When something began."""

    def __init__(self) -> None:
        self._clock, self._processor = time.perf_counter(), time.process_time()

    def times(self) -> tuple[float, float]:
        """Give the seconds since: by the clock, and of this process."""
        return time.perf_counter() - self._clock, time.process_time() - self._processor

    def since(self) -> str:
        """Say them."""
        clock, processor = self.times()
        return f"{clock:.1f} s, {processor:.1f} s of processor time"


def fill(writer: Any, engine: sa.Engine, assignment: Any, ledger: Any, count: int) -> tuple[str, str]:
    """Write submissions; say what one takes in the first thousand, and in the last."""
    from course.grading.autograde.ledger import rows_of

    took = []
    for start in range(0, count, BATCH):
        batch = [earned(assignment, f"c{number:06}") for number in range(start, start + BATCH)]
        began = Moment()
        writer.write(batch)
        learners = [each.learner for each in batch]
        prints = rows_of(engine, assignment, learners)
        ledger.keep(assignment.name, {each: ("0" * 64, prints[each]) for each in learners}, [])
        took.append(began.times())
    return _each(took[:10]), _each(took[-10:])


def _each(batches: list[tuple[float, float]]) -> str:
    clock, processor = (1000 * median(times) / BATCH for times in zip(*batches, strict=True))
    return f"{clock:.2f}, {processor:.2f} of processor time"


def earned(assignment: Any, learner: str) -> Any:
    """Give a submission that got a point everywhere, and has a text."""
    from course.grading.autograde.result import Graded, GradedNotebook
    from course.grading.preprocessors.blanks import Texts

    made = Graded(learner, enrolled=True, opened=True)
    for name, notebook in assignment.notebooks.items():
        comments = dict.fromkeys([*notebook.solutions, *notebook.tasks])
        texts = {cell: Texts(blank=False, print="0" * 64) for cell in notebook.tasks}
        made.notebooks[name] = GradedNotebook(dict.fromkeys(notebook.grades, 1.0), comments, texts, finished=True)
    return made


def copy(address: str, to: str) -> None:
    """Copy a gradebook into another database."""
    from nbgrader.api import Base, Course, Gradebook

    Gradebook(to, "forecourt").close()
    source, target = sa.create_engine(address), sa.create_engine(to)
    with source.connect() as old, target.begin() as new:
        new.execute(sa.delete(Course))
        for table in Base.metadata.sorted_tables:
            if found := [dict(row) for row in old.execute(sa.select(table)).mappings()]:
                new.execute(sa.insert(table), found)
    source.dispose()
    target.dispose()


def size(engine: sa.Engine, root: Path) -> int:
    """Give how large the gradebook is, in bytes."""
    if engine.dialect.name == "sqlite":
        return (root / "gradebook.db").stat().st_size
    with engine.connect() as line:
        return int(line.scalar(sa.text("SELECT pg_database_size(current_database())")) or 0)


def folders_for_formgrader(to: Path, assignment: str, root: Path, count: int) -> None:
    """Lay out what Formgrader looks for on the disk; it asks whether notebooks are there, and opens none."""
    notebook = next((root / "autograded").glob(f"*/{assignment}/*.ipynb"))
    for number in range(count):
        for kind in ("submitted", "autograded"):
            folder = to / kind / f"c{number:06}" / assignment
            folder.mkdir(parents=True)
            (folder / notebook.name).touch()


def formgrader(kind: str, setup: Any, assignment: str, count: int, patience: int) -> None:
    """Ask what its pages ask."""
    from nbgrader.apps.api import NbGraderAPI

    api = NbGraderAPI(coursedir=setup.directory, parent=setup.app)
    notebook = api.get_notebooks(assignment)[0]["name"]
    pages: dict[str, Callable[[], Any]] = {
        "Manage Assignments": api.get_assignments,
        "Manage Assignments, submissions": lambda: api.get_submissions(assignment),
        "Manual Grading, a notebook": lambda: api.get_notebook_submissions(assignment, notebook),
        "Manual Grading, one submission": lambda: api.get_notebook_submission_indices(assignment, notebook),
        "Manage Students": api.get_students,
    }
    for page, ask in pages.items():
        began = Moment()
        try:
            with at_most(patience):
                ask()
            said = began.since()
        except TimeoutError:
            said = f"stopped: {began.since()}"
        print(f"{kind}, {count} learners: Formgrader, {page}: {said}")
    print(f"most memory so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB; load {load()}")


def load() -> str:
    """Say how many processes waited for a processor in the last minute, and in the last fifteen."""
    found = os.getloadavg()
    return f"{found[0]:.1f} ({found[2]:.1f})"


@contextlib.contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Stop what takes longer."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # and again: one may fall where Python must pass it over
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main()
