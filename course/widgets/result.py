"""What is said about an answer: a headline, a note for each part, and where to read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content import Lang, library, module_of
from course.engine.errors import CourseError
from course.engine.outcome import Outcome, PartScore, Score
from course.locale import say
from course.widgets.oil_tables import FIELD_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from course.content.items import Item
    from course.widgets.session import Session

# Kinds in which nothing is right or wrong: only done or still open.
FREE = frozenset({"boxes", "checklist", "text"})
_LONG = 60  # characters of a part that are repeated in its note


def headline(kind: str, outcome: Outcome, lang: Lang) -> str:
    """Say an outcome in a few words."""
    if outcome is Outcome.UNATTEMPTED:
        return say("Not answered yet", lang)
    if kind in FREE:
        return say("Done", lang) if outcome is Outcome.CORRECT else say("Some of it is still open", lang)
    words = {
        Outcome.CORRECT: say("Correct", lang),
        Outcome.PARTIAL: say("Partly correct", lang),
        Outcome.WRONG: say("Not yet", lang),
    }
    return words[outcome]


def result_view(item: Item, response: Any, score: Score, session: Session, lang: Lang) -> dict[str, Any]:
    """Give what the browser shows after a check."""
    return {
        "outcome": str(score.outcome),
        "credit": score.credit,
        "headline": headline(item.ask.kind, score.outcome, lang),
        "notes": list(_grouped(_notes(item, response, score, session, lang))),
        "read": where_to_read(item, session, lang),
    }


def guess_view(item: Item, response: Any, score: Score, session: Session, lang: Lang) -> dict[str, Any]:
    """Give what is shown after a guess before the reading: the notes of what was chosen, without right or wrong."""
    notes = [
        {**note, "outcome": None}
        for note in _notes(item, response, score, session, lang)
        if note["outcome"] != Outcome.UNATTEMPTED
    ]
    return {
        "outcome": None,
        "credit": None,
        "headline": say("Keep your guess in mind; the section below tells more.", lang),
        "notes": list(_grouped(iter(notes))),
        "read": where_to_read(item, session, lang),
    }


def where_to_read(item: Item, session: Session, lang: Lang) -> dict[str, str]:
    """Give the reading cell that tells it, with its title as the module lists it."""
    try:
        steps = library(module_of(item.id)).module.steps
    except CourseError:
        steps = []
    title = next((session.local(step.title, lang) for step in steps if step.id == item.read), "")
    return {"cell": item.read, "title": title}


def _notes(item: Item, response: Any, score: Score, session: Session, lang: Lang) -> Iterator[dict[str, Any]]:
    ask = session.local(item.ask, lang)
    missing = False
    for part in score.parts:
        text = item.key.note(*part.notes)
        if part.outcome is Outcome.UNATTEMPTED and item.ask.kind == "multi" and text is None:
            missing = True
            continue
        said = session.local(text, lang) if text is not None else _general(item.ask.kind, part, lang)
        if said:
            yield {
                "part": part.part,
                # What was missed is told, not named: it should be found in a second look.
                "label": "" if _missed(part) else part_label(ask, part, response, lang),
                "outcome": str(part.outcome),
                "text": said,
            }
    if missing:
        yield {
            "part": "",
            "label": "",
            "outcome": str(Outcome.UNATTEMPTED),
            "text": say("Something that belongs here is still missing.", lang),
        }


def _missed(part: PartScore) -> bool:
    return part.outcome is Outcome.UNATTEMPTED and any(slug.endswith(":missed") for slug in part.notes)


def _general(kind: str, part: PartScore, lang: Lang) -> str:
    """Say something of a part that has no note of its own; nothing where silence is clearer."""
    if part.outcome is Outcome.UNATTEMPTED:
        return "" if kind in {"planner", "transcript"} else say("Not answered yet", lang)
    if kind == "planner" and part.outcome is Outcome.CORRECT:
        return say("kept", lang) if part.part != "total" else say("adds up", lang)
    return ""


def _grouped(notes: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Say one rule once: notes with the same outcome and text are put together, their labels joined."""
    found: dict[tuple[Any, str], dict[str, Any]] = {}
    for note in notes:
        same = found.setdefault((note["outcome"], note["text"]), note)
        if same is not note and note["label"]:
            same["label"] = f"{same['label']} · {note['label']}" if same["label"] else note["label"]
    yield from found.values()


def part_label(ask: Mapping[str, Any], part: PartScore, response: Any, lang: Lang) -> str:
    """Name a part in the learner's words: the card, the step, the chosen option."""
    slug, kind = part.part, ask["kind"]
    given = response.get(slug) if isinstance(response, dict) else None
    if kind in _NAMED:
        parts, values = _NAMED[kind]
        return _paired(_text(ask[parts].get(slug)), _text(ask[values].get(given)) if values else "")
    match kind:
        case "choice" | "verdict":
            field = {"verdict": "verdicts", "reason": "reasons"}.get(slug, "options")
            return _short(_text(ask[field].get(response if slug == "" else given)))
        case "label" if slug in FIELD_NAMES:
            return say(FIELD_NAMES[slug], lang)
        case "cloze":
            gap = say("Gap {number}", lang, number=list(ask["gaps"]).index(slug) + 1)
            return _paired(gap, _text(ask["gaps"][slug].get(given)))
        case "planner":
            return _planner_label(ask, slug, lang)
        case _:
            return ""


# Kind -> the field that names its parts, and the field that names what was given to them.
_NAMED = {
    "boxes": ("boxes", ""),
    "classify": ("cards", "groups"),
    "match": ("left", "right"),
    "multi": ("options", ""),
    "order": ("steps", ""),
    "transcript": ("lines", "cues"),
}


def _text(entry: Any) -> str:
    """Give the words of an entry: a text, or a line or box that has one."""
    if isinstance(entry, dict):
        return str(entry.get("text") or entry.get("label") or "")
    return str(entry or "")


def _planner_label(ask: Mapping[str, Any], part: str, lang: Lang) -> str:
    if part == "total":
        return say("Total", lang)
    if part in ask["rows"]:
        return str(ask["rows"][part]["label"])
    group, _, side = part.partition(":")
    limit: Mapping[str, Any] = next((each for each in ask["limits"] if each["group"] == group), {})
    name = ask["groups"].get(group, group)
    if side == "min":
        return say("{group}: at least {percent} %", lang, group=name, percent=f"{limit.get('at_least', 0):g}")
    return say("{group}: at most {percent} %", lang, group=name, percent=f"{limit.get('at_most', 0):g}")


def _paired(label: str, given: str) -> str:
    return f"{_short(label)} → {_short(given)}" if given else _short(label)


def _short(text: str) -> str:
    return text if len(text) <= _LONG else text[: _LONG - 1].rstrip() + "…"
