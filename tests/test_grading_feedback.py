"""``course feedback`` beside ``nbgrader generate_feedback``: one class, the same files to the last byte."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from io import StringIO
from typing import TYPE_CHECKING
from uuid import uuid4

import psutil
import pytest
from graded_class import FOREIGN, OURS, environment, feedback, run, write_classes
from rich.console import Console

from course.engine.errors import CourseError
from course.grading.autograde.show import tell
from course.grading.feedback.command import WORDS
from course.grading.feedback.run import make

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from course.grading.autograde.run import Outcome

pytestmark = [pytest.mark.nbgrader, pytest.mark.timeout(300)]

LEARNERS = ["anna", "Li, Wei", "王芳", "bob", "broken", "stranger"]
BAD = {"broken", "stranger"}
OWN = 'c.GenerateFeedback.preprocessors = ["nbgrader.preprocessors.GetGrades", "shout.Shout"]\n'
STEP = """
from nbconvert.preprocessors import Preprocessor

class Shout(Preprocessor):
    enabled = True

    def preprocess(self, nb, resources):
        nb.cells[0].source = nb.cells[0].source.upper()
        return nb, resources
"""


@pytest.fixture(scope="module")
def classes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", environment()["PATH"])  # nbgrader runs ``alembic`` by name when it makes a gradebook (T41)
        return write_classes(tmp_path_factory.mktemp("classes"), LEARNERS)


@pytest.fixture
def copy(classes: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Give what makes a copy of a course folder, with these learners and further settings."""
    monkeypatch.chdir(tmp_path)  # a run goes to the course folder, and must not stay
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")

    def made(assignment: str = FOREIGN, learners: Sequence[str] = LEARNERS, settings: str = "") -> Path:
        root = tmp_path / "course"
        shutil.copytree(classes[assignment], root)
        for learner in set(LEARNERS) - set(learners):
            shutil.rmtree(root / "autograded" / learner)
        with (root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
            file.write(settings)
        return root

    return made


def spoil(root: Path, assignment: str) -> None:
    """Break one notebook, and let the gradebook not know one learner."""
    name = "m1-preparation" if assignment == OURS else "extra"
    (root / "autograded" / "broken" / assignment / f"{name}.ipynb").write_text("{", encoding="utf-8")
    with sqlite3.connect(root / "gradebook.db") as book:
        book.execute("DELETE FROM submitted_assignment WHERE student_id = 'stranger'")


def said(outcome: Outcome) -> str:
    """Give what the command prints."""
    file = StringIO()
    tell(outcome, Console(file=file, width=300), WORDS)
    return file.getvalue()


@pytest.mark.parametrize(("assignment", "settings"), [(OURS, ""), (FOREIGN, "c.CourseDirectory.groupshared = True\n")])
def test_the_files_are_those_that_nbgrader_makes(assignment: str, settings: str, copy: Callable[..., Path]) -> None:
    root = copy(assignment, settings=settings)
    spoil(root, assignment)
    stock = run(root, "nbgrader", "generate_feedback", assignment)
    assert stock.returncode == 1
    wanted = feedback(root)
    assert {name.split("/")[1] for name in wanted if name.endswith(".html")} == set(LEARNERS) - BAD
    shutil.rmtree(root / "feedback")
    done = run(root, "course", "feedback", assignment)
    assert done.returncode == 1
    assert "4 made" in done.stdout
    assert "2 not made" in done.stdout
    assert "own converter" not in done.stdout
    assert "not made: The gradebook does not have it" in done.stdout
    made = feedback(root)
    gone = {f"feedback/{each}" for each in BAD}  # nbgrader leaves them, empty
    wanted = {name: each for name, each in wanted.items() if name not in gone}
    if "groupshared" in settings:  # a learner's folder is the group's by its parent, which the first one made is before
        wanted, made = ({name: each for name, each in one.items() if name.count("/") > 1} for one in (wanted, made))
    assert made == wanted


def test_what_did_not_change_is_left_and_what_did_is_made_anew(copy: Callable[..., Path]) -> None:
    root = copy(learners=["anna", "bob", "王芳"])
    assert "3 made" in said(make(root, None))
    first = feedback(root)
    with sqlite3.connect(root / "gradebook.db") as book:
        [comment] = book.execute(
            "SELECT o.id FROM comment o JOIN base_cell c ON c.id = o.cell_id JOIN submitted_notebook n ON"
            " n.id = o.notebook_id JOIN submitted_assignment s ON s.id = n.assignment_id"
            " WHERE s.student_id = 'anna' AND c.name = 'words'"
        ).fetchone()
        book.execute("UPDATE comment SET manual_comment = 'Another word' WHERE id = ?", [comment])
    (root / "feedback" / "bob" / FOREIGN / "extra.html").unlink()
    told = said(make(root, FOREIGN, workers=1))
    assert "2 made" in told
    assert "1 unchanged since they were made" in told
    page = f"feedback/anna/{FOREIGN}/problem.html"
    now = feedback(root)
    assert b"Another word" in now[page][1]
    assert {**now, page: ""} == {**first, page: ""}
    assert "0 made, 1 unchanged" in said(make(root, FOREIGN, learners=["bob"]))
    run(root, "nbgrader", "generate_feedback", FOREIGN, "--force")
    assert feedback(root) == now


def test_killed_at_any_moment_every_folder_is_whole_and_the_next_run_makes_the_rest(copy: Callable[..., Path]) -> None:
    root = copy(learners=["anna"])
    learners = [f"learner-{number:03}" for number in range(100)]
    multiply(root, learners)
    assert "101 made" in said(make(root, FOREIGN))
    whole = feedback(root)
    for moment, ending in ((1, signal.SIGKILL), (40, signal.SIGINT)):
        shutil.rmtree(root / "feedback", ignore_errors=True)
        began = psutil.Popen(
            [sys.executable, "-m", "course.cli", "feedback", FOREIGN],
            cwd=root,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 60
        while (
            began.poll() is None and time.monotonic() < until and len(list((root / "feedback").glob("[!.]*"))) < moment
        ):
            time.sleep(0.002)
        workers = began.children(recursive=True)
        os.kill(began.pid, ending)
        began.wait()
        assert list((root / "feedback").glob("[!.]*"))  # a fast machine may have made all of them meanwhile
        assert not psutil.wait_procs(workers, timeout=10)[1]
        there = {name: each for name, each in feedback(root).items() if "/." not in name}
        assert there.items() <= whole.items()
        folders = {name.rpartition("/")[0] for name in there if name.endswith(".html")}
        assert {name for name in whole if name.startswith(tuple(f"{each}/" for each in folders))} <= set(there)
    assert not make(root, FOREIGN).wrong
    assert feedback(root) == whole


def multiply(root: Path, learners: list[str]) -> None:
    """Let everybody do what anna did."""
    with sqlite3.connect(root / "gradebook.db") as book:
        for learner in learners:
            book.execute("INSERT INTO student (id) VALUES (?)", [learner])
            again(book, "submitted_assignment", "student_id", {"anna": learner})
            shutil.copytree(root / "autograded" / "anna", root / "autograded" / learner)


def again(book: sqlite3.Connection, table: str, column: str, renamed: dict[str, str]) -> None:
    """Copy the rows in which ``column`` has an old name, with the new one, and the rows that belong to them."""
    below = {"submitted_assignment": ["submitted_notebook"], "submitted_notebook": ["grade", "comment"]}.get(table, [])
    for old, new in renamed.items():
        found = book.execute(f"SELECT * FROM {table} WHERE {column} = ?", [old])  # noqa: S608  names of this file
        names = [each[0] for each in found.description]
        keys = {}
        for row in [dict(zip(names, each, strict=True)) for each in found]:
            keys[row["id"]] = uuid4().hex
            values = [*(row | {"id": keys[row["id"]], column: new}).values()]
            book.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(values))})", values)  # noqa: S608
        for each in below:
            again(book, each, "assignment_id" if each == "submitted_notebook" else "notebook_id", keys)


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (f"import sys; sys.path.insert(0, '..')\n{OWN}", "it has steps of its own: Shout"),
        ("c.GenerateFeedback.pre_convert_hook = print\n", "a hook runs before or after each submission"),
    ],
)
def test_what_only_nbgrader_can_do_it_is_given_and_that_is_said(
    settings: str, why: str, copy: Callable[..., Path]
) -> None:
    root = copy(learners=["anna", "broken"], settings=settings)
    (root.parent / "shout.py").write_text(STEP, encoding="utf-8")
    spoil(root, FOREIGN)
    told = said(make(root, FOREIGN))
    assert f"{FOREIGN} was given to nbgrader's own converter: {why}." in told
    assert "1 made" in told
    assert "1 not made" in told
    made = feedback(root)
    assert f"feedback/broken/{FOREIGN}" not in made
    assert (b"THIS" in made[f"feedback/anna/{FOREIGN}/problem.html"][1]) == ("Shout" in why)


def test_a_learners_id_may_hold_brackets_which_nbgrader_takes_for_a_pattern(copy: Callable[..., Path]) -> None:
    root = copy(learners=["anna"])
    multiply(root, ["[b]"])
    assert "2 made" in said(make(root, FOREIGN))
    made = feedback(root)
    assert f"feedback/[b]/{FOREIGN}/problem.html" in made


def test_a_link_that_learners_code_left_is_never_followed(copy: Callable[..., Path]) -> None:
    root = copy(learners=["anna"])
    (root / "autograded" / "anna" / FOREIGN / "plain.txt").symlink_to(root / "gradebook.db")
    assert "Left out, because it is no file: plain.txt" in said(make(root, FOREIGN))
    assert f"feedback/anna/{FOREIGN}/plain.txt" not in feedback(root)


@pytest.mark.parametrize(
    ("wanted", "learners", "why"),
    [("ps9", [], "no assignment 'ps9'"), (None, ["nobody"], "Nothing of nobody"), (OURS, [], "Nothing of m1-prep")],
)
def test_what_is_not_there_is_said(
    wanted: str | None, learners: list[str], why: str, copy: Callable[..., Path]
) -> None:
    with pytest.raises(CourseError, match=why):
        make(copy(learners=["anna"]), wanted, learners=learners)
