"""What a worker is asked, and what it gives back: plain data, one JSON object each way."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Self

from course.grading.preprocessors.blanks import Texts


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a submission was not graded.

    Attributes:
        what: One sentence: what is wrong.
        then: One sentence: what to do; empty when ``what`` says it.

    """

    what: str
    then: str = ""


@dataclass(slots=True)
class GradedNotebook:
    """What a notebook earned.

    Attributes:
        scores: The automatic points of each graded cell; None where a person must give them.
        comments: The automatic comment of each solution and task cell.
        texts: What the course's marking cells found.
        finished: Whether all steps came to their end; if not, only what was found before is here.

    """

    scores: dict[str, float | None] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)
    texts: dict[str, Texts] = field(default_factory=dict)
    finished: bool = False


@dataclass(slots=True)
class Graded:
    """A submission that was graded, or how far it came.

    Attributes:
        learner: Whose it is.
        folder: The new folder with what goes to autograded/; empty when the submission was not graded.
        timestamp: When it was handed in (UTC); None where the submission does not say.
        enrolled: Whether nbgrader would have made the learner's row: it does so before it reads the timestamp.
        opened: Whether nbgrader would have made the submission's rows: it does so before it looks at a notebook.
        missing: Notebooks of the assignment that were not handed in: their cells get 0.
        told: What a person should look at, a sentence each.

    """

    learner: str
    folder: str = ""
    timestamp: datetime | None = None
    enrolled: bool = False
    opened: bool = False
    notebooks: dict[str, GradedNotebook] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    problem: Problem | None = None

    def data(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self) | {"timestamp": self.timestamp.isoformat() if self.timestamp else None}

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """Read it from plain data."""
        made = cls(**data)
        made.timestamp = datetime.fromisoformat(data["timestamp"]) if data["timestamp"] else None
        made.problem = Problem(**data["problem"]) if data["problem"] else None
        made.notebooks = {
            name: GradedNotebook(**each | {"texts": {cell: Texts(**text) for cell, text in each["texts"].items()}})
            for name, each in data["notebooks"].items()
        }
        return made
