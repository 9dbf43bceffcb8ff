"""What is wrong with a day and its key, said so that an author can mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course.content.kinds.day import Day, DayKey


def problems(day: Day, key: DayKey) -> list[str]:  # noqa: ARG001  written next
    """List what is wrong, a sentence each; empty when all is well."""
    return []
