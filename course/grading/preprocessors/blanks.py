"""A blank text gets 0 for its marking cell and does not wait for a person (T44)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from course.content import library, module_of
from course.engine.errors import CourseError
from course.engine.typed import is_blank
from course.grading.preprocessors.submission import Submission, course_directory
from course.grading.shown import WRITTEN
from course.record import Journal, Snapshot
from course.record.place import answers

MARK = "-mark"  # the marking cell of m1-x5 is m1-x5-mark
SEEN = ".forecourt-texts.json"


class BlanksToZero(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """After the automatic grades are saved: what each marking cell's text means for the manual queue.

    A blank leaves the queue. A text waits in it until it is marked. A mark that a person gave is never taken away;
    when the text behind it is another one than it was, it waits again. The same text again changes nothing.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Look at each marking cell."""
        submission = Submission.of(resources)
        given = Snapshot.of(Journal(answers(submission.folder), session="autograde").entries()).latest_graded()
        responses = {item: entry.response for item, entry in given.items()}
        seen = Seen.beside(course_directory(self))
        with submission.gradebook() as book:
            for cell in nb.cells:
                metadata = cell.metadata.get("nbgrader", {})
                if not metadata.get("task") or not metadata["grade_id"].endswith(MARK):
                    continue  # an instructor's own task is marked as nbgrader does
                name = metadata["grade_id"]
                texts = [responses.get(part) for part in _written(name.removesuffix(MARK), responses)]
                blank = not any(_has_text(text) for text in texts)
                new = seen.is_new(f"{submission.assignment}/{submission.notebook}/{name}/{submission.learner}", texts)
                grade = book.find_grade(name, submission.notebook, submission.assignment, submission.learner)
                grade.auto_score = 0.0 if blank else None
                if grade.manual_score is None:
                    grade.needs_manual_grade = not blank
                else:
                    grade.needs_manual_grade = new or grade.needs_manual_grade
            book.db.commit()
        seen.save()
        return nb, resources


class Seen:
    """Fingerprints of the texts that were graded last, in one small file of the course root."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        try:
            self._prints = json.loads(file.read_text(encoding="utf-8")) if file else {}
        except (OSError, ValueError):
            self._prints = {}
        if not isinstance(self._prints, dict):
            self._prints = {}

    @classmethod
    def beside(cls, directory: Any) -> Seen:
        """Open the file of the course root that ``directory`` (nbgrader's) names."""
        return cls(Path(directory.root) / SEEN if directory is not None else None)

    def is_new(self, name: str, texts: list[Any]) -> bool:
        """Tell whether these texts are others than the last time, and remember them."""
        found = hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()
        known, self._prints[name] = self._prints.get(name), found
        return bool(known != found)

    def save(self) -> None:
        """Write the file, whole or not at all."""
        if self.file is not None:
            draft = self.file.with_suffix(".tmp")
            draft.write_text(json.dumps(self._prints, indent=0, sort_keys=True), encoding="utf-8")
            draft.replace(self.file)


def _written(exercise: str, responses: dict[str, Any]) -> list[str]:
    """Give the parts of an exercise that a person reads."""
    try:
        parts = library(module_of(exercise)).graded_exercise(exercise).parts
    except CourseError:
        return [item for item in responses if item.partition(".")[0] == exercise]
    return [part.id for part in parts if part.ask.kind in WRITTEN]


def _has_text(response: Any) -> bool:
    match response:
        case str():
            return not is_blank(response)
        case dict():
            return any(_has_text(each) for each in response.values())
        case _:
            return False
