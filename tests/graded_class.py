"""Course folders with a graded class, written straight into gradebook and autograded/: no kernel runs."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import warnings
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.api import Gradebook
from trial_course import nbgrader_cell

from course.grading.translate import translate

REPOSITORY = Path(__file__).parents[1]
OURS, FOREIGN = "m1-preparation", "ps1"
DUE = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001  nbgrader keeps times without a zone
DRAWN = re.compile(rb"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")  # nbconvert's, of outputs that are scripts
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
FEEDBACK = (
    "<style>.fcm{margin:0}</style><div class='fcm'><h2>Pick the oil</h2><p>1 < 2 &amp; 5 µm “so” &nbsp;</p>"
    '<ul><li hidden>✓ right<li>✗ <b>not yet</b></ul><pre>  two\n spaces  </pre><img src="x.png"></div>'
)


def ours() -> dict[str, Any]:
    """Give the course's own first stage, as it is graded."""
    notebook = nbformat.read(REPOSITORY / "source" / OURS / f"{OURS}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.metadata.nbgrader.grade:
            cell.outputs = [new_output("display_data", {"text/html": FEEDBACK, "text/plain": "…"})]
    return {OURS: notebook}


def foreign() -> dict[str, Any]:
    """Give an assignment that knows nothing of the course: two notebooks, every kind of cell and output."""
    outputs = [
        new_output("stream", name="stdout", text="a <b> \x1b[31mred\x1b[0m\n"),
        new_output("stream", name="stderr", text="Traceback & more"),
        new_output("execute_result", {"text/plain": "4", "text/html": "<table><tr><td>4</table>"}, execution_count=1),
        new_output("display_data", {"image/png": PNG, "text/plain": "<Figure>"}),
        new_output("display_data", {"text/latex": "$x^2$", "text/plain": "x"}),
        new_output("display_data", {"image/svg+xml": "<svg viewBox='0 0 1 1'><circle r='1'/></svg>"}),
        new_output("display_data", {"application/javascript": "if (1 < 2) {}", "text/plain": "js"}),
        new_output("error", ename="ValueError", evalue="<no>", traceback=["\x1b[0;31mValueError\x1b[0m: <no>"]),
    ]
    words = "# Why?\n\nSo $a < b$ & *c* &copy; &amp; <br> ![no words](x.png)\n\n```python\nx = 1 < 2\n```"
    problem = new_notebook(
        cells=[
            new_markdown_cell("Read <div align=center>**this**</div>", id="r1"),
            new_code_cell(
                "import math  # 双倍\nx = '<b>' \"&\"", id="d1", metadata=nbgrader_cell("double", solution=True)
            ),
            new_code_cell(
                "assert 1 < 2 and '&'", id="t1", outputs=outputs, metadata=nbgrader_cell("tests", grade=True)
            ),
            new_markdown_cell(words, id="w1", metadata=nbgrader_cell("words", grade=True, solution=True)),
            new_markdown_cell("Draw it.", id="k1", metadata=nbgrader_cell("draw", task=True)),
        ],
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python", "pygments_lexer": "ipython3"},
        },
    )
    code = new_code_cell("%%time\n1", metadata=nbgrader_cell("code", grade=True, solution=True), execution_count=3)
    return {"extra": new_notebook(cells=[code]), "problem": problem}


def write_classes(place: Path, learners: list[str]) -> dict[str, Path]:
    """Write two course folders in which ``learners`` were graded, each with other points; give each by its assignment.

    They share one gradebook's content: nbgrader takes seconds to make one.
    """
    roots = {OURS: place / "ours", FOREIGN: place / "foreign"}
    book = place / "gradebook.db"
    for assignment, root in roots.items():
        own = "from course.grading import configure\nconfigure(c)\n" if assignment == OURS else ""
        (root / "source").mkdir(parents=True)
        (root / "nbgrader_config.py").write_text(f"c = get_config()\n{own}", encoding="utf-8")
        notebooks = ours() if own else foreign()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SQLAlchemy is not content with how nbgrader adds a submission
            _fill(book, assignment, notebooks, learners)
        for number, learner in enumerate(learners):
            folder = root / "autograded" / learner / assignment
            (folder / "more").mkdir(parents=True)
            (folder / "timestamp.txt").write_text("2026-03-02 08:00:00 UTC", encoding="utf-8")
            (folder / "more" / "data.csv").write_text("a,b\n", encoding="utf-8")
            for name, notebook in notebooks.items():
                written = translate(notebook, "zh-CN", assignment) if own and number % 2 else notebook
                nbformat.write(written, folder / f"{name}.ipynb")
    for root in roots.values():
        shutil.copy(book, root)
    return roots


def _fill(file: Path, assignment: str, notebooks: dict[str, Any], learners: list[str]) -> None:
    with Gradebook(f"sqlite:///{file}", "forecourt") as book:
        book.add_assignment(assignment, duedate=DUE)
        for name, notebook in notebooks.items():
            book.add_notebook(name, assignment)
            for cell in notebook.cells:
                _enrol(book, cell, name, assignment)
        for number, learner in enumerate(learners):
            book.update_or_create_student(learner)
            _mark(book, assignment, learner, number)


def _enrol(book: Any, cell: Any, notebook: str, assignment: str) -> None:
    label = cell.metadata.get("nbgrader", {})
    if label.get("grade"):
        book.add_grade_cell(label["grade_id"], notebook, assignment, max_score=4.1, cell_type=cell.cell_type)
    if label.get("solution"):
        book.add_solution_cell(label["grade_id"], notebook, assignment)
    if label.get("task"):
        book.add_task_cell(label["grade_id"], notebook, assignment, max_score=8.3, cell_type=cell.cell_type)


def _mark(book: Any, assignment: str, learner: str, number: int) -> None:
    submission = book.add_submission(assignment, learner, timestamp=DUE.replace(hour=8 + number % 4))
    for notebook in submission.notebooks:
        if number % 3 == 1:
            notebook.late_submission_penalty = 0.7
        for at, grade in enumerate(sorted(notebook.grades, key=lambda each: str(each.name))):
            grade.auto_score = None if at % 4 == 3 else (number + at) / 3
            grade.manual_score = 1.1 * number if at % 3 == 2 else None
            grade.extra_credit = 0.5 if number == at else None
            grade.needs_manual_grade = at % 4 == 3
        for comment in notebook.comments:
            comment.auto_comment = "No response." if number % 2 else None
            comment.manual_comment = f"**Well** done <script>{learner}</script> & so\non" if number % 3 else None
    book.db.commit()


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run nbgrader or course in the folder."""
    program, *rest = arguments
    return subprocess.run(
        [sys.executable, "-m", "course.cli" if program == "course" else program, *rest],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def environment() -> dict[str, str]:
    """Give the environment for it."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), "PATH": path, "JUPYTER_NO_CONFIG": "1", "COLUMNS": "300"}


def feedback(root: Path) -> dict[str, Any]:
    """Give every file and folder below feedback/ with its permissions and what is in it, but for ids that are drawn."""
    return {
        str(path.relative_to(root)): (
            oct(stat.S_IMODE(path.stat().st_mode)),
            DRAWN.sub(b"", path.read_bytes()) if path.is_file() else b"",
        )
        for path in sorted((root / "feedback").rglob("*"))
    }
