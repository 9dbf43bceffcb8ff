"""Which submission a preprocessor is working on, and its rows in the gradebook."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Submission:
    """A notebook of a learner's assignment, as nbgrader names it.

    Attributes:
        folder: Where the notebook lies at this step: submitted/… while sanitising, autograded/… while autograding.

    """

    assignment: str
    notebook: str
    learner: str
    database: str
    folder: Path

    @classmethod
    def of(cls, resources: Any) -> Self:
        """Read it from the resources that nbgrader hands to each preprocessor."""
        names = resources["nbgrader"]
        return cls(
            assignment=names["assignment"],
            notebook=names["notebook"],
            learner=names["student"],
            database=names["db_url"],
            folder=Path(resources["metadata"]["path"]),
        )

    @contextmanager
    def gradebook(self) -> Iterator[Any]:
        """Open the gradebook."""
        from nbgrader.api import Gradebook

        with Gradebook(self.database) as book:
            yield book


def course_directory(preprocessor: Any) -> Any:
    """Give nbgrader's ``CourseDirectory``: a preprocessor's parent is the exporter, whose parent is the converter."""
    owner = preprocessor
    while owner is not None and getattr(owner, "coursedir", None) is None:
        owner = getattr(owner, "parent", None)
    return owner.coursedir if owner is not None else None


def language(notebook: Any) -> Any:
    """Give the language that a notebook says it is in; English when it says nothing that the course has."""
    from course.content import LANGUAGES

    said = notebook.metadata.get("forecourt")
    lang = said.get("lang") if isinstance(said, dict) else None
    return lang if lang in LANGUAGES else "en"
