"""A checklist for oneself. Response: the list of ticked slugs. Nothing in it is wrong; some of it may be open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from course.content.kinds.base import Key, Question
from course.content.text import Slug, Text
from course.engine.kinds import checklist

if TYPE_CHECKING:
    from course.engine.outcome import Score


class Checklist(Question):
    """Entries to tick. ``printable`` adds a print button (s11)."""

    judged: ClassVar[bool] = False
    sure: ClassVar[bool] = False

    kind: Literal["checklist"]
    entries: dict[Slug, Text]
    printable: bool = False


class ChecklistKey(Key):
    """``notes``: ``done`` (all ticked) and ``open`` (some are not yet)."""

    def required(self, question: Checklist) -> frozenset[str]:  # noqa: ARG002
        """Two notes."""
        return frozenset({"done", "open"})

    def score(self, question: Checklist, response: Any) -> Score:
        """Say whether everything is ticked."""
        return checklist.score(response, entries=tuple(question.entries))

    def model_answer(self, question: Checklist) -> list[str]:
        """Give all entries."""
        return list(question.entries)
