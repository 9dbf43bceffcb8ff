"""What is to be graded, and what those who grade have in common, wherever they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.grading.autograde.result import Graded


@dataclass(frozen=True, slots=True)
class Job:
    """A submission to grade: into ``folder``, which is new."""

    assignment: str
    learner: str
    folder: str
    tries: int = 1


class Workers(Protocol):
    """Those who grade: processes of this machine (``crew``), or of a cluster (``cluster``).

    Used with ``with``: at its end nothing of theirs runs any more.
    """

    def __enter__(self) -> Self:
        """Start them."""
        ...

    def __exit__(self, kind: object, *_: object) -> None:
        """End them."""
        ...

    def grade(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Graded] | None]:
        """Grade all; give each as it is done, and None now and then while nothing is."""
        ...
