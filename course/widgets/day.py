"""A day in its form: where it stands, what a message of the browser does to it, and the debrief when it is over.

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

from course.content.day_words import DayWords, marks
from course.engine import shift
from course.engine.errors import CourseError
from course.engine.outcome import Outcome
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.content import Lang
    from course.content.items import Item
    from course.content.kinds.day import Day
    from course.content.kinds.day_key import DayKey
    from course.engine.outcome import PartScore, Score
    from course.widgets.asked import Form
    from course.widgets.session import Session

_SEED = 12  # characters: no two learners of any class get the same one
_NEARLY = 1e-6  # a share of thirds and sixths may come out a hair below a whole per cent
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
            raise CourseError(say("This cannot be done here.", lang))


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


def view(ask: Day, response: Any, session: Session, lang: Lang, form: Form) -> dict[str, Any]:
    """Give the day as it stands, for the browser: the present meeting and turn, and nothing of what comes later."""
    day = shift.replay(ask.plan, response)
    if day is None:
        return {"begun": False, "over": False, "graded": form == "graded", "seed": None, "turn": 0}
    words = DayWords(ask, day.seed, lang, session.station[lang])
    slug = (day.at or day.turns[-1].place).partition(".")[0]
    here = [turn for turn in day.turns if turn.meeting == slug]
    before = day.turns[-len(here) - 1] if len(day.turns) > len(here) else None
    return {
        "begun": True,
        "over": not day.at,
        "graded": form == "graded",
        "seed": day.seed,
        "turn": len(day.turns),
        "strip": _strip(ask, day, words, slug),
        "title": words.title(slug),
        "setting": words.text(words.meeting(slug).setting),
        "log": [_exchange(turn, words) for turn in here],
        "before": {"title": words.title(before.place), **_exchange(before, words)} if before and not here else None,
        "now": _now(day, words) if day.at else None,
    }


def _strip(ask: Day, day: shift.Day, words: DayWords, slug: str) -> list[dict[str, str]]:
    """Give the meetings that were, the present one, and the times of those to come; who may come back is not told."""
    met = {turn.meeting for turn in day.turns}
    slugs = list(ask.meetings)
    found = []
    for place, (each, meeting) in enumerate(ask.meetings.items()):
        if each == slug and day.at:
            state = "now"
        elif each in met:
            state = "met"
        elif place > slugs.index(slug) and meeting.when is None and day.at:
            state = "ahead"
        else:
            continue
        who = "" if state == "ahead" else words.text(meeting.who)
        found.append({"slug": each, "time": meeting.time, "who": who, "state": state})
    return found


def _exchange(turn: shift.Played, words: DayWords) -> dict[str, str]:
    return {
        "who": words.text(words.meeting(turn.place).who),
        "stage": words.text(words.turn(turn.place).stage),
        "says": words.says(turn.place, turn.flags),
        "said": words.said(turn),
        "reply": words.reply(turn),
    }


def _now(day: shift.Day, words: DayWords) -> dict[str, Any]:
    turn = words.turn(day.at)
    number = turn.number
    return {
        "at": day.at,
        "who": words.text(words.meeting(day.at).who),
        "stage": words.text(turn.stage),
        "says": words.says(day.at, day.flags),
        "choices": [
            {"slug": slug, "text": words.text(turn.choices[slug].text)}
            for slug in shift.order_of(turn.choices, day.seed, day.at)
        ],
        "number": None if number is None else {"ask": words.text(number.ask), "unit": words.text(number.unit)},
    }


def debrief(item: Item, response: Any, score: Score, session: Session, lang: Lang) -> dict[str, Any]:
    """Give what is told when a practice day is over: the share, the chart, and each decision with its note."""
    ask: Any = item.ask
    key: Any = item.key
    day = shift.replay(ask.plan, response)
    if day is None:
        return {}
    words = DayWords(ask, day.seed, lang, session.station[lang])
    notes = [_note(turn, part, words, key) for turn, part in zip(day.turns, score.parts, strict=False) if part.notes]
    return {
        "headline": _headline(day, score, key, lang),
        "notes": notes,
        "chart": _chart(ask, key, response, session, lang),
    }


def _note(turn: shift.Played, part: PartScore, words: DayWords, key: DayKey) -> dict[str, str]:
    said = say("“{words}”", words.lang, words=words.said(turn))
    return {
        "part": part.part,
        "label": f"{words.title(turn.place)} → {said}",
        "outcome": str(part.outcome),
        "text": words.note(key, part),
    }


def _headline(day: shift.Day, score: Score, key: DayKey, lang: Lang) -> str:
    share = say(
        "Your decisions were worth {percent} % of what this day offered.",
        lang,
        percent=int(100 * score.credit + _NEARLY),
    )
    if any(shift.is_red(key.worth, turn) for turn in day.turns):
        held = say("One decision holds the whole day at {percent} %.", lang, percent=round(100 * shift.RED_CAP))
        return f"{share} {held}" if lang == "en" else f"{share}{held}"
    if score.outcome is Outcome.CORRECT:
        return say("Every decision of this day was the best one.", lang)
    return share


def _chart(ask: Day, key: DayKey, response: Any, session: Session, lang: Lang) -> dict[str, Any] | None:
    """Draw the debrief's chart; a machine on which it cannot be drawn gets the same in words."""
    from course.charts import day as chart

    made = tuple(marks(ask, key, response, lang, session.station[lang]))
    skills: Sequence[str] = tuple(session.local(key.skills, lang).values())
    try:
        source = chart.source(made, tuple(skills), lang)
    except Exception:  # noqa: BLE001  whatever a machine's matplotlib says must not cost the debrief
        source = ""
    return {
        "source": source,
        "alt": chart.text(made, skills, lang),
        "rows": [{"skill": skill, "text": told} for skill, told in chart.rows(made, skills, lang)],
    }
