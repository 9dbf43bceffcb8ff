"""The feedback on one graded exercise, as HTML: in Formgrader, and in the page that the learner gets."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from course.content.kinds.day import Day
from course.content.kinds.fab import Fab
from course.content.kinds.written import Boxes, ShortText
from course.content.text import Lang, localise
from course.engine.outcome import Outcome
from course.grading import day, fab
from course.grading.markup import Html, tag
from course.grading.words import lines
from course.grading.writing import beside
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from course.content.items import GradedExercise
    from course.content.kinds.day_key import DayKey
    from course.grading.marking import Marked
    from course.grading.words import Line

# Never by colour alone: a sign and a word each.
_SAID = {
    Outcome.CORRECT: ("✓", "Correct", "right"),
    Outcome.PARTIAL: ("◐", "Partly correct", "partial"),
    Outcome.WRONG: ("✗", "Not yet", "wrong"),
    Outcome.UNATTEMPTED: ("○", "Not answered", "open"),
}

STYLE = """
.fcm{color:#1f2933;font:16px/1.5 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:52rem;
 overflow-wrap:anywhere}
.fcm h2{font-size:1.2em;line-height:1.4;margin:.2em 0 .4em}.fcm p{margin:.3em 0}
.fcm summary{cursor:pointer;color:#0b5cad;padding:.6em 0}
.fcm-item{border:1px solid #cbd2d9;border-radius:8px;margin:.8em 0;padding:.6em .9em;break-inside:avoid}
.fcm-stem{font-weight:600;white-space:pre-line}.fcm-points{color:#52606d;font-size:.9em}
.fcm-part{border-left:6px solid #cbd2d9;margin:.6em 0;padding:.2em .7em;break-inside:avoid}
.fcm-right{border-color:#146c43;background:#e6f4ea}.fcm-partial{border-color:#8a5a00;background:#fff4d6}
.fcm-wrong{border-color:#a61b1b;background:#fdecea}.fcm-open{background:#f5f7fa}
.fcm-word{font-weight:600}.fcm-right>.fcm-word{color:#146c43}.fcm-partial>.fcm-word{color:#8a5a00}
.fcm-wrong>.fcm-word{color:#a61b1b}.fcm-open>.fcm-word{color:#52606d}
.fcm-said{white-space:pre-wrap}.fcm-note{white-space:pre-line}
.fcm-text{background:#fff;border:1px solid #cbd2d9;border-radius:6px;padding:.5em .7em}
.fcm-beside{border-left:6px solid #8a5a00;color:#52606d;font-size:.9em;margin:.4em 0;padding:.1em .7em}
.fcm-chart{display:block;width:100%;max-width:700px;height:auto}
.fcm-told{border:1px solid #8a5a00;border-radius:8px;background:#fff4d6;padding:.5em .9em}
@media print{.fcm{font-size:11pt}.fcm *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""


def feedback(
    exercise: GradedExercise, marked: Sequence[Marked], *, points: float, problems: Iterable[str], lang: Lang
) -> Html:
    """Give the feedback on ``exercise``: the learner's answers in words, how each went, and why.

    Args:
        exercise: The exercise in its graded form.
        marked: Its parts, scored.
        points: The automatic points earned.
        problems: What is wrong with the journal, in sentences.
        lang: The language to say it in.

    """
    station = station_of(lang)
    answered = sum(each.score.outcome is not Outcome.UNATTEMPTED for each in marked)
    counted = say(
        "{points} of {most} points · answered {done} of {total}",
        lang,
        points=number(points),
        most=number(exercise.points),
        done=answered,
        total=len(marked),
    )
    parts = [Html(f"<style>{STYLE}</style>"), tag("h2", localise(exercise.title, lang, station)), tag("p", counted)]
    parts += [tag("p", problem, class_="fcm-told") for problem in problems]
    told = tag("p", localise(exercise.intro, lang, station), class_="fcm-note")
    parts.append(tag("details", tag("summary", say("The exercise again", lang)), told))
    parts += [_item(each, exercise, lang, station) for each in marked]
    return tag("section", *parts, class_="fcm", lang=lang)


def number(points: float) -> str:
    """Give points as a person writes them: 7, 7.5, 6.67."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def _item(marked: Marked, exercise: GradedExercise, lang: Lang, station: Mapping[str, str]) -> Html:
    ask, score = marked.item.ask, marked.score
    inside = [tag("p", localise(ask.stem, lang, station), class_="fcm-stem")]
    if ask.kind == "label":
        inside.append(tag("p", f"{localise(ask.name, lang, station)} · {ask.label}"))
    if isinstance(ask, Fab):
        inside.append(fab.asked(ask, lang, station))
    counted = say("{points} of {most} points", lang, points=number(marked.points), most=number(marked.item.points))
    if score.outcome is not Outcome.UNATTEMPTED and not (ask.prose and exercise.manual_points):
        counted = f"{_said(score.outcome, lang)} · {counted}"  # a half right answer has only right parts
    if score.outcome is Outcome.UNATTEMPTED:
        inside.append(tag("div", _word(Outcome.UNATTEMPTED, lang), class_="fcm-part fcm-open"))
    else:
        try:
            said = lines(ask, marked.key, score, marked.response, lang, station)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            said = []  # the journal holds a response that the question cannot have
        if isinstance(ask, Day):
            inside.append(day.debrief(ask, cast("DayKey", marked.key), marked.response, lang, station))
        inside += [_part(line, written=ask.prose, judged=bool(exercise.manual_points), lang=lang) for line in said]
        inside.append(_beneath(marked, exercise, lang))
        if score.outcome is Outcome.PARTIAL and all(line.outcome is Outcome.CORRECT for line in said):
            # What is missing stays unsaid: it is the rest of the key.
            counted = f"{counted} · {say('something is still missing', lang)}"
        if not said:
            inside.append(tag("div", _word(score.outcome, lang), class_="fcm-part fcm-wrong"))
    return tag("div", *inside, tag("p", counted, class_="fcm-points"), class_="fcm-item")


def _beneath(marked: Marked, exercise: GradedExercise, lang: Lang) -> Html:
    """Give what stands beneath an answer that a person reads: its length, marked words, what the rule says."""
    ask = marked.item.ask
    if isinstance(ask, Fab):
        return fab.ruled(ask, marked.response, lang)
    if isinstance(ask, ShortText | Boxes) and exercise.manual_points:
        return beside(ask, marked.response, lang)
    return Html("")


def _part(line: Line, *, written: bool, judged: bool, lang: Lang) -> Html:
    inside = []
    if line.label and line.said and not written:
        inside.append(tag("p", f"{line.label} → ", tag("strong", line.said), class_="fcm-said"))
    else:
        inside += [tag("p", line.label)] if line.label else []
        inside += [tag("p", line.said, class_="fcm-said fcm-text" if written else "fcm-said")] if line.said else []
    style = ""
    # A text that a person will judge is there or not; "correct" would promise what only the person can say.
    if line.outcome is not None and not (written and judged and line.said):
        inside.append(_word(line.outcome, lang))
        style = f" fcm-{_SAID[line.outcome][2]}"
    if line.note:
        inside.append(tag("p", line.note, class_="fcm-note"))
    return tag("div", *inside, class_=f"fcm-part{style}")


def _word(outcome: Outcome, lang: Lang) -> Html:
    return tag("span", _said(outcome, lang), class_="fcm-word")


def _said(outcome: Outcome, lang: Lang) -> str:
    sign, word, _ = _SAID[outcome]
    return f"{sign} {say(word, lang)}"


@cache
def station_of(lang: Lang) -> Mapping[str, str]:
    """Give the course's own station settings: a grader does not have the learner's."""
    from importlib.resources import files

    from course.content.reader import read_yaml

    settings = read_yaml(files("course.content") / "station.yaml")
    return MappingProxyType({name: str(said["en" if lang == "en" else "zh"]) for name, said in settings.items()})
