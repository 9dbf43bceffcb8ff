"""The pre-check: a few questions before everything else, answered once and without penalty, that fill the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.errors import CourseError
from course.engine.outcome import Outcome
from course.engine.precheck import Standing
from course.locale import say
from course.record import Snapshot
from course.widgets.result import guess_view
from course.widgets.section import Section
from course.widgets.strip import map_view, short_name, standing_of, standing_view

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.content.items import Item
    from course.record import Entry
    from course.widgets.asked import Asked

_HEADLINES = {
    Standing.KNOWN: "Right. That is a good start for {stage}.",
    Standing.LOOK: "Worth a look: {stage} tells more about it.",
    Standing.NEW: "New to you, and that is what {stage} is for.",
}


class PrecheckSection(Section):
    """The questions of a pre-check. "check" gives an answer for good; then it is told what it says of its stage."""

    def view(self) -> dict[str, Any]:
        """Give everything the browser needs to draw the section, with the map."""
        return super().view() | {"map": self._map()}

    def handle(self, message: Any) -> dict[str, Any]:
        """Act on a message of the browser; an ``ack`` brings the map as it is then."""
        reply = super().handle(message)
        return reply | {"map": self._map()} if reply["t"] == "ack" else reply

    def _map(self) -> list[dict[str, Any]]:
        snapshot = Snapshot.of(self.session.journal.entries())
        return map_view([each.item for each in self.asked if each.item], snapshot, self.lang)

    def _state(self, asked: Asked, snapshot: Snapshot, entries: Sequence[Entry]) -> dict[str, Any]:
        state = super()._state(asked, snapshot, entries)
        given = bool(snapshot.checks(asked.id))
        told = self._told(asked.item, snapshot) if given and asked.item else None
        return state | {"checked": given, "result": told}

    def _told(self, item: Item, snapshot: Snapshot) -> dict[str, Any]:
        response, said = snapshot.response(item.id, self.form), standing_of(item, snapshot)
        result = guess_view(item, response, self._score(item, response), self.session, self.lang)
        stage = short_name(item.stage or "", self.lang)
        word = standing_view(said, self.lang)["word"]
        headline = say(_HEADLINES[said], self.lang, stage=say("“{name}”", self.lang, name=stage))
        return result | {"outcome": str(said), "headline": headline, "word": word, "read": None}

    def _progress(self, snapshot: Snapshot) -> dict[str, int]:
        return {"done": sum(bool(snapshot.checks(each.id)) for each in self.asked), "total": len(self.asked)}

    def _act(self, asked: Asked, message: Mapping[str, Any]) -> dict[str, Any]:
        snapshot = Snapshot.of(self.session.journal.entries())
        if snapshot.checks(asked.id):
            if message.get("t") == "check":
                return {}  # sent twice, because the first answer was lost on its way
            raise CourseError(say("This answer was given already; a pre-check is answered once.", self.lang))
        if message.get("t") != "check" or asked.item is None:
            return super()._act(asked, message)
        response = snapshot.response(asked.id, self.form)
        score = self._score(asked.item, response)
        if score.outcome is not Outcome.UNATTEMPTED:
            self._write(asked, "check", response, str(score.outcome))
        return {}
