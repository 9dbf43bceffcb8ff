"""``course grade`` from the outside: what it says, what it remembers, and what it asks for when it cannot begin."""

from __future__ import annotations

import sqlite3
from io import StringIO
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from rich.console import Console

from course.engine.errors import CourseError
from course.grading.autograde.command import grade as command
from course.grading.autograde.gradebook import TRIES, transact
from course.grading.autograde.ledger import LEDGER, Ledger, made_of
from course.grading.autograde.result import Graded, GradedNotebook, Problem
from course.grading.autograde.run import Outcome, Step, grade
from course.grading.autograde.show import LONGEST, progress, tell
from course.grading.preprocessors.blanks import Texts
from course.grading.preprocessors.seen import BEFORE, SEEN, Seen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty course folder; a run goes there, and must not stay."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    return tmp_path


def said(show: Callable[[Console], None]) -> str:
    console = Console(file=StringIO(), width=120, force_terminal=False)
    show(console)
    file = console.file
    assert isinstance(file, StringIO)
    return file.getvalue()


def test_one_assignment_or_all_must_be_named(root: Path) -> None:
    for assignment, every in ((None, False), ("m1", True)):
        with pytest.raises(CourseError, match="course grade --all"):
            command(assignment, every=every, root=root)


def test_without_a_gradebook_it_says_where_one_comes_from(root: Path) -> None:
    with pytest.raises(CourseError, match=r"no gradebook.*course release"):
        grade(root, None)
    assert not (root / "gradebook.db").exists()


def test_a_folder_that_is_not_there_is_named(root: Path) -> None:
    with pytest.raises(CourseError, match="no such folder"):
        grade(root / "nowhere", None)


def test_a_configuration_with_a_mistake_is_told_and_not_passed_over(root: Path) -> None:
    (root / "nbgrader_config.py").write_text("c = get_config()\nc.x = 1 / 0\n", encoding="utf-8")
    with pytest.raises(CourseError, match="ZeroDivisionError"):
        grade(root, None)


def test_two_do_not_grade_in_one_folder_at_a_time(root: Path) -> None:
    from filelock import FileLock
    from nbgrader.api import Gradebook

    Gradebook(f"sqlite:///{root / 'gradebook.db'}").close()
    with FileLock(root / ".course-grade.lock"), pytest.raises(CourseError, match="Somebody is grading"):
        grade(root, None)


def test_a_ledger_remembers_and_forgets(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.keep("m1", {"anna": ("a", "b"), "王芳": ("c", "d")}, [])
        ledger.keep("m2", {"anna": ("e", "f")}, [])
    with Ledger(tmp_path) as ledger:
        assert ledger.of("m1") == {"anna": ("a", "b"), "王芳": ("c", "d")}
        ledger.keep("m1", {"anna": ("g", "h")}, ["王芳"])
        assert ledger.of("m1") == {"anna": ("g", "h")}
        assert ledger.of("m2") == {"anna": ("e", "f")}


@pytest.mark.parametrize("content", [b"no database at all, but long enough to look at", b""])
def test_a_ledger_that_is_none_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LEDGER).write_bytes(content)
    with Ledger(tmp_path) as ledger:
        assert ledger.of("m1") == {}


def test_a_ledger_of_another_version_is_begun_anew(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / LEDGER) as line:
        line.execute("CREATE TABLE graded (what TEXT)")
        line.execute("PRAGMA user_version = 99")
    with Ledger(tmp_path) as ledger:
        assert ledger.of("m1") == {}


def test_a_transaction_that_met_another_writers_is_tried_again_and_at_last_told() -> None:
    engine, calls = sa.create_engine("sqlite://"), list[int]()

    def work(_: sa.Connection) -> None:
        calls.append(1)
        if len(calls) != TRIES:
            raise sa.exc.IntegrityError("INSERT", {}, Exception("duplicate"))

    transact(engine, work)
    assert len(calls) == TRIES
    with pytest.raises(sa.exc.IntegrityError):
        transact(engine, work)
    assert len(calls) == 2 * TRIES
    engine.dispose()


def test_texts_are_remembered_only_when_told(tmp_path: Path) -> None:
    seen = Seen(tmp_path / SEEN)
    assert seen.differs("m1/anna", "a")
    assert seen.differs("m1/anna", "a")
    seen.remember({"m1/anna": "a"})
    assert not Seen(tmp_path / SEEN).differs("m1/anna", "a")
    assert Seen(tmp_path / SEEN).is_new("m1/anna", "b")


def test_texts_that_an_older_version_remembered_are_taken_over_once(tmp_path: Path) -> None:
    (tmp_path / BEFORE).write_text('{"m1/王芳": "a"}', encoding="utf-8")
    assert not Seen(tmp_path / SEEN).differs("m1/王芳", "a")
    assert not (tmp_path / BEFORE).exists()
    assert not Seen(tmp_path / SEEN).differs("m1/王芳", "a")


@pytest.mark.parametrize("name", [SEEN, BEFORE])
def test_a_file_of_texts_that_is_none_is_begun_anew(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"no database at all, and no JSON either: but long enough to look at")
    assert Seen(tmp_path / SEEN).differs("m1/anna", "a")
    assert not Seen(None).file


def test_any_change_in_a_submission_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text("{}", encoding="utf-8")
    prints = [made_of(tmp_path, "release")]
    (tmp_path / "a.ipynb").write_text("[]", encoding="utf-8")
    prints.append(made_of(tmp_path, "release"))
    (tmp_path / "link").symlink_to("/etc/passwd")
    prints.append(made_of(tmp_path, "release"))
    prints.append(made_of(tmp_path, "another release"))
    assert len(set(prints)) == len(prints)


def test_what_a_worker_tells_survives_the_way() -> None:
    graded = Graded("王芳", "/x", None, enrolled=True, opened=True, missing=["second"], told=["Look."])
    graded.notebooks["first"] = GradedNotebook({"x": 1.5, "y": None}, {"z": "No response."}, {"t": Texts(True, "ab")})
    graded.problem = Problem("What.", "Then.")
    assert Graded.read(graded.data()) == graded


def test_the_end_says_who_was_not_graded_why_and_what_to_do() -> None:
    outcome = Outcome(graded=2, unchanged=3, seconds=4.0)
    outcome.wrong.append(("m1", Graded("[bold]", problem=Problem("It is torn.", "Ask again."))))
    outcome.look.append(("m1", Graded("anna", told=["a cell was put back."])))
    text = said(lambda console: tell(outcome, console))
    assert "[bold]" in text
    for word in ("not graded: It is torn.", "Ask again.", "a cell was put back.", "graded anyway"):
        assert word in text
    assert "2 graded (0.5 a second), 3 unchanged since they were graded, 1 not graded, in 4 s." in text


def test_a_long_list_of_warnings_is_cut_and_that_is_said() -> None:
    outcome = Outcome(graded=100, look=[("m1", Graded(f"c{n}", told=["Look."])) for n in range(100)])
    text = said(lambda console: tell(outcome, console))
    assert f"and {100 - LONGEST} more" in text


def test_a_stop_is_no_loss_and_says_how_to_go_on() -> None:
    text = said(lambda console: tell(Outcome(graded=5, stopped=True), console))
    assert "Nothing is lost; type the same command again" in text


def test_in_a_file_progress_is_a_line_now_and_then() -> None:
    times = iter([0.0, 1.0, 6.0, 7.0])

    def show(console: Console) -> None:
        with progress(console, lambda: next(times)) as hear:
            for number in range(1, 5):
                hear(Step(number, 4, "m1", Graded(f"c{number}", problem=Problem("x") if number == 4 else None)))

    assert said(show).splitlines() == ["1/4 m1, c1", "3/4 m1, c3", "✗ m1, c4"]


def test_in_a_terminal_progress_is_a_bar_with_rate_and_who_needs_a_look() -> None:
    times = iter(float(each) for each in range(20))
    console = Console(file=StringIO(), width=120, force_terminal=True)
    with progress(console, lambda: next(times)) as hear:
        hear(Step(0, 10))
        hear(Step(2, 10, "m1", Graded("anna", told=["Look."])))
    file = console.file
    assert isinstance(file, StringIO)
    text = file.getvalue()
    assert "2/10" in text
    assert "1.0/s" in text
    assert "1 to look at, last anna" in text
