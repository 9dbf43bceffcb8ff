"""``course grade`` beside ``nbgrader autograde``: one class, graded by both, row by row and output by output."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import nbformat
import psutil
import pytest
from class_hands_in import HALF, SECOND, change, hand_in, run, second_notebook
from fenced import ground_called
from graded_alike import files, notebooks, rows
from nbformat.v4 import new_code_cell, new_notebook
from trial_course import (
    NAME,
    RIGHT,
    TEXT,
    environment,
    nbgrader_cell,
    source_notebook,
    write_package,
    write_root,
)

from course.record.place import answers

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.nbgrader, pytest.mark.timeout(1800)]

CODE = "m9-code"  # an assignment in which learners' own code runs
KILLS = int(os.environ.get("FORECOURT_KILLS", "3"))
SETTINGS = """
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = "noise"
c.AssignLatePenalties.plugin_class = "late.HalfAPoint"
c.NoForeignFiles.keep = ["*.csv"]
c.Autograde.exclude_overwriting = {"m9-trial": ["answers.jsonl", "mine.csv"]}
"""
LATE = """
from nbgrader.plugins import LateSubmissionPlugin

class HalfAPoint(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        if student_id == "fault":
            raise ValueError("no such learner")
        return -1.0 if student_id == "early" else 0.5 + score / 10
"""


def code_notebook() -> Any:
    """Give a notebook in which a learner's function is called."""
    solution = nbgrader_cell("double", solution=True)
    solution["nbgrader"]["locked"] = False
    return new_notebook(
        cells=[
            new_code_cell(
                "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION", metadata=solution
            ),
            new_code_cell("assert double(2) == 4", metadata=nbgrader_cell("tests", grade=True, points=2.0)),
        ],
        metadata={"forecourt": {"learner_code": True}, **source_notebook().metadata},
    )


def in_chinese(notebook: Any) -> None:
    notebook.metadata["forecourt"]["lang"] = "zh-CN"
    for cell in notebook.cells:
        cell.source = cell.source.replace('lang="en"', 'lang="zh-CN"')


def without_first(notebook: Any) -> None:
    notebook.cells = [cell for cell in notebook.cells if cell.id not in {"m9-x1", "noisy"}]


def doubled(notebook: Any) -> None:
    for cell in [cell for cell in notebook.cells if cell.id == "m9-x1"]:
        again = nbformat.from_dict(json.loads(json.dumps(cell)))
        again.id, again.source = "again", "4.0"
        notebook.cells.append(again)


def meddled(notebook: Any) -> None:
    """Change labels and points, and add code that must not run."""
    cells = {cell.id: cell for cell in notebook.cells}
    cells["m9-x1"].metadata["nbgrader"]["points"] = 400
    cells["m9-x1"].metadata["tags"] = ["skip-execution"]
    cells["m9-x2-mark"].metadata["nbgrader"] = "broken"
    cells["m9-s1"].source += "!"
    notebook.metadata["kernelspec"] = {"name": "other", "display_name": "Other"}
    notebook.cells.insert(0, new_code_cell("open('proof', 'w')"))
    notebook.cells.append(new_code_cell("1.0", metadata=nbgrader_cell("m9-x9", grade=True, points=1)))


def said(notebook: Any) -> None:
    next(cell for cell in notebook.cells if cell.id == "written").source = "My own words."


def old(notebook: Any) -> None:
    """Write it as an older nbformat, without ids."""
    notebook.nbformat_minor = 4
    for cell in notebook.cells:
        cell.pop("id")


def invalid(notebook: Any) -> None:
    notebook.cells[0].metadata["name"] = 7  # nbformat wants a text


def first_hand_in(root: Path) -> None:
    """Hand in what a class hands in, and what it should not."""
    hand_in(root, "anna", RIGHT | TEXT)
    change(hand_in(root, "王芳", HALF | TEXT), in_chinese)
    doubled_folder = hand_in(root, "Li, Wei", HALF)
    change(doubled_folder, doubled)
    change(hand_in(root, "meddled", RIGHT | TEXT), meddled)
    change(hand_in(root, "deleted", RIGHT | TEXT), without_first)
    change(hand_in(root, "said", RIGHT), said, SECOND)
    change(hand_in(root, "old", RIGHT), old)
    hand_in(root, "blank", {"m9-x2.T1": " \u200b"})
    hand_in(root, "untimed", HALF, when="")
    hand_in(root, "late", RIGHT | TEXT, when="2026-03-04 09:00:00 UTC")
    hand_in(root, "early", RIGHT, when="2026-03-03 09:00:00 UTC")
    hand_in(root, "fault", RIGHT, when="2026-03-03 09:00:00 UTC")
    hand_in(root, "timeless", RIGHT, when="yesterday or so")
    answers(hand_in(root, "lone", RIGHT | TEXT)).unlink()
    with answers(hand_in(root, "torn", RIGHT | TEXT)).open("ab") as file:
        file.write(b'{"v":1,"seq":9')
    (hand_in(root, "one", RIGHT) / f"{SECOND}.ipynb").unlink()
    renamed = hand_in(root, "renamed", RIGHT)
    (renamed / f"{NAME}.ipynb").rename(renamed / "homework.ipynb")
    (renamed / f"{SECOND}.ipynb").unlink()
    (hand_in(root, "broken", RIGHT) / f"{NAME}.ipynb").write_text('{"cells": [', encoding="utf-8")
    (hand_in(root, "halfway", RIGHT) / f"{SECOND}.ipynb").write_text("no notebook", encoding="utf-8")
    change(hand_in(root, "invalid", RIGHT), invalid)
    (hand_in(root, "deep", RIGHT) / f"{NAME}.ipynb").write_text("[" * 100_000, encoding="utf-8")
    more = hand_in(root, "more", RIGHT)
    for name in ("mine.csv", "yours.csv", "course.py", "deep/er/x.csv", "deep/y.txt", "__pycache__/z.pyc", "notes~"):
        (more / name).parent.mkdir(parents=True, exist_ok=True)
        (more / name).write_text("the learner's", encoding="utf-8")


def second_hand_in(root: Path) -> None:
    """Hand in again, mark, and grant an extension; then grade again."""
    hand_in(root, "anna", RIGHT | {"m9-x2.T1": "Another text altogether"}, when="2026-03-01 10:00:00 UTC")
    hand_in(root, "broken", RIGHT, when="2026-03-01 10:00:00 UTC")
    (hand_in(root, "said", RIGHT) / f"{NAME}.ipynb").write_text("", encoding="utf-8")
    hand_in(root, "new", RIGHT | TEXT)
    marks = """
        UPDATE grade SET manual_score = 3.5, extra_credit = 1, needs_manual_grade = 0 WHERE id IN (
            SELECT g.id FROM grade g JOIN submitted_notebook m ON m.id = g.notebook_id
            JOIN submitted_assignment s ON s.id = m.assignment_id JOIN base_cell c ON c.id = g.cell_id
            WHERE s.student_id IN ('anna', 'late', '王芳', 'torn') AND c.name IN ('m9-x1', 'm9-x2-mark', 'written'))"""
    extension = "UPDATE submitted_assignment SET extension = '1970-01-06 00:00:00.000000' WHERE student_id = 'early'"
    with sqlite3.connect(root / "gradebook.db") as book:
        book.execute(marks)
        book.execute(extension)
        book.execute("UPDATE comment SET manual_comment = 'Well done.'")
        book.execute("UPDATE submitted_notebook SET flagged = 1")
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write("c.CourseDirectory.groupshared = True\n")


NOT_GRADED = {"broken", "deep", "fault", "halfway", "invalid", "renamed", "timeless"}


class Pair:
    """The same class twice: graded by nbgrader, and by us."""

    def __init__(self, stock: Path, ours: Path, package: Path) -> None:
        self.stock, self.ours, self.package = stock, ours, package

    def grade(self, *, force: bool = False) -> str:
        """Grade both; give what ours said."""
        run(self.stock, self.package, "nbgrader", "autograde", NAME, "--force")
        told = run(self.ours, self.package, "course", "grade", NAME, "--workers", "2", *(["--force"] if force else []))
        assert told.returncode == 1, told.stdout + told.stderr
        return told.stdout

    def compare(self) -> None:
        """Compare everything."""
        stock, ours = rows(self.stock), rows(self.ours)
        for table, found in stock.items():
            assert ours[table] == found, table
        assert len(stock["grade"]) > 100
        stock_notebooks, our_notebooks = notebooks(self.stock), notebooks(self.ours)
        assert sorted(our_notebooks) == sorted(stock_notebooks)
        for name, notebook in stock_notebooks.items():
            assert our_notebooks[name] == notebook, name
        assert files(self.ours) == files(self.stock)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    write_package(folder)
    return folder


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory, package: Path) -> Path:
    """Let a class hand in; nothing is graded."""
    root = tmp_path_factory.mktemp("root")
    write_root(root)
    source = root / "source"
    nbformat.write(second_notebook(), source / NAME / f"{SECOND}.ipynb")
    for name in ("mine.csv", "yours.csv"):
        (source / NAME / name).write_text("the master's", encoding="utf-8")
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    (root / "late.py").write_text(LATE, encoding="utf-8")
    done = run(root, package, "nbgrader", "generate_assignment", NAME)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(root / "gradebook.db") as book:
        book.execute("UPDATE assignment SET duedate = '2026-03-02 00:00:00.000000'")
    first_hand_in(root)
    return root


@pytest.fixture(scope="module")
def first(handed_in: Path, package: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Pair, str]:
    folder = tmp_path_factory.mktemp("pair")
    for name in ("stock", "ours"):
        shutil.copytree(handed_in, folder / name)
    pair = Pair(folder / "stock", folder / "ours", package)
    return pair, pair.grade()


def test_a_class_is_graded_as_nbgrader_grades_it(first: tuple[Pair, str]) -> None:
    first[0].compare()


def test_who_was_not_graded_is_told_with_what_to_do(first: tuple[Pair, str]) -> None:
    said = first[1]
    for learner in NOT_GRADED:
        line = next(line for line in said.splitlines() if f" {learner} " in line)
        assert line.startswith("✗"), line
    assert "homework.ipynb" in said
    assert "it must be called m9-trial.ipynb or second.ipynb" in said
    assert f"{len(NOT_GRADED)} not graded" in said
    assert "20 " not in said


def test_what_did_not_change_is_not_graded_again(first: tuple[Pair, str]) -> None:
    pair, _ = first
    before = rows(pair.ours)
    told = run(pair.ours, pair.package, "course", "grade", NAME).stdout
    assert "0 graded" in told
    assert "15 unchanged" in told
    assert rows(pair.ours) == before


def test_marks_extensions_and_new_hand_ins_are_graded_as_nbgrader_grades_them(first: tuple[Pair, str]) -> None:
    pair, _ = first
    for root in (pair.stock, pair.ours):
        second_hand_in(root)
    pair.grade(force=True)
    pair.compare()
    assert not list((pair.ours / "autograded").glob(".*"))


def test_learners_own_code_runs_in_the_fence_and_that_is_said(handed_in: Path, package: Path, tmp_path: Path) -> None:
    ground_called("all layers")
    tmp_path.chmod(0o755)
    root = tmp_path / "root"
    shutil.copytree(handed_in, root)
    shutil.rmtree(root / "submitted")
    (root / "source" / CODE).mkdir()
    nbformat.write(code_notebook(), root / "source" / CODE / f"{CODE}.ipynb")
    assert run(root, package, "nbgrader", "generate_assignment", CODE).returncode == 0
    for learner, source in (("good", "def double(x):\n    return x + x"), ("bad", "def double(x):\n    return 3")):
        shutil.copytree(root / "release" / CODE, root / "submitted" / learner / CODE)

        def solve(notebook: Any, source: str = source) -> None:
            notebook.cells[0].source = source

        (root / "submitted" / learner / CODE / f"{CODE}.ipynb").chmod(0o644)
        change(root / "submitted" / learner / CODE, solve, CODE)
    hand_in(root, "anna", RIGHT)
    done = run(root, package, "course", "grade", "--all")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Learners' code ran in the fence, " in done.stdout
    assert "3 graded" in done.stdout
    points = {row[1]: row[4] for row in rows(root)["grade"] if row[2] == "tests"}
    assert points == {"good": 2.0, "bad": 0.0}
    assert "0 graded, 3 unchanged" in run(root, package, "course", "grade", "--all").stdout.replace(" since", "")


def graded_whole(handed_in: Path, package: Path, root: Path) -> Any:
    """Grade a class without any trouble; give its rows."""
    shutil.copytree(handed_in, root)
    run(root, package, "course", "grade", NAME)
    return rows(root)


def test_killed_at_any_moment_the_next_run_makes_it_whole(handed_in: Path, package: Path, tmp_path: Path) -> None:
    """The grader is killed, or one of the processes that it started; FORECOURT_KILLS says how often."""
    whole = graded_whole(handed_in, package, tmp_path / "whole")
    root, draw = tmp_path / "killed", random.Random(5)  # noqa: S311  moments, not secrets
    command = [sys.executable, "-m", "course.cli", "grade", NAME, "--workers", "2"]
    for kill in range(KILLS):
        if kill % 5 == 0:  # after a few of them nothing is left to grade: another class
            shutil.rmtree(root, ignore_errors=True)
            shutil.copytree(handed_in, root)
        began = psutil.Popen(
            command, cwd=root, env=environment(package), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 60  # until something is graded, and then a little longer
        while (
            began.is_running() and time.monotonic() < until and not list((root / "autograded").glob(".course-grade/*"))
        ):
            time.sleep(0.01)
        time.sleep(draw.uniform(0, 1.5))
        started = began.children(recursive=True)
        victim = began if kill % 2 == 0 or not started else draw.choice(started)
        with suppress(psutil.NoSuchProcess):  # it may just have ended
            victim.kill()
        began.wait()
        assert not psutil.wait_procs(started, timeout=10)[1]
        if kill % 5 == 4 or kill == KILLS - 1:
            run(root, package, "course", "grade", NAME)
            assert rows(root) == whole
            assert sorted(notebooks(root)) == sorted(notebooks(tmp_path / "whole"))


def test_a_worker_that_is_killed_costs_nothing(handed_in: Path, package: Path, tmp_path: Path) -> None:
    whole = graded_whole(handed_in, package, tmp_path / "whole")
    root = tmp_path / "killed"
    shutil.copytree(handed_in, root)
    command = [sys.executable, "-m", "course.cli", "grade", NAME, "--workers", "2"]
    began = psutil.Popen(command, cwd=root, env=environment(package), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while time.monotonic() < until and not list((root / "autograded").glob(".course-grade/*/*/*.csv")):
        time.sleep(0.01)
    os.kill(began.children()[0].pid, signal.SIGKILL)
    told = began.communicate()[0].decode()
    assert f"{len(NOT_GRADED)} not graded" in told
    assert rows(root) == whole
