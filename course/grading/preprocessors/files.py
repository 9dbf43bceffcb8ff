"""Only notebooks and journals of a submission reach the folder in which the notebook runs (design 6, T43)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List, Unicode

from course.grading.preprocessors.submission import Submission, course_directory
from course.record.place import ANSWERS

# nbgrader's own: when it was handed in, and the secret by which the learner fetches feedback.
NBGRADERS = {"timestamp.txt", "submission_secret.txt"}


class NoForeignFiles(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Before anything runs: removes the copies of a learner's other files; the originals stay in submitted/."""

    keep = List(
        Unicode(),
        help="Patterns of further files of a submission that may lie beside the running notebook, like '*.csv'.",
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Clean the folder of the notebook that is about to run."""
        submission = Submission.of(resources)
        folder, ours = submission.folder, self.masters(submission.assignment)
        for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder before the folder
            if path.is_symlink() or path.is_file():
                inside = path.relative_to(folder)
                if path.is_symlink() or not self.may_stay(inside, ours):
                    self.log.warning("%s: not run with, because it is not the course's: %s", submission.learner, inside)
                    path.unlink()
            elif not any(path.iterdir()):
                path.rmdir()
        return nb, resources

    def may_stay(self, inside: Path, ours: set[Path]) -> bool:
        """Tell whether the file at ``inside``, seen from the submission's folder, may lie beside a running notebook."""
        if inside in ours or any(inside.match(pattern) for pattern in self.keep):
            return True
        return len(inside.parts) == 1 and (inside.suffix == ".ipynb" or inside.name in {ANSWERS, *NBGRADERS})

    def masters(self, assignment: str) -> set[Path]:
        """Give the instructor's own files of the assignment: nbgrader puts the master versions there."""
        directory = course_directory(self)
        if directory is None:
            return set()
        source = Path(directory.format_path(directory.source_directory, ".", assignment))
        return {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
