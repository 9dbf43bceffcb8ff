"""A day in its form: what a message of the browser does to it.

A day goes forward. The browser never has more of it than the present turn; it sends a move, and the kernel answers with
the next one. What is saved only ever grows, because the kernel makes each response from the saved one:

- ``{"t": "begin", "seed": the seed of the day that is over, or null}`` draws a seed and begins.
- ``{"t": "turn", "seed": …, "turn": moves made so far, "at": "zhao.greet", "given": …}`` makes one move.

A message that does not fit (sent twice, from another window, a graded day begun again) writes nothing and is answered
with the day as it stands.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING, Any

from course.engine import shift
from course.engine.errors import CourseError
from course.locale import say
from course.record import Draft, Entry, Snapshot
from course.widgets.refused import not_taken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.content import Lang
    from course.content.kinds.day import Day
    from course.widgets.asked import Asked, Form
    from course.widgets.session import Session

_SEED = 12  # characters: no two learners of any class get the same one
_LETTERS = ascii_lowercase + digits
ACTS = frozenset({"begin", "turn"})


@dataclass(frozen=True, slots=True)
class Step:
    """What a message does.

    Attributes:
        response: What is to be saved; ``None`` where nothing is.
        over: Whether the day is over with it.
        notice: Why nothing was done, for the learner; "" where that needs no words.

    """

    response: dict[str, Any] | None = None
    over: bool = False
    notice: str = ""


def go_on(asked: Asked, ask: Day, message: Mapping[str, Any], session: Session, form: Form, lang: Lang) -> str:
    """Go one step on and save it; in practice the last one is an attempt, with its outcome.

    Returns:
        Why nothing was done, in a sentence; "" where all is well.

    Raises:
        CourseError: It is no message for a day, or it could not be saved.

    """
    notice = ""

    def drafts(entries: Sequence[Entry]) -> list[Draft]:
        nonlocal notice
        made = step(ask, Snapshot.of(entries).response(asked.id, form), message, form, lang)
        notice = made.notice
        if made.response is None:
            return []
        found = [Draft(asked.id, form, "answer", made.response, None, asked.version, lang)]
        if made.over and asked.item is not None and form == "practice":
            outcome = str(asked.item.key.score(ask, made.response).outcome)
            found.append(Draft(asked.id, form, "check", made.response, outcome, asked.version, lang))
        return found

    # Two windows may speak at the same time: a move is made from what the journal holds when it is written.
    session.journal.append_from(drafts)
    return notice


def step(ask: Day, response: Any, message: Mapping[str, Any], form: Form, lang: Lang) -> Step:
    """Tell what ``message`` does to the day that ``response`` has saved.

    Raises:
        CourseError: It is no message for a day.

    """
    day = shift.replay(ask.plan, response)
    match message.get("t"):
        case "begin":
            return _begin(day, message, form, lang)
        case "turn":
            return _turn(day, message, lang)
        case _:
            raise CourseError(not_taken(lang))


def _begin(day: shift.Day | None, message: Mapping[str, Any], form: Form, lang: Lang) -> Step:
    if day is not None and message.get("seed") != day.seed:
        return Step()  # sent twice, because the first answer was lost on its way; or begun in another window
    if day is not None and (day.at or form == "graded"):
        return Step(notice=say("A day that has begun goes on; it is not begun again.", lang))
    return Step({"seed": "".join(secrets.choice(_LETTERS) for _ in range(_SEED)), "moves": []})


def _turn(day: shift.Day | None, message: Mapping[str, Any], lang: Lang) -> Step:
    place, at, given = message.get("turn"), message.get("at"), message.get("given")
    elsewhere = Step(notice=say("The day has moved on in another window. It stands here as it is now.", lang))
    if day is None or message.get("seed") != day.seed or not isinstance(place, int):
        return elsewhere
    if 0 <= place < len(day.turns):
        made = day.turns[place]
        return Step() if (made.place, made.given) == (at, str(given)) else elsewhere  # the same, sent twice
    if place != len(day.turns) or at != day.at:
        return elsewhere
    after = day.move(given)
    if after is None:
        return Step(notice=say("This cannot be read as a number. Type it in digits.", lang))
    return Step(after.response, over=not after.at)


def make_ready(message: Any, form: Form) -> None:
    """After the first steps of a practice day were answered: import what draws its chart, while the learner reads.

    It takes a second or more, once; at the end of the day that would be a second without an answer.
    """
    if form == "practice" and isinstance(message, dict) and message.get("t") in ACTS:
        with suppress(Exception):  # the debrief then comes in words
            from course.charts import day as chart

            chart.source((), (), "en")
