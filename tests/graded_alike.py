"""What two course roots must have in common when the same class was graded in two ways: rows, notebooks, files."""

from __future__ import annotations

import json
import sqlite3
import stat
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

# Every table that grading writes, with names in the place of ids, which are drawn.
_QUESTIONS = {
    "course": "SELECT id FROM course",
    "student": "SELECT id, first_name, last_name, email FROM student",
    "submitted_assignment": """
        SELECT a.name, s.student_id, s.timestamp, s.extension FROM submitted_assignment s
        JOIN assignment a ON a.id = s.assignment_id""",
    "submitted_notebook": """
        SELECT n.name, s.student_id, m.flagged, m.late_submission_penalty FROM submitted_notebook m
        JOIN submitted_assignment s ON s.id = m.assignment_id JOIN notebook n ON n.id = m.notebook_id""",
    "grade": """
        SELECT n.name, s.student_id, c.name, c.type, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade
        FROM grade g JOIN submitted_notebook m ON m.id = g.notebook_id
        JOIN submitted_assignment s ON s.id = m.assignment_id JOIN notebook n ON n.id = m.notebook_id
        JOIN base_cell c ON c.id = g.cell_id""",
    "comment": """
        SELECT n.name, s.student_id, c.name, c.type, o.auto_comment, o.manual_comment
        FROM comment o JOIN submitted_notebook m ON m.id = o.notebook_id
        JOIN submitted_assignment s ON s.id = m.assignment_id JOIN notebook n ON n.id = m.notebook_id
        JOIN base_cell c ON c.id = o.cell_id""",
}


def rows(root: Path) -> dict[str, list[Any]]:
    """Give all rows that grading writes, of every table, sorted."""
    with sqlite3.connect(root / "gradebook.db") as book:
        return {table: sorted(book.execute(question), key=repr) for table, question in _QUESTIONS.items()}


def rows_in(address: str) -> dict[str, list[Any]]:
    """Give the same of a gradebook in PostgreSQL, its values as SQLite has them."""
    import psycopg

    with psycopg.connect(address) as book:
        found = {table: book.execute(question).fetchall() for table, question in _QUESTIONS.items()}
    return {table: sorted((tuple(map(_as_sqlite, row)) for row in each), key=repr) for table, each in found.items()}


def _as_sqlite(value: Any) -> Any:
    match value:
        case bool():
            return int(value)
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S.%f}"
        case timedelta():
            return _as_sqlite(datetime(1970, 1, 1) + value)  # noqa: DTZ001  as SQLAlchemy writes it
        case _:
            return value


def notebooks(root: Path) -> dict[str, Any]:
    """Give every autograded notebook, without the moments at which its cells ran and ids that are drawn."""
    return {str(file.relative_to(root)): _plain(file) for file in sorted((root / "autograded").rglob("*.ipynb"))}


def _plain(file: Path) -> Any:
    text = file.read_text(encoding="utf-8")
    assert text.endswith("}\n")
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        cell["metadata"].pop("execution", None)  # moments, of which a kernel knows one more
        if "outputs" in cell:
            cell["outputs"] = _joined(cell["outputs"])
        if len(str(cell.get("id", "")).split("-")) == 3 or len(str(cell.get("id", ""))) == 8:
            cell.pop("id")  # nbformat draws three words, or eight hex digits
    return notebook


def _joined(outputs: list[Any]) -> list[Any]:
    """Join neighbouring pieces of one stream: a busy kernel sends a line in two."""
    found: list[Any] = []
    for output in outputs:
        if found and output["output_type"] == "stream" and found[-1].get("name") == output["name"]:
            found[-1]["text"] = ["".join([*found[-1]["text"], *output["text"]])]
            continue
        if output["output_type"] == "stream":
            output["text"] = ["".join(output["text"])]
        found.append(output)
    return found


def files(root: Path) -> dict[str, Any]:
    """Give every file and folder below autograded/ with its permissions, and what is in it where it is no notebook."""
    found = {}
    for path in sorted((root / "autograded").rglob("*")):
        if path.is_dir() and path.parent.name == "autograded":
            continue  # nbgrader leaves one, empty, for a learner of whom nothing could be graded
        what = path.read_bytes() if path.is_file() and path.suffix != ".ipynb" else None
        found[str(path.relative_to(root))] = (oct(stat.S_IMODE(path.stat().st_mode)), what)
    return found
