"""What was found in a submission, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 5  # names in a sentence
LONGEST = 60  # characters of a name: what a learner chose may be a page long


class State(StrEnum):
    """What became of a fault; the values are the words that are shown."""

    YOU = "needs you"
    MENDED = "mended"
    GRADED = "graded anyway"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be.

    Attributes:
        state: What became of it.
        what: One sentence or two: what was found.
        then: What was done about it, what will happen, or what to do.

    """

    state: State
    what: str
    then: str


def shown(name: str) -> str:
    """Give a name that a learner chose as it can be printed: on one line, and without what a terminal would obey."""
    name = name if name.isprintable() else ascii(name)[1:-1]
    return name if len(name) <= LONGEST else f"{name[:LONGEST]}…"


def several(names: Iterable[str]) -> str:
    """Give names in one line: the first few, and how many more."""
    listed = list(dict.fromkeys(names))
    more = f" and {len(listed) - MOST} more" if len(listed) > MOST else ""
    return ", ".join(f"'{shown(name)}'" for name in listed[:MOST]) + more


def one_or_more(names: Iterable[str], one: str, more: str) -> str:
    """Give a sentence about one name or about several, which stand where it says ``{}``."""
    listed = list(dict.fromkeys(names))
    return (one if len(listed) == 1 else more).format(several(listed))
