"""What was graded last, and from what: so that a submission that did not change is not graded again.

It lies beside ``source/`` in ``.course-grade.db``, an SQLite file of ours. It may be deleted at any time: then every
submission is graded once more. See docs/decisions/grading-many.md.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa

from course.engine.errors import CourseError
from course.grading.autograde.writer import GRADE, NOTEBOOK, SUBMISSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from course.grading.autograde.assignment import Assignment

LEDGER = ".course-grade.db"
VERSION = 1
LARGEST = 200_000_000  # bytes; of a larger file its size and time must do
_TABLE = """CREATE TABLE IF NOT EXISTS graded (
    assignment TEXT, learner TEXT, made_of TEXT, rows TEXT, PRIMARY KEY (assignment, learner)) WITHOUT ROWID"""


class Ledger:
    """The ledger of a course folder; with another ``name``, of something else that is made for each submission.

    Raises:
        CourseError: It cannot be written.

    """

    def __init__(self, root: Path, name: str = LEDGER) -> None:
        file = root / name
        try:
            self._line = _open(file)
        except sqlite3.OperationalError as error:
            raise CourseError(
                f"'{name}' cannot be written: {error}.",
                where=str(root),
                then="Is there room on the disk, and may you write there? Then type the same command again.",
            ) from error
        except sqlite3.DatabaseError:  # whatever it is, it is no ledger
            for each in root.glob(f"{name}*"):
                each.unlink()
            self._line = _open(file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()

    def of(self, assignment: str) -> dict[str, tuple[str, str]]:
        """Give for each learner the fingerprints of what the submission was graded from, and of the rows it made."""
        question = "SELECT learner, made_of, rows FROM graded WHERE assignment = ?"
        return {learner: (made_of, rows) for learner, made_of, rows in self._line.execute(question, (assignment,))}

    def keep(self, assignment: str, graded: Mapping[str, tuple[str, str]], forget: Iterable[str]) -> None:
        """Write down what was graded, and strike out what was not."""
        with self._line:
            self._line.executemany(
                "DELETE FROM graded WHERE assignment = ? AND learner = ?", [(assignment, each) for each in forget]
            )
            self._line.executemany(
                "INSERT OR REPLACE INTO graded VALUES (?, ?, ?, ?)",
                [(assignment, learner, *prints) for learner, prints in graded.items()],
            )


def _open(file: Path) -> sqlite3.Connection:
    line = sqlite3.connect(file, timeout=60)
    try:
        if line.execute("PRAGMA user_version").fetchone()[0] not in {0, VERSION}:
            line.execute("DROP TABLE IF EXISTS graded")
        line.execute(f"PRAGMA user_version = {VERSION}")
        line.execute(_TABLE)
        line.execute("SELECT learner, made_of, rows FROM graded LIMIT 1").fetchall()
        line.commit()
    except sqlite3.DatabaseError:
        line.close()
        raise
    return line


def rows_of(engine: sa.Engine, assignment: Assignment, learners: Sequence[str] | None = None) -> dict[str, str]:
    """Give a fingerprint of the automatic side of each learner's rows: when it is another one, somebody graded anew.

    Persons' marks are not in it: marking is no reason to grade again.
    """
    wanted = SUBMISSION.c.assignment_id == assignment.key
    if learners is not None:
        wanted &= SUBMISSION.c.student_id.in_(learners)
    columns = (
        SUBMISSION.c.id,
        SUBMISSION.c.student_id,
        SUBMISSION.c.timestamp,
        SUBMISSION.c.extension,
        NOTEBOOK.c.late_submission_penalty,
        GRADE.c.cell_id,
        GRADE.c.auto_score,
    )
    ours = NOTEBOOK.c.notebook_id.in_(assignment.keys), GRADE.c.cell_id.in_(assignment.cells)
    joined = SUBMISSION.join(NOTEBOOK, ours[0] & (NOTEBOOK.c.assignment_id == SUBMISSION.c.id))
    joined = joined.join(GRADE, ours[1] & (GRADE.c.notebook_id == NOTEBOOK.c.id), isouter=True)
    found: dict[str, list[str]] = {}
    with engine.connect() as line:
        for row in line.execute(sa.select(*columns).select_from(joined).where(wanted)):
            found.setdefault(row.student_id, []).append(repr(tuple(row)))
    return {learner: hashlib.sha256("".join(sorted(rows)).encode()).hexdigest() for learner, rows in found.items()}


def made_of(folder: Path, release: str) -> str:
    """Give a fingerprint of a submission's files and of what they are graded with; empty when one cannot be read."""
    found = hashlib.sha256(release.encode())
    for file in sorted(each for each in folder.rglob("*") if not each.is_dir()):
        found.update(f"\0{file.relative_to(folder)}\0".encode(errors="surrogateescape"))
        if file.is_symlink() or not file.is_file():
            found.update(b"no file")
            continue
        looked = file.stat()
        if looked.st_size > LARGEST:
            found.update(f"{looked.st_size} {looked.st_mtime_ns}".encode())
            continue
        try:
            with file.open("rb") as data:
                found.update(hashlib.file_digest(data, "sha256").digest())
        except OSError:
            return ""
    return found.hexdigest()


def made_with(setup: Any, assignment: Any) -> str:
    """Give a fingerprint of what all are graded with: release, settings, master files, translations, the course."""
    from nbgrader import __version__

    found = hashlib.sha256(f"{__version__} {assignment.digest()} {setup.app.config!r}".encode())
    directory = setup.directory
    places = [
        Path(directory.format_path(directory.source_directory, ".", assignment.name)),
        Path(directory.root) / "translations",
        Path(__file__).parents[2],  # the course itself
    ]
    for place in places:
        add_files(found, place)
    return found.hexdigest()


def add_files(found: Any, place: Path, but: Sequence[str] = ()) -> None:
    """Let the fingerprint ``found`` stand for the files below ``place``, too, except folders ``but`` directly in it."""
    for file in sorted(each for each in place.rglob("*") if each.is_file() and each.suffix != ".pyc"):
        inside = file.relative_to(place)
        if inside.parts[0] in but:
            continue
        found.update(f"\0{inside}\0".encode())
        with suppress(OSError), file.open("rb") as data:
            found.update(hashlib.file_digest(data, "sha256").digest())
