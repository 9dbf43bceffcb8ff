"""What a submission costs on its whole way, by each way to grade it: rates of docs/scale.md.

Run by hand on a course root as ``course demo --only m1 --to ROOT`` leaves it; the root itself is not touched::

    python benchmarks/cluster.py ROOT m1-preparation [--submissions 100]

Grading by two processes with SQLite and with PostgreSQL, by a cluster of two workers on this machine, and of what did
not change; nbgrader's ``zip_collect`` and ``generate_feedback``. It starts the cluster and the PostgreSQL itself. All
processor time is counted: of the command, of the cluster with its scheduler, of the database. Between what the cluster
takes here and what it takes on machines of its own lies a network, which is not measured; the bytes are.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pickle
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import psutil

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import scale
from grading import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    options = {"processes": True, "threads_per_worker": 1, "dashboard_address": None, "host": "127.0.0.1"}
    with LocalCluster(n_workers=2, worker_dashboard_address=None, **options) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""
SMALL = 3  # submissions that show what only starting costs


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("assignment")
    parser.add_argument("--submissions", type=int, default=100)
    asked = parser.parse_args()
    root, name, count = asked.root.resolve(), asked.assignment, asked.submissions
    with contextlib.ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=root.parent)))
        course = prepare(root, name, place / "file", count)
        grade = ("course.cli", "grade", name)
        forced, few = (*grade, "--force"), [f"--learner=c{number:05}" for number in range(SMALL)]
        print(f"load {scale.load()}")
        tell("SQLite, 2 processes", count, course, (*forced, "--workers=2"), few=few)
        tell("nothing changed", count, course, grade)
        with started_cluster(place) as cluster:
            by = (*forced, f"--scheduler={cluster.address}")
            tell("cluster, its first work", SMALL, course, (*by, *few), beside=cluster.pid)
            tell("cluster, 2 workers, SQLite", count, course, by, beside=cluster.pid, few=few)
        print(f"to a worker {traffic(course, name)} bytes, and back what lies in autograded/")
        tell("generate_feedback", count, course, ("nbgrader", "generate_feedback", name))
        zips(course, name)
        tell("zip_collect", count, course, ("nbgrader", "zip_collect", name, "--force"))
        with scale.started() as server:
            address = server.make("rates")
            scale.copy(f"sqlite:///{root / 'gradebook.db'}", address)
            other = prepare(root, name, place / "server", count)
            with (other / "nbgrader_config.py").open("a", encoding="utf-8") as file:
                file.write(f"\nc.CourseDirectory.db_url = {address!r}\n")
            process = int((server.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0])
            tell("PostgreSQL, 2 processes", count, other, (*forced, "--workers=2"), beside=process, few=few)
        print(f"load {scale.load()}")


def tell(
    what: str, count: int, root: Path, command: Sequence[str], *, beside: int = 0, few: Sequence[str] = ()
) -> None:
    """Run a command, and print what each submission took; with ``few`` without what only starting takes."""
    less = taken(root, [*command, *few], beside) if few else (0.0, 0.0, 0.0)
    clock, own, others = taken(root, command, beside)
    said = f"{what}: {count} submissions in {clock:.1f} s; processor time {own:.1f} s"
    said += f" and {others:.1f} s beside it" if beside else ""
    if few:
        clock, own, others = (each - start for each, start in zip((clock, own, others), less, strict=True))
        said += f"; {SMALL} of them in {less[0]:.1f} s, {less[1] + less[2]:.1f} s"
        count -= SMALL
    each = 1000 * clock / count, 1000 * (own + others) / count
    print(f"{said}; each {each[0]:.0f} ms, {each[1]:.0f} ms of processor time")


def taken(root: Path, command: Sequence[str], beside: int) -> tuple[float, float, float]:
    """Run a command; give the seconds by the clock, of its processor time, and of the processes ``beside`` it."""
    before, own, began = processor(beside), os.times(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=root,
        env={**os.environ, "JUPYTER_NO_CONFIG": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    clock, now = time.perf_counter() - began, os.times()
    if done.returncode:
        sys.exit(f"{' '.join(command)}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    own_time = now.children_user + now.children_system - own.children_user - own.children_system
    return clock, own_time, processor(beside) - before


def processor(pid: int) -> float:
    """Give the seconds of processor time of a process, of its children, and of those that ended."""
    total = 0.0
    if not pid:
        return total
    top = psutil.Process(pid)
    for each in [top, *top.children(recursive=True)]:
        with contextlib.suppress(psutil.Error):
            total += sum(each.cpu_times()[:4])
    return total


@contextlib.contextmanager
def started_cluster(place: Path) -> Iterator[Any]:
    """Start a scheduler and two workers."""
    (place / "start.py").write_text(CLUSTER, encoding="utf-8")
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([sys.executable, "start.py"], cwd=place, text=True, **pipes) as started:
        started.address = started.stdout.readline().strip()  # type: ignore[attr-defined,union-attr]
        yield started
        started.communicate("")


def traffic(root: Path, assignment: str) -> float:
    """Give how many bytes a submission has on its way to a worker."""
    from course.grading.autograde.parcel import Parcel

    return median(len(pickle.dumps(Parcel.of(each / assignment))) for each in (root / "submitted").iterdir())


def zips(root: Path, assignment: str) -> None:
    """Lay out a class that hands in zips."""
    archive = root / "downloaded" / assignment / "archive"
    archive.mkdir(parents=True)
    for folder in (root / "submitted").iterdir():
        with zipfile.ZipFile(archive / f"{folder.name}__{assignment}__20260301T090000Z.zip", "w", 8) as file:
            for each in (folder / assignment).iterdir():
                if each.name != "timestamp.txt":
                    file.write(each, each.name)


if __name__ == "__main__":
    main()
