"""What the warm process and whoever asks it tell each other: one JSON object a line, each way."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.grading.fence.limits import Limits


@dataclass(frozen=True, slots=True)
class Job:
    """A notebook to run.

    Attributes:
        folder: The working directory.
        sources: The code cells' sources, in order.
        environment: The environment variables while it runs.
        seconds: How long the whole notebook may take.
        fence: What it may use, where learners' code runs in it and it goes into the fence (``course.grading.fence``).
        apart: In the fence: which cells run in a process of their own, apart from the learner's.

    """

    folder: str
    sources: list[str]
    environment: dict[str, str]
    seconds: float
    fence: Limits | None = None
    apart: list[int] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Ran:
    """One cell that ran.

    Attributes:
        messages: What a kernel would have published, each with ``msg_type``, ``content`` and ``date``.
        reply: The reply's content: ``status``, and on an error ``ename``, ``evalue`` and ``traceback``.

    """

    messages: list[dict[str, Any]]
    reply: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RanNotebook:
    """A notebook that ran, or how far it came.

    Attributes:
        cells: Those that ran to their end, in order.
        language: The kernel's ``language_info``.
        stopped: Why it did not come to its end; empty when it did.
        late: Which of ``cells`` (by their place) took too long and were interrupted.

    """

    cells: list[Ran] = field(default_factory=list)
    language: dict[str, Any] = field(default_factory=dict)
    stopped: str = ""
    late: list[int] = field(default_factory=list)

    @classmethod
    def read(cls, data: dict[str, Any]) -> RanNotebook:
        """Read it from plain data."""
        return cls([Ran(**each) for each in data["cells"]], data["language"], data["stopped"], data["late"])

    def data(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)
