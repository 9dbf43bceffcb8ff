"""What can be wrong with a journal, in sentences a learner can act on, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from course.engine.errors import CourseError
from course.locale import say


class Trouble(StrEnum):
    """The kinds of trouble; the values are stable codes."""

    TORN = "torn"
    FOREIGN = "foreign"
    NEWER = "newer"
    READ_ONLY = "read-only"
    NOT_A_FILE = "not-a-file"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
    FULL = "full"
    BUSY = "busy"
    TOO_LONG = "too-long"
    NOT_DATA = "not-data"
    FAILED = "failed"


# what is wrong, and what to do next
_WORDS: dict[Trouble, tuple[str, str]] = {
    Trouble.TORN: (
        "One entry in your answers file was cut off while it was being written.",
        "All other answers are safe. Look at your last answer and give it again if it is missing.",
    ),
    Trouble.FOREIGN: (
        "Your answers file holds something that the course did not write.",
        "It was left as it is and is not used. Your own answers are safe.",
    ),
    Trouble.NEWER: (
        "Your answers were written by a newer version of the course.",
        "You can read them here. To go on answering, update the course.",
    ),
    Trouble.READ_ONLY: (
        "The folder with your answers cannot be written to.",
        "Ask for write access to the folder, or copy it to your own files and open it there.",
    ),
    Trouble.NOT_A_FILE: (
        "Where your answers file should be, there is a link or something else that is no plain file.",
        "Ask your instructor to put a plain file there, or move the link away.",
    ),
    Trouble.UNREADABLE: (
        "Your answers file cannot be read.",
        "Close other programs that use it, then open this page again.",
    ),
    Trouble.TOO_LARGE: (
        "Your answers file is far larger than the course ever makes it.",
        "Keep a copy of it and ask your instructor for help.",
    ),
    Trouble.FULL: (
        "The disk is full.",
        "Free some space, then save this answer again.",
    ),
    Trouble.BUSY: (
        "Another window is writing your answers just now.",
        "Wait a moment, then save this answer again.",
    ),
    Trouble.TOO_LONG: (
        "This answer is too long to be saved.",
        "Make it shorter, then save it again.",
    ),
    Trouble.NOT_DATA: (
        "This answer holds something that cannot be saved.",
        "Give the answer again.",
    ),
    Trouble.FAILED: (
        "The answer could not be written.",
        "Save it again; if that does not help, open the course again.",
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Trouble that was found in a journal. ``lines`` are line numbers from 1; empty where no line is meant."""

    trouble: Trouble
    lines: tuple[int, ...] = ()

    def say(self, lang: str) -> str:
        """Give what is wrong and what to do next, in ``lang``."""
        what, then = _WORDS[self.trouble]
        return f"{say(what, lang)} {say(then, lang)}" if lang == "en" else say(what, lang) + say(then, lang)


class JournalError(CourseError):
    """An entry was not saved: nothing was acknowledged.

    Args:
        trouble: Why.
        where: The journal's file name.

    """

    def __init__(self, trouble: Trouble, *, where: str = "") -> None:
        self.trouble = trouble
        what, then = _WORDS[trouble]
        super().__init__(what, where=where, then=then)

    def say(self, lang: str) -> str:
        """Give what is wrong and what to do next, in ``lang``, for the learner's page."""
        return Problem(self.trouble).say(lang)
