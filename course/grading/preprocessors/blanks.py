"""A blank text gets 0 for its marking cell and does not wait for a person (T44)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from course.content import library, module_of
from course.engine.errors import CourseError
from course.engine.typed import is_blank
from course.grading.preprocessors.seen import Seen
from course.grading.preprocessors.submission import Submission, course_directory
from course.record import Journal, Snapshot
from course.record.place import answers

MARK = "-mark"  # the marking cell of m1-x5 is m1-x5-mark


class BlanksToZero(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """After the automatic grades are saved: what each marking cell's text means for the manual queue.

    A blank leaves the queue. A text waits in it until it is marked. A mark that a person gave is never taken away;
    when the text behind it is another one than it was, it waits again. The same text again changes nothing.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Look at each marking cell."""
        submission = Submission.of(resources)
        seen = Seen.beside(course_directory(self))
        with submission.gradebook() as book:
            for cell, found in texts_of(nb, submission).items():
                name = name_of(submission.assignment, submission.notebook, cell, submission.learner)
                new = seen.is_new(name, found.print)
                grade = book.find_grade(cell, submission.notebook, submission.assignment, submission.learner)
                grade.auto_score = found.points
                grade.needs_manual_grade = found.waits(
                    marked=grade.manual_score is not None, waited=grade.needs_manual_grade, new=new
                )
            book.db.commit()
        return nb, resources


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts that a marking cell is about.

    Attributes:
        blank: Whether none of them has a word.
        print: Their fingerprint.

    """

    blank: bool
    print: str

    @property
    def points(self) -> float | None:
        """The automatic points of the marking cell: a blank gets 0, a text none before a person has read it."""
        return 0.0 if self.blank else None

    def waits(self, *, marked: bool, waited: bool, new: bool) -> bool:
        """Tell whether the cell waits for a person: what is marked already does when its text is another one."""
        return (new or waited) if marked else not self.blank


def texts_of(nb: Any, submission: Submission) -> dict[str, Texts]:
    """Give the texts for each of the course's marking cells in the notebook."""
    given = Snapshot.of(Journal(answers(submission.folder), session="autograde").entries()).latest_graded()
    responses = {item: entry.response for item, entry in given.items()}
    found = {}
    for cell in nb.cells:
        metadata = cell.metadata.get("nbgrader", {})
        if not metadata.get("task") or not metadata["grade_id"].endswith(MARK):
            continue  # an instructor's own task is marked as nbgrader does
        name = metadata["grade_id"]
        texts = [responses.get(part) for part in _written(name.removesuffix(MARK), responses)]
        mark = hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()
        found[name] = Texts(blank=not any(_has_text(text) for text in texts), print=mark)
    return found


def name_of(assignment: str, notebook: str, cell: str, learner: str) -> str:
    """Give the name under which ``Seen`` keeps the texts of a learner's marking cell."""
    return f"{assignment}/{notebook}/{cell}/{learner}"


def _written(exercise: str, responses: dict[str, Any]) -> list[str]:
    """Give the parts of an exercise that a person reads."""
    try:
        parts = library(module_of(exercise)).graded_exercise(exercise).parts
    except CourseError:
        return [item for item in responses if item.partition(".")[0] == exercise]
    return [part.id for part in parts if part.ask.prose]


def _has_text(response: Any) -> bool:
    match response:
        case str():
            return not is_blank(response)
        case dict():
            return any(_has_text(each) for each in response.values())
        case _:
            return False
