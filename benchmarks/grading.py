"""Autograding a class: every notebook in a kernel of its own, as nbgrader comes, against forks of a warm process.

Run by hand on a course root as ``course demo --to ROOT`` leaves it::

    python benchmarks/grading.py ROOT m1-preparation [--rounds 2] [--json]

Both ways grade the same submissions with ``nbgrader autograde --force``, in turn, and the scores are compared.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

WAYS = {"a kernel each": "False", "forks of a warm process": "True"}
SCORES = """
    SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score FROM grade
    JOIN base_cell ON grade.cell_id = base_cell.id
    JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
    JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
    JOIN assignment ON submitted_assignment.assignment_id = assignment.id
    WHERE assignment.name = ? ORDER BY 1, 2"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("assignment")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    learners = len([each for each in (asked.root / "submitted").iterdir() if (each / asked.assignment).is_dir()])
    times: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
    scores = []
    for _ in range(asked.rounds):
        for way, setting in WAYS.items():
            times[way].append(grade(asked.root, asked.assignment, setting))
            scores.append(read_scores(asked.root, asked.assignment))
    if any(each != scores[0] for each in scores):
        sys.exit("The two ways give different scores.")
    told = {
        way: {
            "seconds": round(median(each[0] for each in found), 1),
            "cpu_seconds_a_submission": round(median(each[1] for each in found) / learners, 2),
        }
        for way, found in times.items()
    }
    stock, ours = (told[way]["cpu_seconds_a_submission"] for way in WAYS)
    if asked.json:
        print(json.dumps({"submissions": learners, "ways": told, "cpu_ratio": round(stock / ours, 1)}))
        return
    print(f"{learners} submissions of {asked.assignment}, {len(scores[0])} scores the same in every run")
    for way, figures in told.items():
        print(
            f"  {way}: {figures['seconds']} s, {figures['cpu_seconds_a_submission']} s of processor time a submission"
        )
    print(f"  ratio of processor time: {stock / ours:.1f}")


def grade(root: Path, assignment: str, warm: str) -> tuple[float, float]:
    """Autograde everything once; give seconds and seconds of processor time."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", assignment, "--force", f"--RunCourseCells.kept_warm={warm}"],
        cwd=root,
        env={**os.environ, "JUPYTER_NO_CONFIG": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)  # some of a simulated class cannot be graded
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, cpu


def read_scores(root: Path, assignment: str) -> list[Any]:
    """Give every automatic score of the assignment."""
    with sqlite3.connect(root / "gradebook.db") as book:
        return book.execute(SCORES, (assignment,)).fetchall()


if __name__ == "__main__":
    main()
