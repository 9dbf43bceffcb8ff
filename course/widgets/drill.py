"""A drill as a learner works through it: one fresh case after the other, each drawn into the journal before it shows.

Each case is an item of its own (``m1-d1.3``), so that no answer can show under another case. To the messages of a
section comes ``{"t": "draw", "n", "item": drill, "after": number of the case that is shown, 0 for none}``; its ``ack``
brings ``items``, the new case. Every ``ack`` brings ``drill``: how many were right at the first try.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content.drills import Drill, case_item
from course.engine.outcome import Outcome
from course.locale import say
from course.record import Draft, JournalError, Snapshot
from course.widgets.asked import Asked
from course.widgets.section import Section
from course.widgets.tries import FORM, LONGEST_SEED, Drawn, drawn_cases, first_tries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.content import Lang
    from course.widgets.session import Session


class DrillSection(Section):
    """One case at a time. Answering, hints and feedback are those of every section of practice."""

    def __init__(self, drill: Drill, session: Session, lang: Lang) -> None:
        self.drill = drill
        super().__init__(drill.id, "practice", (), session, lang, title=drill.title, intro=drill.intro)
        self._show(self._cases())

    def view(self) -> dict[str, Any]:
        """Give everything the browser needs to draw the drill as it stands."""
        self._show(self._cases())
        return super().view() | {"drill": self._standing()}

    def example(self) -> dict[str, Any]:
        """Give how a first case would look, without drawing one for the learner: whether it can be shown at all."""
        asked = Asked.practice(case_item(self.drill, self.session.id, 1))
        return self._item_view(asked, Snapshot(), ())

    def handle(self, message: Any) -> dict[str, Any]:
        """Act on a message of the browser; each ``ack`` tells how the drill stands."""
        message = message if isinstance(message, dict) else {}
        if message.get("t") == "draw" and message.get("item") == self.drill.id:
            reply = self._answer_draw(message)
        else:
            self._know(str(message.get("item")))
            reply = super().handle(message)
        return reply | {"drill": self._standing()} if reply["t"] == "ack" else reply

    def _answer_draw(self, message: dict[str, Any]) -> dict[str, Any]:
        reply = {"n": message.get("n"), "item": self.drill.id}
        try:
            self._draw(message.get("after"))
        except JournalError as error:
            return {"t": "fail", **reply, "say": error.say(self.lang)}
        view = self.view()
        return {"t": "ack", **reply, "items": view["items"], "progress": view["progress"]}

    def _draw(self, after: Any) -> None:
        """Write down the next case, unless it was drawn since: from another window, or by a message sent twice."""
        # Two windows may ask at the same time: the number is made from what the journal holds when it is written.
        self.session.journal.append_from(lambda entries: self._next(drawn_cases(self.drill.id, entries), after))

    def _next(self, drawn: Sequence[Drawn], after: Any) -> list[Draft]:
        if after != self._shown_number(drawn):
            return []
        # A number is never used again, also where a new version of the drill begins: answers belong to numbers.
        number = max((each.number for each in drawn), default=0) + 1
        seed = drawn[0].seed if drawn else self.session.id[:LONGEST_SEED]
        response = {"seed": seed, "number": number}
        return [Draft(self.drill.id, FORM, "draw", response, None, self.drill.version, self.lang)]

    def _cases(self) -> list[Drawn]:
        return drawn_cases(self.drill.id, self.session.journal.entries())

    def _shown(self, drawn: Sequence[Drawn]) -> Drawn | None:
        """Give the case that is shown: the last one drawn, if this version of the drill still draws the same."""
        last = drawn[-1] if drawn else None
        return last if last is not None and last.version == self.drill.version else None

    def _shown_number(self, drawn: Sequence[Drawn]) -> int:
        shown = self._shown(drawn)
        return shown.number if shown else 0

    def _show(self, drawn: Sequence[Drawn]) -> None:
        shown = self._shown(drawn)
        self.asked = [self._case(shown)] if shown else []
        self._by_id |= {each.id: each for each in self.asked}

    def _case(self, drawn: Drawn) -> Asked:
        return Asked.practice(case_item(self.drill, drawn.seed, drawn.number))

    def _know(self, name: str) -> None:
        """Know a case that another window still shows: its answer belongs to it, and is kept."""
        if name in self._by_id:
            return
        for each in self._cases():
            if f"{self.drill.id}.{each.number}" == name and each.version == self.drill.version:
                self._by_id[name] = self._case(each)

    def _standing(self) -> dict[str, Any]:
        first = first_tries(self.drill.id, self.session.journal.entries())
        right = sum(each == Outcome.CORRECT for each in first)
        said = say("{right} of {tried} right at the first try", self.lang, right=right, tried=len(first))
        return {
            "number": self._shown_number(self._cases()),
            "right": right,
            "tried": len(first),
            "say": said if first else "",
            "minutes": f"{self.drill.minutes:g}",
        }


def drill_section(name: str, session: Session, lang: Lang) -> DrillSection:
    """Give the section of the drill called ``name`` ("m1-d1").

    Raises:
        CourseError: There is no such drill, or it cannot be read.

    """
    from course.content import library, module_of

    return DrillSection(library(module_of(name)).drill(name), session, lang)
