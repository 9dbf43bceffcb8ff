"""Only the course's own cells run: they are put back as they were; everything else is not executed (design 6)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat.corpus.words import generate_corpus_id
from nbformat.notebooknode import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List, Unicode

from course.grading.markup import tag
from course.grading.preprocessors.submission import Submission, course_directory, language
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

SKIP = "skip-execution"  # nbclient's name for it; learners can write it too, so it is never taken from them
FOREIGN = "not-the-course"
# A cell that only shows a form or a chart: there is nothing in it to grade.
_ONLY_SHOWS = re.compile(r"(?:\s*#[^\n]*\n)*\s*from course import (\w+); \1\([^\n;]*\)\s*")


@dataclass(frozen=True, slots=True)
class CourseCell:
    """A cell as the gradebook has it."""

    name: str
    kind: str
    source: str
    checksum: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float

    def metadata(self) -> dict[str, Any]:
        """Give nbgrader's metadata of this cell."""
        found: dict[str, Any] = {
            "schema_version": 3,
            "grade_id": self.name,
            "grade": self.grade,
            "solution": self.solution,
            "task": self.task,
            "locked": self.locked,
            "cell_type": self.kind,
            "checksum": self.checksum,
        }
        return found | ({"points": self.points} if self.grade or self.task else {})

    def new(self) -> Any:
        """Give this cell afresh, without anything that a learner put into its metadata, tags or attachments."""
        return from_dict({**_made(self), "id": generate_corpus_id()})


@lru_cache(maxsize=2048)
def _made(course: CourseCell) -> Any:
    """Make a course cell, once for a class: nbformat validates each new cell, which takes milliseconds."""
    make: Any = new_code_cell if course.kind == "code" else new_markdown_cell
    metadata: dict[str, Any] = {"nbgrader": course.metadata(), "deletable": False, "editable": False}
    if course.kind == "code":
        metadata["jupyter"] = {"source_hidden": True}
        if not course.grade and _ONLY_SHOWS.fullmatch(course.source):
            metadata["tags"] = [SKIP]
    return make(source=course.source, metadata=metadata)


class CourseCellsOnly(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """While sanitising, after outputs are cleared: the course's cells as they were, other code not run."""

    learner_code = List(
        Unicode(),
        help="Assignments in which learners write code that is run, as stock nbgrader does. In the source notebook's "
        'metadata, {"forecourt": {"learner_code": true}} says the same.',
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Rebuild the course's cells, put missing ones back, set the others aside."""
        submission = Submission.of(resources)
        cells = self.course_cells(submission)
        runs = self.runs_learner_code(submission.assignment, submission.notebook)
        place = _places(nb.cells, {cell.name for cell in cells})
        course = {place[cell.name]: cell for cell in cells if cell.name in place}
        lang = language(nb)
        nb.cells = [
            _own(cell, course[index]) if index in course else _foreign(cell, lang, runs=runs)
            for index, cell in enumerate(nb.cells)
        ]
        graded = [cell for cell in cells if (cell.grade or cell.task) and cell.locked]
        missing = [cell for cell in graded if cell.name not in place]
        few = len(missing) > len(graded) / 2
        if few:
            said = "%s: the notebook has hardly any cell of the assignment; is it of another one?"
            self.log.warning(said, submission.learner)
        for cell in missing:
            if not few:
                self.log.warning("%s: the cell '%s' was deleted and is put back.", submission.learner, cell.name)
            nb.cells.insert(place_of(cell.name, nb.cells, [each.name for each in cells]), cell.new())
        return nb, resources

    def course_cells(self, submission: Submission) -> Sequence[CourseCell]:
        """Give the notebook's cells as the gradebook has them."""
        with submission.gradebook() as book:
            return course_cells(book.find_notebook(submission.notebook, submission.assignment))

    def runs_learner_code(self, assignment: str, notebook: str) -> bool:
        """Tell whether an instructor lets learners' own code run in this notebook."""
        return assignment in self.learner_code or self._source_says_so(assignment, notebook)

    def _source_says_so(self, assignment: str, notebook: str) -> bool:
        directory = course_directory(self)
        if directory is None:
            return False
        folder = Path(directory.format_path(directory.source_directory, ".", assignment))
        try:
            data = json.loads((folder / f"{notebook}.ipynb").read_text(encoding="utf-8"))
            return data["metadata"]["forecourt"]["learner_code"] is True
        except (OSError, ValueError, KeyError, TypeError):
            return False


def course_cells(notebook: Any) -> list[CourseCell]:
    """Give the cells of ``notebook``, a row of the gradebook."""
    grades = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
    tasks = {cell.name: float(cell.max_score) for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    return [
        CourseCell(
            name=cell.name,
            kind=cell.cell_type,
            source=cell.source,
            checksum=cell.checksum,
            locked=bool(cell.locked),
            grade=cell.name in grades,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            points=grades.get(cell.name, tasks.get(cell.name, 0.0)),
        )
        for cell in notebook.source_cells
    ]


def label_of(cell: Any) -> str:
    """Give the ``grade_id`` of a learner's cell; empty where there is none that can be read."""
    metadata = cell.metadata.get("nbgrader")
    name = metadata.get("grade_id") if isinstance(metadata, dict) else None
    return name if isinstance(name, str) else ""


def _places(cells: Sequence[Any], names: set[str]) -> dict[str, int]:
    """Say where each course cell stands; of several with one name the last, as nbgrader does."""
    return {name: index for index, cell in enumerate(cells) if (name := label_of(cell)) in names}


def _own(cell: Any, course: CourseCell) -> Any:
    if not course.locked:  # the learner's part of an instructor's own exercise: the text stays, the labels are repaired
        cell.metadata["nbgrader"] = course.metadata()
        return cell
    new = course.new()
    new["id"] = cell.get("id", new["id"])
    return new


def place_of(missing: str, cells: Sequence[Any], order: Sequence[str]) -> int:
    """Give the place of a missing cell: after the nearest earlier one of ``order``, or before the nearest later one."""
    there = {name: index for index, cell in enumerate(cells) if (name := label_of(cell))}
    at = order.index(missing)
    earlier = [there[name] for name in order[:at] if name in there]
    later = [there[name] for name in order[at + 1 :] if name in there]
    return earlier[-1] + 1 if earlier else later[0] if later else len(cells)


def _foreign(cell: Any, lang: str, *, runs: bool) -> Any:
    cell.metadata.pop("nbgrader", None)
    cell.pop("attachments", None)
    if cell.cell_type != "code":
        # Formgrader shows it to the instructor, in whose name a script in it would act.
        cell.source = cell.source.replace("<", "&lt;")
    elif not runs:
        cell.metadata["tags"] = [FOREIGN, SKIP]
        note = say("This cell is not the course's. It was left as it is and not run.", lang)
        cell.outputs = [new_output("display_data", {"text/plain": note, "text/html": tag("p", note, lang=lang)})]
    return cell
