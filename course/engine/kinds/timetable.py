"""Score parts of a morning by the clock: no overlap, long enough, in order, done in time, nobody waits (m6-x2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from course.engine.clock import minutes
from course.engine.outcome import Outcome, PartScore, Score, outcome_of
from course.engine.typed import is_typed, number

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

PLAN = "plan"  # the part that stands for the timetable as a whole
GAP = 1 / 8  # what each wait costs (m6-x2: one of eight points)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a timetable has to keep.

    Attributes:
        begin: The first part begins then or later; minutes since midnight, as all times here.
        end: The last part ends exactly then.
        fixed: Minutes of the parts that last as long as they last.
        at_least: Fewest minutes of the others, for which the learner types how long they last.
        after: For a part the parts that must be over when it begins.

    """

    begin: int
    end: int
    fixed: Mapping[str, int]
    at_least: Mapping[str, int] = field(default_factory=dict)
    after: Mapping[str, Collection[str]] = field(default_factory=dict)

    @property
    def rules(self) -> tuple[str, ...]:
        """Name the rules that there are to keep, each of equal weight."""
        more = {"too-short": self.at_least, "order": self.after}
        return ("overlap", *(name for name, there in more.items() if there), "end")


@dataclass(frozen=True, slots=True)
class Placed:
    """One part as typed: when it begins and how long it lasts; ``None`` where that cannot be read."""

    slug: str
    start: int | None
    lasts: int | None
    typed: bool
    unreadable: bool

    @property
    def span(self) -> tuple[int, int] | None:
        """Give start and end; ``None`` while one of them is not known."""
        return None if self.start is None or self.lasts is None else (self.start, self.start + self.lasts)


def placed(response: Any, frame: Frame, slots: Collection[str]) -> list[Placed]:
    """Read ``{slot: {"start": time, "minutes": number}}``; minutes are read of parts with ``at_least`` only."""
    given = response if isinstance(response, dict) else {}
    found = []
    for slug in slots:
        told = given.get(slug)
        row = told if isinstance(told, dict) else {}
        asked = [row.get("start"), *([row.get("minutes")] if slug in frame.at_least else [])]
        start = minutes(asked[0])
        lasts = _whole(row.get("minutes")) if slug in frame.at_least else frame.fixed.get(slug)
        found.append(
            Placed(
                slug=slug,
                start=start,
                lasts=lasts,
                typed=all(is_typed(each) for each in asked),
                unreadable=any(
                    is_typed(each) and read is None for each, read in zip(asked, (start, lasts), strict=False)
                ),
            )
        )
    return found


def _whole(typed: Any) -> int | None:
    """Read minutes: a whole number above 0, and not more than a day."""
    read = number(typed) if is_typed(typed) else None
    return int(read) if read is not None and read == int(read) and 0 < read <= 24 * 60 else None


def score(response: Any, *, frame: Frame, slots: Collection[str]) -> Score:
    """Give an equal share for each rule that is kept, less an eighth for each wait between two parts.

    A timetable with an open part, or with one that cannot be read, is not finished: it earns nothing. What is already
    wrong in it is told; where nothing is, the whole is unattempted and only the open parts are listed.

    Parts: for each slot one for each fault there (notes: ``overlap`` at the later one of two, ``too-short``, ``order``,
    ``gap`` before it, ``unreadable``, ``begin`` at a first part that begins too early, which is against the rule of the
    end too), or one that is right or unattempted and has no note; then ``plan``: ``end``, or ``ok`` when all is kept.
    """
    rows = placed(response, frame, slots)
    faults: dict[str, list[str]] = {row.slug: ["unreadable"] if row.unreadable else [] for row in rows}
    spans = {row.slug: row.span for row in rows if row.span is not None}
    finished = len(spans) == len(rows)
    _clashes(spans, frame, faults)
    ends_late_or_early = False
    if finished:
        ends_late_or_early = _waits_and_ends(spans, frame, faults)
    broken = {rule for rule in frame.rules for codes in faults.values() if rule in codes}
    if ends_late_or_early or any("begin" in codes for codes in faults.values()):
        broken.add("end")
    waits = sum("gap" in codes for codes in faults.values())
    kept = 1 - len(broken) / len(frame.rules)
    credit = max(0.0, kept - GAP * waits) if finished else 0.0
    parts = [part for row in rows for part in _parts(row, faults[row.slug])]
    if ends_late_or_early:
        parts.append(PartScore(PLAN, Outcome.WRONG, 0.0, ("end",)))
    elif credit >= 1:
        parts.append(PartScore(PLAN, Outcome.CORRECT, 1.0, ("ok",)))
    if not finished and not any(faults.values()):
        return Score(Outcome.UNATTEMPTED, 0.0, tuple(part for part in parts if part.outcome is Outcome.UNATTEMPTED))
    return Score(outcome_of(credit), credit, tuple(parts))


def _clashes(spans: Mapping[str, tuple[int, int]], frame: Frame, faults: dict[str, list[str]]) -> None:
    """Note overlaps (at the part that begins later), parts that are too short, and parts before their time."""
    busy_until = -1
    for slug, (start, end) in sorted(spans.items(), key=lambda each: each[1]):
        if start < busy_until:
            faults[slug].append("overlap")
        busy_until = max(busy_until, end)
    for slug, fewest in frame.at_least.items():
        if slug in spans and spans[slug][1] - spans[slug][0] < fewest:
            faults[slug].append("too-short")
    for slug, before in frame.after.items():
        if slug in spans and any(each in spans and spans[each][1] > spans[slug][0] for each in before):
            faults[slug].append("order")


def _waits_and_ends(spans: Mapping[str, tuple[int, int]], frame: Frame, faults: dict[str, list[str]]) -> bool:
    """Note the waits and a begin that is too early; tell whether the last part ends at another time than wanted."""
    in_turn = sorted(spans.items(), key=lambda each: each[1])
    first, (begins, until) = in_turn[0]
    if begins < frame.begin:
        faults[first].append("begin")
    for slug, (start, end) in in_turn[1:]:
        if start > until:
            faults[slug].append("gap")
        until = max(until, end)
    return until != frame.end


def _parts(row: Placed, codes: list[str]) -> list[PartScore]:
    if codes:
        return [PartScore(row.slug, Outcome.WRONG, 0.0, (code,)) for code in codes]
    done = row.span is not None
    return [PartScore(row.slug, Outcome.CORRECT if done else Outcome.UNATTEMPTED, float(done))]
