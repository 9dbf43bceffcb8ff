"""Parts of a morning by the clock: ``{slot: {"start": "10:25", "minutes": "45"}}`` (minutes of some slots only)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import Field, model_validator

from course.content.kinds.base import Key, Question, unknown
from course.content.text import Model, Slug, Text
from course.engine.clock import minutes
from course.engine.kinds import timetable
from course.engine.kinds.timetable import PLAN

if TYPE_CHECKING:
    from course.engine.outcome import Score

_DAY = 24 * 60


class Slot(Model):
    """One part: its name, and either how long it lasts or how long it must last at least, in minutes."""

    label: Text
    minutes: int | None = Field(default=None, gt=0, le=_DAY)
    at_least: int | None = Field(default=None, gt=0, le=_DAY)

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.minutes is None) == (self.at_least is None):
            raise ValueError("a slot has either minutes or at_least")
        return self


class Timetable(Question):
    """Start times for parts that must fit between ``begin`` and ``end``; for some parts also how long they last."""

    kind: Literal["timetable"]
    begin: str
    end: str
    slots: dict[Slug, Slot] = Field(min_length=1)
    after: dict[Slug, list[Slug]] = {}  # slot -> those that must be over when it begins

    @model_validator(mode="after")
    def _readable(self) -> Self:
        begin, end = minutes(self.begin), minutes(self.end)
        if begin is None or end is None or begin >= end:
            raise ValueError("begin and end are times of one day, the earlier one first")
        return self

    @property
    def frame(self) -> timetable.Frame:
        """Give what an answer has to keep."""
        return timetable.Frame(
            begin=minutes(self.begin) or 0,
            end=minutes(self.end) or 0,
            fixed={slug: slot.minutes for slug, slot in self.slots.items() if slot.minutes is not None},
            at_least={slug: slot.at_least for slug, slot in self.slots.items() if slot.at_least is not None},
            after={slug: before for slug, before in self.after.items() if before},
        )

    def parts(self) -> tuple[str, ...]:
        """Give the slots."""
        return tuple(self.slots)

    def answered(self, response: Any) -> tuple[int, int]:
        """Count the slots in which everything is filled in."""
        rows = timetable.placed(response, self.frame, self.slots.keys())
        return sum(row.typed for row in rows), len(rows)


class TimetableKey(Key):
    """``notes``: ``ok``, ``overlap``, ``end``, ``gap``, ``unreadable``; ``too-short`` and ``order`` where asked.

    ``begin`` (the first part begins too early) may be added; the course has words of its own for it.
    """

    model: dict[Slug, tuple[str, int]]  # slot -> start, minutes

    def required(self, question: Timetable) -> frozenset[str]:
        """Give a note for a good timetable, for each rule, for a wait and for a time that cannot be read."""
        return frozenset({"ok", "unreadable", *(["gap"] if len(question.slots) > 1 else []), *question.frame.rules})

    def allowed(self, question: Timetable) -> frozenset[str]:  # noqa: ARG002
        """Give the note that has general words."""
        return frozenset({"begin"})

    def mismatches(self, question: Timetable) -> list[str]:
        """Check that the model has exactly the question's slots, as long as they last there."""
        found = unknown("key.model", set(self.model), question.slots.keys())
        found += [f"key.model has no time for '{slug}'" for slug in question.slots if slug not in self.model]
        found += [
            f"key.model gives '{slug}' {self.model[slug][1]} minutes, the question {slot.minutes}"
            for slug, slot in question.slots.items()
            if slot.minutes is not None and slug in self.model and self.model[slug][1] != slot.minutes
        ]
        named = {*question.after, *(each for before in question.after.values() for each in before)}
        found += [f"ask.after '{slug}' is no slot" for slug in sorted(named - question.slots.keys())]
        if PLAN in question.slots:
            found.append(f"'{PLAN}' cannot be the name of a slot")
        return found

    def score(self, question: Timetable, response: Any) -> Score:
        """Score the timetable by the rules that it keeps."""
        return timetable.score(response, frame=question.frame, slots=question.slots.keys())

    def model_answer(self, question: Timetable) -> dict[str, Any]:
        """Give one good timetable."""
        return {
            slug: {"start": start} | ({"minutes": str(lasts)} if question.slots[slug].at_least is not None else {})
            for slug, (start, lasts) in self.model.items()
            if slug in question.slots
        }
