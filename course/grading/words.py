"""A learner's answer in words: what was asked, what was said, how it went, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from course.content import answered
from course.content.kinds.day import Day
from course.content.kinds.fab import Fab
from course.content.text import Lang, localise
from course.engine.kinds.concessions import PLAN
from course.engine.kinds.testimony import CARD
from course.engine.outcome import Outcome
from course.grading import day, fab
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.content.kinds import Key
    from course.content.kinds.day_key import DayKey
    from course.engine.outcome import PartScore, Score

LONGEST = 4000  # characters of an answer that are shown; more is no answer to read
_FIELDS = {
    "cold": "Cold class",
    "hot": "Hot class",
    "s": "S grade (gasoline)",
    "c": "C grade (diesel)",
    "fuel": "Engine it is for",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One part of an answer.

    Attributes:
        label: What was asked; empty where the item has only one part.
        said: The learner's answer; empty where there is none.
        outcome: How it went; None for what was only written down.
        note: The explanation; empty where there is none.

    """

    label: str
    said: str
    outcome: Outcome | None
    note: str = ""


def lines(ask: Any, key: Key, score: Score, response: Any, lang: Lang, station: Mapping[str, str]) -> list[Line]:
    """Give the parts of an answer in words. What the learner left out is "not answered" and gets no explanation.

    Nothing of the key is in it but the notes on what the learner chose.
    """
    if isinstance(ask, Fab):
        texts = [Line(name, text, None) for name, text in fab.texts(ask, response, lang)]
        about = _note(key, score.parts[0], lang, station)
        return [*texts, Line("", "", None, about)] if about else texts
    if isinstance(ask, Day):
        return [Line(*each) for each in day.told(ask, cast("DayKey", key), score, response, lang, station)]
    asked = localise(ask, lang, station)
    if ask.kind == "planner":
        return _planned(asked, key, score, response, lang, station)
    found = []
    for part in _shown(ask.kind, score, response):
        label, said = _in_words(asked, part.part, response, lang)
        there = part.outcome is not Outcome.UNATTEMPTED
        note = _note(key, part, lang, station) if there else ""
        found.append(Line(label, said[:LONGEST] if there else "", part.outcome, note))
    return found


def _shown(kind: str, score: Score, response: Any) -> list[PartScore]:
    """Give the parts to show, in an order that tells nothing of the key."""
    if kind in {"multi", "transcript"}:  # what was rightly not chosen and what was missed would give the key away
        return [part for part in score.parts if part.outcome is not Outcome.UNATTEMPTED]
    if kind in {
        "concessions",
        "testimony",
        "timetable",
    }:  # that the whole is not finished is told by the parts that are open
        return [
            part for part in score.parts if part.part not in {PLAN, CARD} or part.outcome is not Outcome.UNATTEMPTED
        ]
    if kind == "order":
        given = response.get("order") if isinstance(response, dict) else None
        place = {
            step: index for index, step in enumerate(given if isinstance(given, list) else []) if isinstance(step, str)
        }
        return sorted((part for part in score.parts if part.part in place), key=lambda part: place[part.part])
    return [part for part in score.parts if part.part or kind != "boxes"]


def _in_words(  # noqa: C901, PLR0911, PLR0912  one case a kind; splitting them would hide the table
    asked: Mapping[str, Any], part: str, response: Any, lang: Lang
) -> tuple[str, str]:
    given = response.get(part) if isinstance(response, dict) else response
    if asked["kind"] in answered.KINDS:
        return answered.in_words(asked, part, response, lang)
    match asked["kind"]:
        case "choice":
            return "", _named(asked["options"], given)
        case "multi":
            return "", _named(asked["options"], part)
        case "verdict":
            field = "verdicts" if part == "verdict" else "reasons"
            return asked[f"{part}_label"], _named(asked[field], given)
        case "match":
            return asked["left"][part], _named(asked["right"], given)
        case "classify":
            return asked["cards"][part], _named(asked["groups"], given)
        case "order":
            place = [step for step in response["order"] if isinstance(step, str)].index(part) + 1
            return f"{place}.", _named(asked["steps"], part)
        case "label":
            return say(_FIELDS[part], lang), say("nothing on the label", lang) if given == "none" else _text(given)
        case "cloze":
            number = list(asked["gaps"]).index(part) + 1
            return say("Gap {number}", lang, number=number), _named(asked["gaps"][part], given)
        case "transcript":
            line = asked["lines"][part]
            return f"{line['who']}: {line['text']}", _named(asked["cues"], given)
        case "boxes":
            return asked["boxes"][part]["label"], _text(given)
        case "checklist":
            return "", "; ".join(_named(asked["entries"], each) for each in given or [] if isinstance(each, str))
        case "numeric":
            return "", f"{_text(given)} {asked['unit']}".strip()
        case _:
            return "", _text(given)


def _planned(
    asked: Mapping[str, Any], key: Key, score: Score, response: Any, lang: Lang, station: Mapping[str, str]
) -> list[Line]:
    """Give the rows as typed, then the total and the limits: the rows are not right or wrong each by itself."""
    given = response if isinstance(response, dict) else {}
    rows = [Line(row["label"], _text(given.get(slug)), None) for slug, row in asked["rows"].items()]
    checks = []
    for part in score.parts:
        group = part.part.partition(":")[0]
        label = asked["groups"].get(group) or asked["rows"].get(part.part, {}).get("label") or say("Total", lang)
        checks.append(Line(label, "", part.outcome, _note(key, part, lang, station)))
    return rows + checks


def _note(key: Key, part: PartScore, lang: Lang, station: Mapping[str, str]) -> str:
    note = key.note(*part.notes)
    return str(localise(note, lang, station)) if note else answered.general(part.notes, lang)


def _named(texts: Mapping[str, str], slug: Any) -> str:
    return texts.get(slug, slug) if isinstance(slug, str) else ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)
