"""Folders that are made beside their place and then renamed into it: each is there whole, or as it was before."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any


class Drafts:
    """The places of one assignment's submissions in a directory of nbgrader's, such as ``autograded``.

    Args:
        directory: nbgrader's ``CourseDirectory``.
        within: The name of the directory.
        assignment: The assignment's name.
        work: What stands for a learner's id while a folder is made; nbgrader's patterns pass over a dot.

    """

    def __init__(self, directory: Any, within: str, assignment: str, work: str) -> None:
        self._directory, self._within, self._assignment, self._work = directory, within, assignment, work
        self._drafts = self.place(work)
        self._count = 0
        self.clear()

    def place(self, learner: str) -> Path:
        """Give the learner's folder."""
        return Path(self._directory.format_path(self._within, learner, self._assignment))

    def draft(self) -> Path:
        """Give a new folder's name, on the same disk as the places."""
        self._count += 1
        return self._drafts / str(self._count)

    def clear(self) -> None:
        """Remove what was being made, by this run or by one that was killed."""
        shutil.rmtree(self._drafts, ignore_errors=True)
        if self._drafts.parent.name == self._work:
            with suppress(OSError):
                self._drafts.parent.rmdir()

    def move(self, folder: Path, learner: str) -> None:
        """Put a finished folder in the learner's place."""
        to = self.place(learner)
        to.parent.mkdir(parents=True, exist_ok=True)
        old = self._drafts / f"{folder.name}-old"
        if to.exists():
            to.rename(old)
        folder.rename(to)
        shutil.rmtree(old, ignore_errors=True)

    def remove(self, learner: str) -> None:
        """Leave nothing in the learner's place, as nbgrader does where something failed."""
        shutil.rmtree(self.place(learner), ignore_errors=True)
