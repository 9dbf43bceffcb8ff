"""``course grade --scheduler``: a real cluster of two worker processes, beside the processes of this machine."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from graded_alike import files, notebooks, rows
from trial_course import NAME, RIGHT, TEXT, answer, environment, write_package, write_root

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

distributed = pytest.importorskip("distributed", reason="needs forecourt[cluster]")
pytestmark = [pytest.mark.nbgrader, pytest.mark.timeout(300)]

SETTINGS = """
c.CourseDirectory.max_file_size = 300
c.CourseDirectory.groupshared = True
c.NoForeignFiles.keep = ["*.csv"]
"""
WRONG = {"broken", "huge", "link"}
STARTED = 60  # seconds
SCHEDULER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    # By sockets of this machine only; nobody looks at a dashboard.
    options = {"processes": True, "threads_per_worker": 1, "dashboard_address": None, "host": "127.0.0.1"}
    with LocalCluster(n_workers=2, worker_dashboard_address=None, **options) as cluster:
        print(cluster.scheduler_address, *cluster.scheduler_info["workers"], flush=True)
        sys.stdin.read()
"""


def hand_in(root: Path, learner: str, responses: dict[str, Any]) -> Path:
    """Put what was released into submitted/, answered."""
    folder = root / "submitted" / learner / NAME
    shutil.copytree(root / "release" / NAME, folder)
    for each in folder.iterdir():
        each.chmod(0o644)
    answer(folder, responses)
    (folder / "timestamp.txt").write_text("2026-03-01 09:00:00 UTC\n", encoding="utf-8")
    return folder


def start(root: Path, package: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start course or nbgrader."""
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=root,
        env=environment(package) | {"COLUMNS": "300"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(started: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for its end; give its exit status and what it said."""
    with started:
        said, wrong = started.communicate()
    return started.returncode, said or wrong


def run(root: Path, package: Path, *arguments: str) -> tuple[int, str]:
    """Run one to its end."""
    return ended(start(root, package, *arguments))


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    write_package(folder)
    return folder


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory, package: Path) -> Path:
    """Let a class hand in what it should, and what it should not."""
    root = tmp_path_factory.mktemp("root")
    write_root(root)
    (root / "source" / NAME / "prices.csv").write_text("the master's", encoding="utf-8")
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    status, said = run(root, package, "nbgrader", "generate_assignment", NAME)
    assert status == 0, said
    for number in range(6):
        hand_in(root, f"right{number}", RIGHT | TEXT)
    hand_in(root, "王芳", {"m9-x1.V2": ["ci"]})
    more = hand_in(root, "Li, Wei", RIGHT)
    (more / "deep").mkdir()
    for name in ("mine.csv", "prices.csv", "deep/er.csv", "course.py"):
        (more / name).write_text("the learner's", encoding="utf-8")
    (more / "passwd").symlink_to("/etc/passwd")
    (more / "large.csv").write_bytes(b"x" * 400_000)
    (hand_in(root, "broken", RIGHT) / f"{NAME}.ipynb").write_text('{"cells": [', encoding="utf-8")
    (hand_in(root, "huge", RIGHT) / f"{NAME}.ipynb").write_text(" " * 400_000, encoding="utf-8")
    link = hand_in(root, "link", RIGHT) / f"{NAME}.ipynb"
    link.unlink()
    link.symlink_to(root / "submitted" / "right0" / NAME / f"{NAME}.ipynb")
    return root


@pytest.fixture(scope="module")
def cluster(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    """Start a cluster as somebody else would: it has the course, and nothing of the course folder."""
    folder = tmp_path_factory.mktemp("cluster")
    (folder / "start.py").write_text(SCHEDULER, encoding="utf-8")
    (folder / "scratch").mkdir()
    with subprocess.Popen(
        [sys.executable, "start.py"],
        cwd=folder,
        env=environment(package) | {"TMPDIR": str(folder / "scratch")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as started:
        started.scratch = folder / "scratch"  # type: ignore[attr-defined]
        yield started
        started.communicate("")


def alone(handed_in: Path, to: Path) -> Path:
    shutil.copytree(handed_in, to, symlinks=True)
    return to


def kill_one_that_grades(cluster: Any) -> int:
    """Kill the first worker that has a warm process, and give it."""
    until = time.monotonic() + STARTED
    while time.monotonic() < until:
        for process in psutil.process_iter():
            if "course.grading.warm" in command_of(process, cluster):
                with contextlib.suppress(psutil.Error):
                    worker = process.ppid()
                    os.kill(worker, signal.SIGKILL)
                    return worker
        time.sleep(0.01)
    return 0


def command_of(process: psutil.Process, cluster: Any) -> str:
    """Give a process's command line, if the cluster started it."""
    with contextlib.suppress(psutil.Error):
        if cluster.pid in {each.pid for each in process.parents()}:
            return " ".join(process.cmdline())
    return ""


def test_a_cluster_grades_as_this_machine_does_even_when_a_worker_is_killed_and_leaves_nothing_there(
    cluster: Any, handed_in: Path, package: Path, tmp_path: Path
) -> None:
    address = cluster.stdout.readline().split()[0]  # it started while the class handed in
    here, there = alone(handed_in, tmp_path / "here"), alone(handed_in, tmp_path / "there")
    by_itself = start(here, package, "course.cli", "grade", NAME, "--workers", "1")
    killed: list[int] = []
    killer = threading.Thread(target=lambda: killed.append(kill_one_that_grades(cluster)))
    killer.start()
    told_there = run(there, package, "course.cli", "grade", NAME, "--scheduler", address)
    killer.join()
    told_here = ended(by_itself)
    assert told_there[0] == told_here[0] == 1, told_there[1]
    both = told_here[1], told_there[1]
    assert killed[0]
    told = [sorted(" ".join(line.split()) for line in said.splitlines()[:-1]) for said in both]
    assert told[1] == told[0]
    assert {line.split()[1] for line in told[0] if line.startswith("✗")} == WRONG
    assert rows(there) == rows(here)
    assert len(rows(here)["submitted_notebook"]) == 11
    assert notebooks(there) == notebooks(here)
    assert files(there) == files(here)
    assert not list((there / "autograded").glob(".*"))
    assert not list(cluster.scratch.rglob("course-grade-*"))
    assert not [each for each in psutil.process_iter() if "course.grading.warm" in command_of(each, cluster)]
