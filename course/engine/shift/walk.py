"""Every way through a day, for the content checks and the tests."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.engine.shift.play import ANY, Day, begin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from course.engine.shift.plan import Condition, Meeting, Plan

MOST = 20_000  # ways of standing somewhere; a day with more cannot be looked through


@dataclass(frozen=True, slots=True)
class Survey:
    """What all ways through a day show.

    Attributes:
        ways: For each turn that is reached a shortest day that stands there.
        flags: For each of them what may have happened by then, as far as something further on asks about it.
        whole: Whether all ways were looked at; a day with too many flags has too many.

    """

    ways: Mapping[str, Day]
    flags: Mapping[str, frozenset[frozenset[str]]]
    whole: bool

    @property
    def meetings(self) -> frozenset[str]:
        """The meetings that happen on some way."""
        return frozenset(place.partition(".")[0] for place in self.ways)


def survey(plan: Plan) -> Survey:
    """Look at every way through ``plan``.

    Ways that stand at the same turn and differ only in what nobody asks about any more go on as one.
    """
    asked = _asked_from(plan)
    ways: dict[str, Day] = {}
    flags: dict[str, set[frozenset[str]]] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    now = deque([begin(plan, ANY)])
    while now and len(seen) <= MOST:
        day = now.popleft()
        meeting, _, _ = day.at.partition(".")
        stands = (day.at, day.flags & asked.get(meeting, frozenset()))
        if not day.at or stands in seen:
            continue
        seen.add(stands)
        ways.setdefault(day.at, day)
        flags.setdefault(day.at, set()).add(stands[1])
        now.extend(_further(day))
    return Survey(ways, {place: frozenset(found) for place, found in flags.items()}, whole=not now)


def _further(day: Day) -> Iterator[Day]:
    for given in list(day.plan.turn(day.at).answers) or ["0"]:
        after = day.move(given)
        if after is not None:
            yield after


def _asked_from(plan: Plan) -> dict[str, frozenset[str]]:
    """Give for each meeting the flags that it or a later one asks about."""
    found: dict[str, frozenset[str]] = {}
    later: frozenset[str] = frozenset()
    for slug, meeting in reversed(list(plan.meetings.items())):
        for each in conditions(meeting):
            later |= each.has | each.lacks
        found[slug] = later
    return found


def conditions(meeting: Meeting) -> Iterator[Condition]:
    """Give every condition of a meeting."""
    yield meeting.when
    for turn in meeting.turns.values():
        yield turn.when
        yield from turn.says
