"""What a journal says of a drill: which cases were drawn, and how each was answered at the first try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.record import Snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.record import Entry

FORM = "practice"
LONGEST_SEED = 64  # characters


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case that the journal says was drawn: its seed, its number, and the version of the drill that it is of."""

    seed: str
    number: int
    version: int


def drawn_cases(drill: str, entries: Sequence[Entry]) -> list[Drawn]:
    """Give the cases of the drill called ``drill`` that were drawn, in the order of the journal.

    The first seed counts: where two windows began at the same moment, both go on with the same cases.
    """
    found: list[Drawn] = []
    for entry in entries:
        if (entry.item, entry.form, entry.event) != (drill, FORM, "draw"):
            continue
        match entry.response:
            case {"seed": str() as seed, "number": int() as number} if (
                seed and len(seed) <= LONGEST_SEED and number > 0
            ):
                if not found or seed == found[0].seed:
                    found.append(Drawn(seed, number, entry.item_version))
            case _:
                pass  # no draw of this version: anything may be in a file
    return found


def first_tries(drill: str, entries: Sequence[Entry]) -> list[str]:
    """Give the outcome of the first check of every case that was checked; one that was passed over is not counted."""
    snapshot = Snapshot.of(entries)
    numbers = dict.fromkeys(each.number for each in drawn_cases(drill, entries))
    return [checks[0] for number in numbers if (checks := snapshot.checks(f"{drill}.{number}"))]
