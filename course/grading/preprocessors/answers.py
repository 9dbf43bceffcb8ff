"""The answer copy through nbgrader: kept before a notebook's outputs are cleared, put back beside it (T17)."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Any

from nbgrader.preprocessors import NbGraderPreprocessor

from course.grading.preprocessors.submission import Submission
from course.record import Journal, JournalError, Snapshot
from course.record import copy as answer_copy
from course.record.place import LOCKS, answers

if TYPE_CHECKING:
    from pathlib import Path

    from course.record import Entry

KEPT = "forecourt_answers"


class SaveAnswers(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """First of all sanitising: keeps the copy in the notebook's metadata."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Keep the newest graded answers that the outputs hold."""
        nb.metadata.pop(KEPT, None)  # what a learner wrote there is no copy of ours
        entries = answer_copy.read(nb)
        if entries:
            nb.metadata[KEPT] = {"entries": [entry.data() for entry in entries]}
        return nb, resources


class RestoreAnswers(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """First of all autograding: writes what the journal is missing into it."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Merge the copy into the journal beside the notebook that will run."""
        entries = answer_copy.gather([nb.metadata.pop(KEPT, None)])
        submission = Submission.of(resources)
        file = answers(submission.folder)
        if file.is_file() and not file.is_symlink():
            file.chmod(file.stat().st_mode | stat.S_IWUSR)  # a copied file keeps the mode it came with
        try:
            written = answer_copy.merge(entries, Journal(file, session="autograde"))
        except JournalError as error:
            self.log.warning("%s: %s", submission.learner, error)
            written = _anew(file, entries)
        if written:
            self.log.warning(
                "%s: not in answers.jsonl, and taken from the notebook: %d answers.",
                submission.learner,
                written,
            )
        if not Snapshot.of(Journal(file, session="autograde").entries()).latest_graded():
            self.log.warning("%s: there is no answer in it.", submission.learner)
        for lock in submission.folder.glob(LOCKS):
            lock.unlink()
        return nb, resources


def _anew(file: Path, entries: list[Entry]) -> int:
    """Write a journal of what can be read and the copied answers; the learner's own file stays in submitted/."""
    readable = Journal(file, session="autograde").entries()
    file.unlink()
    journal = Journal(file, session="autograde")
    journal.restore(readable)
    return answer_copy.merge(entries, journal)
