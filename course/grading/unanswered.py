"""How many graded questions of an assignment are still open, said before it is handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.content import library, module_of
from course.locale import say
from course.record import Journal, Snapshot, place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from course.record import Entry


def counted(assignment: str, entries: Iterable[Entry]) -> tuple[int, int]:
    """Count the graded questions of ``assignment`` that ``entries`` answer whole, and all of them.

    Raises:
        CourseError: The assignment's content cannot be read.

    """
    snapshot = Snapshot.of(entries)
    parts = [part for exercise in library(module_of(assignment)).graded.values() for part in exercise.parts]
    counts = [part.ask.answered(snapshot.response(part.id, "graded")) for part in parts]
    return sum(done == total for done, total in counts), len(parts)


def told_open(done: int, total: int, lang: str) -> str:
    """Say how many of ``total`` graded questions are still open when ``done`` are answered."""
    if done >= total:
        return say("All {total} graded questions are answered.", lang, total=total)
    return say(
        "Graded questions still open: {open} of {total}. You may hand in all the same, and again later.",
        lang,
        open=total - done,
        total=total,
    )


def told_open_in(folder: Path, assignment: str, lang: str) -> str:
    """Say how many graded questions are open in the assignment's folder, as ``course submit`` does before it packs.

    Raises:
        CourseError: The assignment's content cannot be read.

    """
    journal = Journal(place.answers(folder), session="submit")
    return told_open(*counted(assignment, journal.entries()), lang)
