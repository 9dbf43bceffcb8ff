"""What the feedback on a day tells: the chart of its evidence, and each decision with its note."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from course.content.day_words import DayWords, marks
from course.engine import shift
from course.engine.outcome import Outcome
from course.grading.markup import Html, tag
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.content.kinds.day import Day
    from course.content.kinds.day_key import DayKey
    from course.content.text import Lang
    from course.engine.outcome import Score


def debrief(ask: Day, key: DayKey, response: Any, lang: Lang, station: Mapping[str, str]) -> Html:
    """Give the chart, and the same in words; where a machine cannot draw it, the words alone.

    The picture stands in the page itself (``data:``), as feedback is read without a network.
    """
    from course.charts import day as chart

    made = tuple(marks(ask, key, response, lang, station))
    skills = tuple(name.of(lang) for name in key.skills.values())
    try:
        source = chart.source(made, skills, lang)
    except Exception:  # noqa: BLE001  whatever matplotlib says of this machine must cost no points (T01)
        source = ""
    alt = escape(chart.text(made, skills, lang))
    picture = Html(f'<img class="fcm-chart" alt="{alt}" src="{source}">' if source else "")
    rows = [tag("li", tag("strong", skill), " ", told) for skill, told in chart.rows(made, skills, lang)]
    words = tag("details", tag("summary", say("The chart in words", lang)), tag("ul", *rows))
    return tag("div", _held(made, lang), picture, words)


def _held(made: Sequence[shift.Mark], lang: Lang) -> Html:
    """Say above all else that a red decision holds the day, where one does."""
    if not any(mark.red for mark in made):
        return Html("")
    held = say("One decision holds the whole day at {percent} %.", lang, percent=round(100 * shift.RED_CAP))
    return tag("p", f"■ {held}", class_="fcm-told")


def told(
    ask: Day, key: DayKey, score: Score, response: Any, lang: Lang, station: Mapping[str, str]
) -> list[tuple[str, str, Outcome, str]]:
    """Give each decision: when and what the customer said, what the learner said, how it went, and why.

    What was not met because the day was left is counted, not told: it is what others still play.
    """
    day = shift.replay(ask.plan, response)
    if day is None:
        return []
    words = DayWords(ask, day.seed, lang, station)
    found = []
    for turn, part in zip(day.turns, score.parts, strict=False):
        said = say("“{words}”", lang, words=words.says(turn.place, turn.flags))
        label = say("{what}: {how}", lang, what=words.title(turn.place), how=said)
        found.append((label, words.said(turn), part.outcome, words.note(key, part)))
    missing = len(score.parts) - len(day.turns)
    if missing:
        left = say("Not met, because the day was left before its end: {number}", lang, number=missing)
        found.append((left, "", Outcome.UNATTEMPTED, ""))
    return found
