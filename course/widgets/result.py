"""What is said about an answer: a headline, a note for each part, and where to read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content import Lang, answered, library, module_of
from course.content.kinds.fab import Fab
from course.content.kinds.multi import NONE
from course.content.kinds.written import Boxes, ShortText
from course.content.reviewed import CRITERIA_NAMES
from course.engine.errors import CourseError
from course.engine.outcome import Outcome, PartScore, Score
from course.engine.wording import REASONS
from course.locale import say
from course.widgets import fab
from course.widgets.oil_tables import FIELD_NAMES
from course.widgets.wording import marked_places, still_in_it

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from course.content.items import Item
    from course.content.kinds import Question
    from course.engine.wording import Flag
    from course.widgets.session import Session

MISSING = frozenset({"multi", "transcript"})  # kinds in which parts of the key can be left out
MISSED = "missed"  # how a right option that was not chosen is shown; it is no outcome of the engine
NAMED_FROM = 2  # the check from which what was missed is named: the first one tells only how many are missing
_LONG = 60  # characters of a part that are repeated in its note


def headline(ask: Question, outcome: Outcome, lang: Lang) -> str:
    """Say an outcome in a few words."""
    if outcome is Outcome.UNATTEMPTED:
        return say("Not answered yet", lang)
    if not ask.judged:
        return say("Done", lang) if outcome is Outcome.CORRECT else say("Some of it is still open", lang)
    words = {
        Outcome.CORRECT: say("Correct", lang),
        Outcome.PARTIAL: say("Partly correct", lang),
        Outcome.WRONG: say("Not yet", lang),
    }
    return words[outcome]


def result_view(item: Item, response: Any, score: Score, session: Session, lang: Lang, check: int) -> dict[str, Any]:
    """Give what the browser shows after a check; ``check`` is its number, 1 for the first one.

    A text that is complete and still holds words that promise too much is shown as partly done. Its credit stays full:
    a person judges the words.
    """
    ask = session.local(item.ask, lang)
    notes = list(_grouped(_notes(item, response, score, session, lang, named=check >= NAMED_FROM)))
    outcome, said = str(score.outcome), headline(item.ask, score.outcome, lang)
    if isinstance(item.ask, Fab):
        said = fab.headline(item.ask, response, lang) or said
        # The headline is the verdict, and each criterion has its sign below: a second verdict would contradict them.
        # So would a criterion's name without its sign ("The benefit answers …").
        notes = [{**note, "outcome": None, "label": ""} for note in notes]
    places = marked_places(ask, response) if isinstance(item.ask, Boxes | ShortText) else []
    if places:
        if score.outcome is Outcome.CORRECT:
            outcome, said = str(Outcome.PARTIAL), still_in_it(places, lang)
            notes = []  # "all boxes are filled" would say that nothing is left to do
        notes += _marked_notes(places, lang)
    return {
        "outcome": outcome,
        "credit": score.credit,
        "headline": said,
        "notes": notes,
        "read": where_to_read(item, session, lang),
    }


def _marked_notes(places: list[tuple[str, Flag]], lang: Lang) -> Iterator[dict[str, Any]]:
    """List each marked word with its box and the reason, a word once a box."""
    for name, words, reason in dict.fromkeys((name, flag.words, flag.reason) for name, flag in places):
        quoted = say("“{words}”", lang, words=words)
        yield {
            "part": "",
            "label": say("{words} ({box})", lang, words=quoted, box=name) if name else quoted,
            "outcome": str(Outcome.PARTIAL),
            "text": say(REASONS[reason], lang),
        }


def guess_view(item: Item, response: Any, score: Score, session: Session, lang: Lang) -> dict[str, Any]:
    """Give what is shown after a guess before the reading: the notes of what was chosen, without right or wrong."""
    notes = [
        {**note, "outcome": None}
        for note in _notes(item, response, score, session, lang, named=False)
        if note["outcome"] not in {Outcome.UNATTEMPTED, MISSED}
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


def _notes(
    item: Item, response: Any, score: Score, session: Session, lang: Lang, *, named: bool
) -> Iterator[dict[str, Any]]:
    ask = session.local(item.ask, lang)
    missing = 0
    for part in score.parts:
        text = item.key.note(*part.notes)
        missed = item.ask.kind in MISSING and part.outcome is Outcome.UNATTEMPTED
        if missed and item.ask.kind == "multi" and not (named and text is not None):
            missing += (
                part.part != NONE
            )  # "none of these" does not belong to the others: its own notes say what is wrong
            continue
        said = session.local(text, lang) if text is not None else _general(item.ask.kind, part, lang)
        if said:
            yield {
                "part": part.part,
                # A missed line of a talk is told, not shown: it should be found in a second look.
                "label": "" if missed and item.ask.kind == "transcript" else part_label(ask, part, response, lang),
                "outcome": MISSED if missed else str(part.outcome),
                "text": said,
            }
    if missing:
        yield {"part": "", "label": "", "outcome": MISSED, "text": _how_many(missing, lang)}


def _how_many(missing: int, lang: Lang) -> str:
    if missing == 1:
        return say("1 more belongs to it.", lang)
    return say("{number} more belong to it.", lang, number=missing)


def _general(kind: str, part: PartScore, lang: Lang) -> str:
    """Say something of a part that has no note of its own; nothing where silence is clearer."""
    if part.outcome is Outcome.UNATTEMPTED:
        if kind == "concessions":
            return say("Not finished: a price and what comes back for it belong together.", lang)
        return "" if kind in {"planner", "transcript"} else say("Not answered yet", lang)
    if kind in {"concessions", "timetable"}:
        return answered.general(part.notes, lang)
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


def part_label(  # noqa: PLR0911  one case a kind
    ask: Mapping[str, Any], part: PartScore, response: Any, lang: Lang
) -> str:
    """Name a part in the learner's words: the card, the step, the chosen option."""
    slug, kind = part.part, ask["kind"]
    given = response.get(slug) if isinstance(response, dict) else None
    if kind in answered.KINDS:
        label, words = answered.in_words(ask, slug, response, lang)
        name, mark, column = label.rpartition(" · ") if ":" in slug else (label, "", "")
        return f"{_short(name)}{mark}{column}" + (f" → {words}" if words else "")
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
        case "fab" if slug in CRITERIA_NAMES:
            return say(CRITERIA_NAMES[slug], lang)
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
