"""Only notebooks and journals of a submission reach the folder in which the notebook runs (design 6, T43)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List, Unicode

from course.grading.preprocessors.submission import Submission, course_directory
from course.record.place import ANSWERS

# nbgrader's own: when it was handed in, and the secret by which the learner fetches feedback.
_NBGRADER = {"timestamp.txt", "submission_secret.txt"}


class NoForeignFiles(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Before anything runs: removes the copies of a learner's other files; the originals stay in submitted/."""

    keep = List(
        Unicode(),
        help="Patterns of further files of a submission that may lie beside the running notebook, like '*.csv'.",
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Clean the folder of the notebook that is about to run."""
        submission = Submission.of(resources)
        folder, ours = submission.folder, self._ours(submission)
        for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder before the folder
            if path.is_symlink() or path.is_file():
                if path.is_symlink() or not self._may_stay(path, folder, ours):
                    inside = path.relative_to(folder)
                    self.log.warning("%s: not run with, because it is not the course's: %s", submission.learner, inside)
                    path.unlink()
            elif not any(path.iterdir()):
                path.rmdir()
        return nb, resources

    def _may_stay(self, path: Path, folder: Path, ours: set[Path]) -> bool:
        inside = path.relative_to(folder)
        if inside in ours or any(inside.match(pattern) for pattern in self.keep):
            return True
        return path.parent == folder and (path.suffix == ".ipynb" or path.name in {ANSWERS, *_NBGRADER})

    def _ours(self, submission: Submission) -> set[Path]:
        """Give the instructor's own files of the assignment: nbgrader has just put the master versions there."""
        directory = course_directory(self)
        if directory is None:
            return set()
        source = Path(directory.format_path(directory.source_directory, ".", submission.assignment))
        return {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
