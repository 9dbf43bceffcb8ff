"""Autograding a class: nbgrader as it comes, with the course's warm process, and ``course grade``, side by side.

Run by hand on a course root as ``course demo --only m1 --to ROOT`` leaves it; the root itself is not touched::

    python benchmarks/grading.py ROOT m1-preparation [--submissions 40] [--many 400] [--rounds 1] [--json]
    python benchmarks/grading.py --plot [...]

The submissions are copies of the demo's, under made-up ids. ``--plot`` makes a course of its own, in which learners'
code draws a figure and defines a function: there nbgrader's ``Execute`` is stock, and ``course grade`` runs it in the
fence. All ways grade the same ones in one run, and their rows in the gradebook and their notebooks are compared. Only
``course grade`` grades ``--many``; nbgrader's time for as many is carried forward from ``--submissions`` (it grades one
after another), and said to be.

CPU is that of every process that a way started, from the kernel's own accounts. Memory is the sum over the processes of
what each has for itself plus its share of what several have (PSS), looked at four times a second.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from graded_alike import notebooks, rows

NBGRADER = ("nbgrader", "autograde", "--force")
FENCED = "COURSE_BENCHMARK_FENCED"  # in the environment: nbgrader's own command, too, uses the fence
WAYS = {
    "nbgrader autograde": (*NBGRADER, "--RunCourseCells.kept_warm=False"),
    "nbgrader autograde, warm": NBGRADER,
    "course grade, 1 worker": ("course.cli", "grade", "--force", "--workers", "1"),
    "course grade, 2 workers": ("course.cli", "grade", "--force", "--workers", "2"),
}
STOCK = next(iter(WAYS))
PLOT = "plot"
FIGURE = "plt.plot(np.arange(50) ** 2, label='squares')\nplt.legend()\nplt.title('Squares')\nplt.show()"
SETTINGS = f"""
import os
from course.grading import fence_learners
c = get_config()
if "{FENCED}" in os.environ:
    fence_learners(c)
"""
# Nobody of these makes nbgrader stop; with every mishap the demo has, in equal parts.
KINDS = ("late", "lone-notebook", "torn-journal", "deleted-cell", "hostile")


@dataclass
class Figures:
    """What one way took.

    Attributes:
        seconds: From start to end, of the whole command.
        cpu: Seconds of processor time.
        memory: Most megabytes at one time.
        submissions: How many were graded.

    """

    seconds: float
    cpu: float
    memory: float
    submissions: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path, nargs="?")
    parser.add_argument("assignment", nargs="?")
    parser.add_argument("--plot", action="store_true")
    parser.add_argument("--submissions", type=int, default=40)
    parser.add_argument("--many", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if asked.plot == bool(asked.root and asked.assignment):
        parser.error("either ROOT and ASSIGNMENT, or --plot")
    with tempfile.TemporaryDirectory(dir=None if asked.plot else asked.root.resolve().parent) as place:
        Path(place).chmod(0o755)  # the fence's user has to get there
        if asked.plot:
            asked.root, asked.assignment = plot_course(Path(place) / "plot"), PLOT
        few = prepare(asked.root, asked.assignment, Path(place) / "few", asked.submissions)
        found: dict[str, list[Figures]] = {way: [] for way in WAYS}
        for _ in range(asked.rounds):
            same = None
            for way, command in WAYS.items():
                found[way].append(grade(few, asked.assignment, command, asked.submissions))
                now = rows(few), notebooks(few)
                same = same or now
                if now != same:
                    print(f"'{way}' gives other rows or notebooks than '{STOCK}'.", file=sys.stderr)
        medians = {way: middle(each) for way, each in found.items()}
        many, writer = {}, (0.0, 0.0)
        if asked.many:
            crowd = prepare(asked.root, asked.assignment, Path(place) / "many", asked.many)
            many = {way: grade(crowd, asked.assignment, WAYS[way], asked.many) for way in list(WAYS)[2:]}
            writer = writing(crowd, asked.assignment)
    if asked.json:
        told = [{way: asdict(each) for way, each in figures.items()} for figures in (medians, many)]
        print(json.dumps({"few": told[0], "many": told[1], "writer_ms": writer[0], "writer_cpu_ms": writer[1]}))
        return
    tell(medians, many, writer)


def tell(few: dict[str, Figures], many: dict[str, Figures], writer: tuple[float, float]) -> None:
    """Print the figures."""
    stock = few[STOCK]
    for title, figures in (("side by side, rows and notebooks the same", few), ("more of them", many)):
        for way, each in figures.items():
            carried = stock.seconds / stock.submissions * each.submissions
            times, cpu = carried / each.seconds, stock.cpu / stock.submissions * each.submissions / each.cpu
            print(
                f"{title}: {each.submissions} submissions, {way}: {each.seconds:.1f} s, "
                f"{1000 * each.seconds / each.submissions:.0f} ms and {1000 * each.cpu / each.submissions:.0f} ms of "
                f"processor time a submission, {each.memory:.0f} MB; {times:.1f} times as fast, "
                f"{cpu:.1f} times less processor time"
            )
    if many:
        print("nbgrader's time for 'more of them' is carried forward from those side by side.")
        print(f"the one writer: {writer[0]:.2f} ms, {writer[1]:.2f} ms of processor time a submission")


def middle(found: list[Figures]) -> Figures:
    """Give the medians."""
    return Figures(
        median(each.seconds for each in found),
        median(each.cpu for each in found),
        median(each.memory for each in found),
        found[0].submissions,
    )


def prepare(root: Path, assignment: str, to: Path, count: int) -> Path:
    """Make a course root with ``count`` submissions."""
    shutil.copytree(
        root, to, ignore=shutil.ignore_patterns("submitted", "autograded", "feedback", "exchange", "learners")
    )
    there = {each.name for each in (root / "submitted").iterdir() if (each / assignment).is_dir()}
    kinds = sorted(there & {*KINDS, *(name for name in there if re.search(r"[A-Z]|[^\x00-\x7f]", name))})
    for number in range(count):
        kind = kinds[number % len(kinds)]
        shutil.copytree(root / "submitted" / kind / assignment, to / "submitted" / f"c{number:05}" / assignment)
    return to


def plot_course(root: Path) -> Path:
    """Make a course that knows nothing of ours, with one submission: a function, a figure, and a test."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook

    def label(name: str, **more: Any) -> dict[str, Any]:
        none = {"grade": False, "solution": False, "locked": True, "task": False, "schema_version": 3}
        return {"nbgrader": {**none, "grade_id": name, **more}}

    def notebook(solution: str) -> Any:
        cells = [
            new_code_cell("%matplotlib inline\nimport matplotlib.pyplot as plt\nimport numpy as np", id="imports"),
            new_code_cell(solution, id="double", metadata=label("double", solution=True, locked=False)),
            new_code_cell(FIGURE, id="figure"),
            new_code_cell("assert double(2) == 4", id="test", metadata=label("test", grade=True, points=2)),
        ]
        kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
        return new_notebook(cells=cells, metadata={"kernelspec": kernel})

    source, submitted = root / "source" / PLOT, root / "submitted" / "late" / PLOT
    for folder in (source, submitted):
        folder.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(SETTINGS, encoding="utf-8")
    nbformat.write(notebook("### BEGIN SOLUTION\n### END SOLUTION"), source / f"{PLOT}.ipynb")
    nbformat.write(notebook("def double(x):\n    return x + x"), submitted / f"{PLOT}.ipynb")
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", PLOT]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return root


def grade(root: Path, assignment: str, way: tuple[str, ...], count: int) -> Figures:
    """Grade everything once."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", *way[:2], assignment, *way[2:]],
        cwd=root,
        env={**os.environ, "JUPYTER_NO_CONFIG": "1", **({FENCED: "1"} if way == NBGRADER else {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    most = [0.0]
    watch = threading.Thread(target=_watch, args=(process, most), daemon=True)
    watch.start()
    said = process.communicate()[0]
    seconds = time.perf_counter() - began
    watch.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        sys.exit(f"{' '.join(way)}:\n{said[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Figures(seconds, cpu, most[0], count)


def _watch(process: Any, most: list[float]) -> None:
    import psutil

    while process.poll() is None:
        total = 0
        try:
            top = psutil.Process(process.pid)
            for each in [top, *top.children(recursive=True)]:
                try:
                    total += each.memory_full_info().pss
                except psutil.Error:
                    continue
        except psutil.Error:
            return
        most[0] = max(most[0], total / 1e6)
        time.sleep(0.25)


def writing(root: Path, assignment: str) -> tuple[float, float]:
    """Give what a submission costs the one writer, new and again: milliseconds, and those of the processor."""
    from course.grading.autograde.gradebook import connect
    from course.grading.autograde.ledger import Ledger, rows_of
    from course.grading.autograde.penalty import Penalty
    from course.grading.autograde.plan import assignments_of
    from course.grading.autograde.result import Graded, GradedNotebook
    from course.grading.autograde.run import BATCH
    from course.grading.autograde.settings import read_setup
    from course.grading.autograde.writer import Writer
    from course.grading.preprocessors.seen import Seen

    here = Path.cwd()
    setup = read_setup(root)
    found = assignments_of(setup, assignment)[assignment]
    engine = connect(setup.directory.db_url)
    writer = Writer(engine, found, Penalty(setup.converter()), Seen.beside(setup.directory))
    took = []
    with Ledger(root) as ledger:
        for _ in range(2):  # new rows, then the same again
            for start in range(0, 10 * BATCH, BATCH):
                batch = []
                for number in range(start, start + BATCH):
                    each = Graded(f"w{number:05}", enrolled=True, opened=True)
                    for name, notebook in found.notebooks.items():
                        comments = dict.fromkeys([*notebook.solutions, *notebook.tasks])
                        each.notebooks[name] = GradedNotebook(dict.fromkeys(notebook.grades, 1.0), comments, {}, True)
                    batch.append(each)
                began = time.perf_counter(), time.process_time()
                writer.write(batch)
                learners = [each.learner for each in batch]
                prints = rows_of(engine, found, learners)
                ledger.keep(assignment, {each: ("", prints[each]) for each in learners}, [])
                took.append((time.perf_counter() - began[0], time.process_time() - began[1]))
    os.chdir(here)
    wall, cpu = (1000 * median(each) / BATCH for each in zip(*took, strict=True))
    return wall, cpu


if __name__ == "__main__":
    main()
