"""A day at the station in words: what is said at each turn with its names and figures, and why it was worth what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from course.content.text import Text, localise
from course.engine import shift
from course.engine.typed import clean
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.content.kinds.day import Day, Meeting, Turn
    from course.content.kinds.day_key import DayKey
    from course.content.text import Lang
    from course.engine.outcome import PartScore

SLOT = re.compile(r"\{(?P<name>[^{}]*)\}")
GIVEN = "given"  # in the reply to a number: what was typed
_LONGEST = 40  # characters of a typed number


class DayWords:
    """A day that a seed draws, in one language.

    Args:
        ask: The day.
        seed: What its names and figures are drawn from.
        lang: The language.
        station: The station's settings in that language.

    """

    def __init__(self, ask: Day, seed: str, lang: Lang, station: Mapping[str, str]) -> None:
        self.ask, self.lang, self.station = ask, lang, station
        drawn = shift.draw(ask.plan, seed if shift.is_seed(seed) else shift.ANY)
        self._slots = {name: _said(value, lang) for name, value in drawn.values.items()}

    def text(self, text: Text | None, given: str = "") -> str:
        """Say a text of the day; "" where there is none."""
        if text is None:
            return ""
        slots = self._slots | ({GIVEN: given} if given else {})
        said = str(localise(text, self.lang, self.station))
        return SLOT.sub(lambda found: slots.get(found["name"], found[0]), said)

    def meeting(self, place: str) -> Meeting:
        """Give the meeting of a turn's place ("zhao.greet")."""
        return self.ask.meetings[place.partition(".")[0]]

    def turn(self, place: str) -> Turn:
        """Give the turn at a place."""
        return self.meeting(place).turns[place.partition(".")[2]]

    def title(self, place: str) -> str:
        """Say when it is and with whom: "06:40 · Ms Zhao"."""
        meeting = self.meeting(place)
        return f"{meeting.time} · {self.text(meeting.who)}"

    def says(self, place: str, flags: frozenset[str]) -> str:
        """Say what the customer says there, after what has happened."""
        turn = self.turn(place)
        which = self.ask.plan.turn(place).said(flags)
        return self.text(turn.says if which is None else turn.says_when[which].text)

    def said(self, played: shift.Played) -> str:
        """Say what the clerk answered."""
        turn = self.turn(played.place)
        if turn.number is None:
            return self.text(turn.choices[played.given].text)
        return f"{_typed(played)} {self.text(turn.number.unit)}".strip()

    def reply(self, played: shift.Played) -> str:
        """Say what came back."""
        turn = self.turn(played.place)
        if turn.number is None:
            return self.text(turn.choices[played.given].reply)
        return self.text(turn.number.reply, _typed(played))

    def note(self, key: DayKey, part: PartScore) -> str:
        """Say why a decision was worth what it was; a red one says first what it does to the whole day."""
        said = self.text(key.note(*part.notes))
        place, _, choice = (part.notes[0] if part.notes else "").partition(":")
        turn = key.turns.get(place)
        if turn is not None and choice in turn.red:
            held = say(
                "This holds the whole day at {percent} % at most.", self.lang, percent=round(100 * shift.RED_CAP)
            )
            return f"■ {held}\n{said}"
        return said


def marks(ask: Day, key: DayKey, response: Any, lang: Lang, station: Mapping[str, str]) -> list[shift.Mark]:
    """Give each decision of a day as a mark of the debrief's chart, in the order of the shift."""
    day = shift.replay(ask.plan, response)
    if day is None:
        return []
    words = DayWords(ask, day.seed, lang, station)
    red = {turn.place for turn in day.turns if shift.is_red(key.worth, turn)}
    return [
        shift.Mark(
            time=words.meeting(each.place).time,
            who=words.text(words.meeting(each.place).who),
            skill=words.text(key.skills[each.skill]),
            share=each.share,
            red=each.place in red,
        )
        for each in shift.evidence(ask.plan, key.worth, response)
    ]


def _typed(played: shift.Played) -> str:
    return clean(played.given)[:_LONGEST]


def _said(value: Any, lang: Lang) -> str:
    """Say a drawn value: a text in its language, a figure as people write it."""
    if isinstance(value, Text):
        return value.of(lang)
    return f"{value:,}" if isinstance(value, int | float) else str(value)
