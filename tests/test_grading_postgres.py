"""PostgreSQL as the gradebook, by nbgrader's own ``CourseDirectory.db_url``: a real one, which the test starts."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from graded_alike import notebooks, rows, rows_in
from nbgrader.api import Base, Course, Gradebook
from postgres import Server, running
from trial_course import NAME, RIGHT, TEXT, answer, environment, write_package, write_root

from course.engine.errors import CourseError
from course.grading.autograde.gradebook import connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.nbgrader, pytest.mark.timeout(300)]

MARK = "m9-x2-mark"
STOCK = ("anna", "late", "lone")  # whom nbgrader's own command grades, too
SETTINGS = """
c.LateSubmissionPlugin.penalty_method = "zero"
c.CourseDirectory.db_url = {address!r}
"""


class Room:
    """A course root whose gradebook is in PostgreSQL, or in a file."""

    def __init__(self, root: Path, package: Path, address: str = "") -> None:
        self.root, self.package = root, package
        self.address = address or f"sqlite:///{root / 'gradebook.db'}"
        self.plain = address.replace("+psycopg", "")
        with (root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
            file.write(SETTINGS.format(address=self.address))

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start nbgrader or course."""
        return subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=self.root,
            env=environment(self.package) | {"COLUMNS": "300"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run one to its end; give its exit status and what it said."""
        return ended(self.start(*arguments))

    def grade(self) -> subprocess.Popen[str]:
        """Start ``course grade``."""
        return self.start("course.cli", "grade", NAME, "--workers", "1")

    def rows(self) -> dict[str, Any]:
        """Give all rows that grading writes."""
        return rows_in(self.plain) if self.plain else rows(self.root)

    @contextlib.contextmanager
    def marking(self, learner: str, cell: str, points: float) -> Iterator[None]:
        """Mark a cell as Formgrader does; the mark is there, and becomes known at the end."""
        with Gradebook(self.address) as book:
            grade = book.find_grade(cell, NAME, NAME, learner)
            grade.manual_score, grade.extra_credit, grade.needs_manual_grade = points, 0.5, False
            book.find_comment(MARK, NAME, NAME, learner).manual_comment = "Well said. 说得好。"
            book.db.flush()
            yield
            book.db.commit()

    def mark(self, learner: str, cell: str, points: float) -> None:
        """Mark a cell at once."""
        with self.marking(learner, cell, points):
            pass


def ended(started: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for its end; give its exit status and what it said."""
    with started:
        said = started.communicate()[0]
    return started.returncode, said


def all_but_one(started: subprocess.Popen[str]) -> str:
    """Wait for its end: the one broken notebook is all that is not graded."""
    status, said = ended(started)
    assert status == 1, said
    assert "1 not graded" in said
    return said


def hand_in(root: Path, learner: str, responses: dict[str, Any], *, day: int = 1) -> Path:
    """Put what was released into submitted/, answered."""
    folder = root / "submitted" / learner / NAME
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "release" / NAME, folder)
    for each in folder.iterdir():
        each.chmod(0o644)
    answer(folder, responses)
    (folder / "timestamp.txt").write_text(f"2026-03-0{day} 09:00:00 UTC\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as started:
        yield started


class School:
    """Makes rooms in which the same class has handed in: ``file`` with a file, the others with PostgreSQL."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self.folder, self.package = server, folder, folder / "package"
        self.package.mkdir()
        write_package(self.package)
        write_root(folder / "bare")
        self.file = self._room("file", "")
        status, said = ended(self.file.start("nbgrader", "generate_assignment", NAME))
        assert status == 0, said
        with Gradebook(self.file.address) as book:
            book.update_or_create_assignment(NAME, duedate="2026-03-02 00:00:00 UTC")
        move(self.file.address, server.make("released"))
        hand_in_all(self.file.root)
        for each in ("release", "submitted"):
            shutil.copytree(self.file.root / each, folder / "bare" / each)

    def room(self, name: str) -> Room:
        """Make one with PostgreSQL."""
        return self._room(name, self.server.make(name, like="released"))

    def _room(self, name: str, address: str) -> Room:
        shutil.copytree(self.folder / "bare", self.folder / name)
        return Room(self.folder / name, self.package, address)


def move(address: str, to: str) -> None:
    """Copy a gradebook into another database, which nbgrader sets up."""
    Gradebook(to, "forecourt").close()
    source, target = sa.create_engine(address), sa.create_engine(to)
    with source.connect() as old, target.begin() as new:
        new.execute(sa.delete(Course))
        for table in Base.metadata.sorted_tables:
            if found := [dict(row) for row in old.execute(sa.select(table)).mappings()]:
                new.execute(sa.insert(table), found)
    source.dispose()
    target.dispose()


def hand_in_all(root: Path) -> None:
    """Hand in what a class hands in."""
    hand_in(root, "anna", RIGHT | TEXT)
    hand_in(root, "王芳", {"m9-x1.V2": ["ci"]} | TEXT)
    hand_in(root, "Li, Wei", RIGHT)
    hand_in(root, "late", RIGHT | TEXT, day=4)
    (hand_in(root, "lone", RIGHT | TEXT) / "answers.jsonl").unlink()
    (hand_in(root, "broken", RIGHT) / f"{NAME}.ipynb").write_text('{"cells": [', encoding="utf-8")


@pytest.fixture(scope="module")
def school(server: Server, tmp_path_factory: pytest.TempPathFactory) -> School:
    return School(server, tmp_path_factory.mktemp("school"))


@pytest.fixture(scope="module")
def graded(school: School) -> tuple[Room, Room, Room]:
    """Give the same class graded with a file; with a PostgreSQL that was killed, as was the grader; and by nbgrader."""
    file, ours = school.file, school.room("ours")
    undisturbed, killed = file.grade(), ours.grade()
    until = time.monotonic() + 60
    while not list((ours.root / "autograded").glob(".course-grade/*/*")) and time.monotonic() < until:
        time.sleep(0.01)
    os.kill(killed.pid, signal.SIGKILL)
    ended(killed)
    kill_the_database_in_the_middle(school.server, ours)
    stock = school.room("stock")
    for each in (stock.root / "submitted").iterdir():
        if each.name not in STOCK:
            shutil.rmtree(each)
    nbgraders = stock.start("nbgrader", "autograde", NAME)
    all_but_one(ours.grade())
    all_but_one(undisturbed)
    status, said = ended(nbgraders)
    assert status == 0, said
    return file, ours, stock


def kill_the_database_in_the_middle(server: Server, room: Room) -> None:
    """Kill the process that writes for the grader, with rows of this transaction in four tables and none in the fifth.

    PostgreSQL ends all its other processes then, and mends itself.
    """
    import psycopg

    before = room.rows()
    with contextlib.suppress(psycopg.OperationalError), psycopg.connect(room.plain) as holder:
        holder.execute("LOCK TABLE comment IN EXCLUSIVE MODE")
        with psycopg.connect(room.plain, autocommit=True) as watch:
            cut_off = room.grade()
            os.kill(_waiting(watch), signal.SIGKILL)
            status, said = ended(cut_off)
    until = time.monotonic() + 60
    while not server.answers() and time.monotonic() < until:
        time.sleep(0.05)
    assert status == 1, said
    assert "The gradebook cannot be written" in said
    assert "type the same command again" in said
    assert room.rows() == before


def test_the_same_class_has_the_same_rows_and_notebooks_even_when_the_grader_and_the_database_were_killed(
    graded: tuple[Room, Room, Room],
) -> None:
    file, ours, _ = graded
    assert ours.rows() == file.rows()
    assert len(ours.rows()["grade"]) == 18
    assert notebooks(ours.root) == notebooks(file.root)


def test_nbgraders_own_command_agrees(graded: tuple[Room, Room, Room]) -> None:
    _, ours, stock = graded
    rows_of_ours = ours.rows()
    for table, found in stock.rows().items():
        place = 0 if table == "student" else 1
        assert found == [row for row in rows_of_ours[table] if table == "course" or row[place] in STOCK], table


def test_a_mark_survives_even_while_it_is_being_given(
    graded: tuple[Room, Room, Room],
) -> None:
    import psycopg

    file, ours, _ = graded
    for each in (file, ours):
        each.mark("anna", MARK, 6.0)
        each.mark("late", MARK, 7.0)
        hand_in(each.root, "anna", {"m9-x2.T1": "Another text"})
    file.mark("anna", "m9-x1", 3.0)
    beside = file.grade()
    with psycopg.connect(ours.plain, autocommit=True) as watch:
        with ours.marking("anna", "m9-x1", 3.0):
            again = ours.grade()
            _waiting(watch)
        for each in map(all_but_one, (again, beside)):
            assert "1 graded" in each
            assert "4 unchanged" in each
    assert ours.rows() == file.rows()
    marks = {row[1:3]: row[4:] for row in ours.rows()["grade"] if row[5] is not None}
    assert marks == {
        ("anna", "m9-x1"): (0.0, 3.0, 0.5, 1),  # without the mark it would not wait: it has points
        ("anna", MARK): (None, 6.0, 0.5, 1),  # another text waits again
        ("late", MARK): (None, 7.0, 0.5, 0),
    }
    assert "Well said. 说得好。" in {row[5] for row in ours.rows()["comment"]}


def _waiting(watch: Any) -> int:
    """Give the connection that waits for a lock, as soon as one does."""
    question = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if found := watch.execute(question).fetchone():
            return int(found[0])
        time.sleep(0.05)
    pytest.fail("Nobody waits for the person's lock.")


def test_a_database_without_a_gradebook_is_told_and_stays_empty(server: Server) -> None:
    address = server.make("empty")
    with pytest.raises(CourseError, match=r"no gradebook.*course release"):
        connect(address)
    with pytest.raises(CourseError, match="does not answer") as told:
        connect(server.address("nowhere").replace("course@", "course:secret@"))
    assert "secret" not in str(told.value)


def test_a_released_assignment_is_the_same_after_its_rows_moved(school: School) -> None:
    """PostgreSQL gives rows in no order of theirs; a changed row comes last. That is no new release."""
    import psycopg

    from course.grading.autograde.assignment import read_assignment

    moved = school.room("moved")

    def digest() -> str:
        with Gradebook(moved.address) as book:
            return read_assignment(book, NAME).digest()

    before = digest()
    with psycopg.connect(moved.plain) as line:
        line.execute("UPDATE source_cell SET locked = locked WHERE name = 'm9-s1'")
    assert digest() == before
