"""What a check finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from course.engine.errors import CourseError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (an error), or that an author should look at (a cue).

    Attributes:
        where: File and line, as far as they are known.
        what: What is wrong there.
        then: What to do next.
        error: False for what is only reported.

    """

    where: str
    what: str
    then: str
    error: bool = True

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.where}: {self.what} {self.then}".strip()

    @classmethod
    def of(cls, error: CourseError, folder: str = "") -> Finding:
        """Turn an error into a finding. Readers know a file by its name only: ``folder`` says which one is meant."""
        known = not folder or "/" in error.where
        return cls(error.where if known else f"{folder}/{error.where}", error.what, error.then)


@dataclass(frozen=True, slots=True)
class Root:
    """The folder of authors and instructors: ``source/``, ``translations/`` and ``release/`` stand in it."""

    path: Path

    def assignments(self) -> list[str]:
        """Give the names of all assignments in ``source/``, in teaching order."""
        return sorted(
            each.parent.name for each in (self.path / "source").glob("*/*.ipynb") if each.stem == each.parent.name
        )

    def notebook(self, assignment: str) -> Path:
        """Give the instructor's notebook of an assignment."""
        return self.path / "source" / assignment / f"{assignment}.ipynb"

    def key(self, assignment: str) -> Path:
        """Give the file of an assignment's graded keys."""
        return self.path / "source" / assignment / "key.yaml"

    def translation(self, assignment: str, lang: str) -> Path:
        """Give the file of an assignment's translation."""
        return self.path / "translations" / lang / f"{assignment}.md"

    def line(self, notebook: Path, cell: str) -> int:
        """Give the line (from 1) on which a cell's id stands in the notebook's file; 1 when it is not found."""
        wanted = f'"id": "{cell}"'
        lines = notebook.read_text(encoding="utf-8").splitlines()
        return next((number for number, line in enumerate(lines, start=1) if wanted in line), 1)

    def name(self, file: Path) -> str:
        """Give a file's name as it is told: relative to the root."""
        return file.relative_to(self.path).as_posix() if file.is_relative_to(self.path) else file.name
