"""Feedback for a class: ``nbgrader generate_feedback`` and ``course feedback``, side by side in one run.

Run by hand on a graded course root as ``course demo --to ROOT`` leaves it; the root itself is not touched::

    python benchmarks/feedback.py ROOT m1-preparation [--submissions 40] [--rounds 1] [--json]

The submissions are copies of the demo's, with their rows in the gradebook, under made-up ids. All ways make the pages
of the same ones, and every file is compared, byte for byte, with its permissions. Processor time is that of every
process that a way started, from the kernel's own accounts.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

WAYS = {
    "nbgrader generate_feedback": ("nbgrader", "generate_feedback", "--force"),
    "course feedback, 1 worker": ("course.cli", "feedback", "--force", "--workers", "1"),
    "course feedback, 2 workers": ("course.cli", "feedback", "--force", "--workers", "2"),
}
STOCK = next(iter(WAYS))


@dataclass
class Figures:
    """What one way took.

    Attributes:
        seconds: From start to end, of the whole command.
        cpu: Seconds of processor time.
        submissions: Of how many the pages were made.

    """

    seconds: float
    cpu: float
    submissions: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("assignment")
    parser.add_argument("--submissions", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found: dict[str, list[Figures]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory(dir=asked.root.resolve().parent) as place:
        root = prepare(asked.root, asked.assignment, Path(place) / "root", asked.submissions)
        for _ in range(asked.rounds):
            same = None
            for way, command in WAYS.items():
                shutil.rmtree(root / "feedback", ignore_errors=True)
                found[way].append(run(root, asked.assignment, command, asked.submissions))
                now = files(root)
                same = same or now
                if now != same:
                    print(f"'{way}' writes other files than '{STOCK}'.", file=sys.stderr)
    medians = {
        way: Figures(median(one.seconds for one in each), median(one.cpu for one in each), asked.submissions)
        for way, each in found.items()
    }
    if asked.json:
        print(json.dumps({way: asdict(each) for way, each in medians.items()}))
        return
    stock = medians[STOCK]
    for way, each in medians.items():
        print(
            f"{each.submissions} submissions, {way}: {each.seconds:.1f} s, "
            f"{1000 * each.seconds / each.submissions:.0f} ms and {1000 * each.cpu / each.submissions:.0f} ms of "
            f"processor time a submission; {stock.seconds / each.seconds:.1f} times as fast, "
            f"{stock.cpu / each.cpu:.1f} times less processor time"
        )
    print(f"load: {', '.join(f'{each:.1f}' for each in os.getloadavg())}")


def prepare(root: Path, assignment: str, to: Path, count: int) -> Path:
    """Make a course root with ``count`` graded submissions, and nobody else's."""
    shutil.copytree(
        root, to, ignore=shutil.ignore_patterns("submitted", "autograded", "feedback", "exchange", "learners", "source")
    )
    there = sorted(each.parent.name for each in (root / "autograded").glob(f"*/{assignment}"))
    names = {f"c{number:05}": there[number % len(there)] for number in range(count)}
    with sqlite3.connect(to / "gradebook.db") as book:
        for name, source in names.items():
            copy_rows(book, assignment, source, name)
    for name, source in names.items():
        shutil.copytree(root / "autograded" / source / assignment, to / "autograded" / name / assignment)
    return to


def copy_rows(book: sqlite3.Connection, assignment: str, source: str, name: str) -> None:
    """Write the rows of another learner who did just the same."""
    book.execute("INSERT INTO student (id) VALUES (?)", [name])
    question = "assignment_id = (SELECT id FROM assignment WHERE name = ?) AND student_id = ?"
    submissions = _again(book, "submitted_assignment", question, [assignment, source], {"student_id": name})
    for old, new in submissions.items():
        notebooks = _again(book, "submitted_notebook", "assignment_id = ?", [old], {"assignment_id": new})
        for was, now in notebooks.items():
            for table in ("grade", "comment"):
                _again(book, table, "notebook_id = ?", [was], {"notebook_id": now})


def _again(
    book: sqlite3.Connection, table: str, question: str, values: list[str], other: dict[str, str]
) -> dict[str, str]:
    """Write a table's rows once more, with other values; give each old id with its new one."""
    found = book.execute(f"SELECT * FROM {table} WHERE {question}", values)  # noqa: S608  names from this file only
    columns = [each[0] for each in found.description]
    made = {}
    for row in found.fetchall():
        new = dict(zip(columns, row, strict=True)) | {"id": uuid4().hex} | other
        marks = ", ".join("?" * len(columns))
        book.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", list(new.values()))  # noqa: S608
        made[str(row[columns.index("id")])] = str(new["id"])
    return made


def files(root: Path) -> dict[str, Any]:
    """Give every file and folder below feedback/ with its permissions and what is in it."""
    return {
        str(path.relative_to(root)): (stat.S_IMODE(path.stat().st_mode), path.read_bytes() if path.is_file() else None)
        for path in sorted((root / "feedback").rglob("*"))
    }


def run(root: Path, assignment: str, way: tuple[str, ...], count: int) -> Figures:
    """Make every page once."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", *way[:2], assignment, *way[2:]],
        cwd=root,
        env={**os.environ, "JUPYTER_NO_CONFIG": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(way)}:\n{done.stdout[-1000:]}\n{done.stderr[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Figures(seconds, cpu, count)


if __name__ == "__main__":
    main()
