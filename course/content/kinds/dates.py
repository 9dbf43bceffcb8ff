"""A calendar of contacts after a sale. Response: ``{slug: "2026-03-06" | "none"}``, dates as typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from course.content.kinds.base import Key, Question, unknown
from course.content.text import Slug, Text
from course.engine.kinds import dates
from course.engine.kinds.dates import NONE

if TYPE_CHECKING:
    from course.engine.outcome import Score


class Dates(Question):
    """A date for each contact; where ``none`` has words, "no contact" can be chosen instead."""

    kind: Literal["dates"]
    sale: date
    slots: dict[Slug, Text] = Field(min_length=1)
    none: Text | None = None

    def parts(self) -> tuple[str, ...]:
        """Give the slots."""
        return tuple(self.slots)


class DatesKey(Key):
    """``notes``: for each slot with a window ``<slug>``, ``<slug>:early``, ``<slug>:late``, and ``<slug>:none``.

    The last one where the question offers "no contact"; for a slot whose window is ``none`` there are ``<slug>`` and
    ``<slug>:contact``; ``<slug>:near`` for those in ``apart``; and ``unreadable``.
    """

    windows: dict[Slug, tuple[date, date] | Literal["none"]]
    apart: dict[Slug, int] = {}  # slot -> at least so many days from every other date of the answer
    model: dict[Slug, date | Literal["none"]]

    def calendar(self, question: Dates) -> dates.Calendar:
        """Give what an answer has to keep."""
        windows = {slug: self.windows.get(slug, "none") for slug in question.slots}
        return dates.Calendar(
            sale=question.sale,
            windows={slug: None if window == "none" else window for slug, window in windows.items()},
            apart=self.apart,
            none=question.none is not None,
        )

    def required(self, question: Dates) -> frozenset[str]:
        """Give a note for each slot, and one for each way to miss it."""
        found = {"unreadable"}
        for slug, window in self.calendar(question).windows.items():
            if window is None:
                found |= {slug, f"{slug}:contact"}
                continue
            found |= {slug, f"{slug}:early", f"{slug}:late"}
            found |= {f"{slug}:none"} if question.none is not None else set()
            found |= {f"{slug}:near"} if slug in self.apart else set()
        return frozenset(found)

    def mismatches(self, question: Dates) -> list[str]:
        """Check that windows and model have exactly the question's slots, and that the windows are some."""
        found = []
        for name, given in (("windows", self.windows), ("model", self.model)):
            found += unknown(f"key.{name}", set(given), question.slots.keys())
            found += [f"key.{name} has nothing for '{slug}'" for slug in question.slots if slug not in given]
        found += unknown("key.apart", set(self.apart), question.slots.keys())
        for slug, window in self.windows.items():
            if window == "none":
                if question.none is None:
                    found.append(f"'{slug}' asks for no contact, but the question has no words for it (none)")
            elif window[0] > window[1]:
                found.append(f"the window of '{slug}' ends before it begins")
        if "unreadable" in question.slots:
            found.append("'unreadable' cannot be the name of a slot")
        return found

    def score(self, question: Dates, response: Any) -> Score:
        """Score each date."""
        return dates.score(response, calendar=self.calendar(question))

    def model_answer(self, question: Dates) -> dict[str, str]:
        """Give one good calendar."""
        return {
            slug: NONE if told == "none" else told.isoformat()
            for slug, told in self.model.items()
            if slug in question.slots
        }
