"""One learner's folder as it is handed in: the released notebook, the journal, and what went wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import nbformat

from course.demo.answers import answer
from course.demo.cast import Learner, Mishap
from course.record import copy
from course.record.journal import Journal
from course.record.place import ANSWERS, LOCKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from course.content.items import GradedExercise
    from course.content.kinds import Key

# What hostile code leaves in every folder above when it runs: the proof that it did.
PROOF = "hostile-code-was-run"
_ATTACK = f"""from pathlib import Path
for folder in list(Path.cwd().parents)[:3]:
    (folder / {PROOF!r}).touch()
"""
HOSTILE_CELL = f"{_ATTACK}open('../../../gradebook.db', 'wb').write(b'')\nraise SystemExit"
HOSTILE_FILE = f"{_ATTACK}raise SystemExit('a submitted file was imported')\n"
HOSTILE_NAME = "anywidget.py"  # the course's own cells import a package of this name (T43)
TORN = b'{"v":1,"seq":9999,"time":"2026-03-'
DAY = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)  # any fixed day: the same seed gives the same journals


@dataclass(frozen=True, slots=True)
class Expected:
    """What a submission must earn.

    Attributes:
        points: Automatic points, by exercise.
        texts: The exercises in which a text waits for a person.

    """

    points: Mapping[str, float]
    texts: frozenset[str]


def play(
    folder: Path,
    assignment: str,
    learner: Learner,
    exercises: Iterable[GradedExercise],
    keys: Mapping[str, Key],
    seed: int,
) -> Expected:
    """Answer the assignment in ``folder`` as ``learner`` would, and spoil what the learner's mishap spoils."""
    random = Random(f"{seed} {assignment} {learner.name}")  # noqa: S311  a simulation, not a secret
    clock = _clock(random)
    journal = Journal(folder / ANSWERS, session="demo", now=lambda: next(clock))
    points: dict[str, float] = {}
    texts: set[str] = set()
    for exercise in exercises:
        points[exercise.id] = 0.0
        for part in exercise.parts:
            response, credit = answer(part.ask, keys[part.id], learner.ability, learner.lang, random)
            if learner.mishap is Mishap.BLANK or response is None:
                continue
            journal.append(
                item=part.id,
                form="graded",
                event="answer",
                response=response,
                item_version=part.version,
                lang=learner.lang,
            )
            points[exercise.id] += credit * part.points
            if part.ask.prose:
                texts.add(exercise.id)
    _save(folder, assignment, learner.mishap, journal)
    return Expected(points, frozenset(texts))


def _clock(random: Random) -> Iterator[datetime]:
    time = DAY
    while True:
        time += timedelta(seconds=random.randint(10, 90))
        yield time


def _save(folder: Path, assignment: str, mishap: Mishap, journal: Journal) -> None:
    """Save the notebook as JupyterLab does, with the copies of the answers in its outputs; then the mishap happens."""
    file = folder / f"{assignment}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    graded = [
        cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code"
    ]
    entries = journal.entries()
    for cell in graded:
        items = [entry.item for entry in entries if entry.item.partition(".")[0] == cell.id]
        if items:
            data = copy.make(assignment, entries, items)
            cell.outputs = [nbformat.v4.new_output("display_data", data={copy.MIME: data, "text/plain": "saved"})]
    _spoil(folder, mishap, journal, notebook, graded)
    nbformat.write(notebook, file)
    for lock in folder.glob(LOCKS):
        lock.unlink()


def _spoil(folder: Path, mishap: Mishap, journal: Journal, notebook: Any, graded: list[Any]) -> None:
    match mishap:
        case Mishap.LONE_NOTEBOOK:
            journal.path.unlink()
        case Mishap.TORN_JOURNAL:
            with journal.path.open("ab") as file:
                file.write(TORN)
        case Mishap.DELETED_CELL:
            notebook.cells.remove(graded[0])
        case Mishap.HOSTILE:
            notebook.cells.insert(0, nbformat.v4.new_code_cell(HOSTILE_CELL))
            (folder / HOSTILE_NAME).write_text(HOSTILE_FILE, encoding="utf-8")
        case _:
            pass
