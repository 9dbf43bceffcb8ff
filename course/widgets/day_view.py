"""A day as plain data for the browser: where it stands, and the debrief when it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content.day_words import DayWords, marks
from course.engine import shift
from course.engine.outcome import Outcome
from course.locale import say

if TYPE_CHECKING:
    from course.content import Lang
    from course.content.items import Item
    from course.content.kinds.day import Day
    from course.content.kinds.day_key import DayKey
    from course.engine.outcome import PartScore, Score
    from course.widgets.asked import Form
    from course.widgets.session import Session

_NEARLY = 1e-6  # a share of thirds and sixths may come out a hair below a whole per cent


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


def _chart(ask: Day, key: DayKey, response: Any, session: Session, lang: Lang) -> dict[str, Any]:
    """Give the chart in words. The picture is asked for when these stand on the page: it takes a second."""
    from course.charts import day as chart

    made, skills = _marked(ask, key, response, session, lang)
    return {
        "alt": chart.text(made, skills, lang),
        "rows": [{"skill": skill, "text": told} for skill, told in chart.rows(made, skills, lang)],
    }


def picture(item: Item, response: Any, session: Session, lang: Lang) -> str:
    """Draw the chart of a practice day and give its address; "" on a machine on which it cannot be drawn."""
    from course.charts import day as chart

    ask: Any = item.ask
    key: Any = item.key
    made, skills = _marked(ask, key, response, session, lang)
    try:
        return chart.source(made, skills, lang)
    except Exception:  # noqa: BLE001  whatever a machine's matplotlib says, the words are there
        return ""


def _marked(
    ask: Day, key: DayKey, response: Any, session: Session, lang: Lang
) -> tuple[tuple[shift.Mark, ...], tuple[str, ...]]:
    return tuple(marks(ask, key, response, lang, session.station[lang])), tuple(
        str(name) for name in session.local(key.skills, lang).values()
    )
