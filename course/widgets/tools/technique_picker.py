"""The technique picker: a closing line passes only with its honesty condition (m5-f07, m5-x2, system s55)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content.text import Model, Slug, Text
from course.engine.amounts import amounts
from course.engine.errors import CourseError
from course.engine.typed import is_blank
from course.engine.wording import REASONS, flags
from course.locale import say
from course.widgets.refused import not_taken
from course.widgets.tools.texts import Texts, read_texts, written_tool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.content import Lang

LONGEST = 200  # characters of a line, and of what shows its condition
_BACKED = {"scarcity"}  # reasons of marked words that a count or a day takes away


class Technique(Model):
    """One technique: its name, the station's line, and the condition that makes it honest."""

    name: Text
    line: Text
    condition: Text
    show: Text
    number: bool = False  # what shows the condition names a number: a count, a price, a day


class Refused(Model):
    """Why a line is refused."""

    line: Text
    condition: Text
    show: Text
    number: Text
    unnamed: Text
    unsourced: Text


class PickerTexts(Texts):
    """All techniques, in the curriculum's order, and the reasons of a refusal."""

    techniques: dict[Slug, Technique]
    refused: Refused


def _texts() -> PickerTexts:
    texts: PickerTexts = read_texts("technique-picker", PickerTexts)
    return texts


def _shown(said: dict[str, Any], _lang: Lang) -> dict[str, Any]:
    listed = [{"slug": slug, **each} for slug, each in said["techniques"].items()]
    return {"techniques": listed, "longest": LONGEST}


def told(question: Any, lang: Lang) -> dict[str, Any]:
    """Give whether a line may be said, and the reasons why not.

    Args:
        question: ``{"technique": slug, "line": text, "holds": bool, "shows": text}``.
        lang: The language.

    Returns:
        ``{"ok": bool, "open": bool, "reasons": [{"field": "line" | "condition" | "show", "text"}, …]}``; open says that
        there is no line to judge yet.

    Raises:
        CourseError: The question has another form.

    """
    fits = isinstance(question, dict) and question.get("technique") in list(_texts().techniques)
    if not fits or not _short(question.get("line")) or not _short(question.get("shows")):
        raise CourseError(not_taken(lang))
    technique, refused = _texts().techniques[question["technique"]], _texts().refused
    line, shows = question["line"], question["shows"]
    if is_blank(line):
        return {"ok": False, "open": True, "reasons": [{"field": "line", "text": refused.line.of(lang)}]}
    reasons: list[tuple[str, str]] = []
    if question.get("holds") is not True:
        reasons.append(("condition", refused.condition.of(lang)))
    backed = bool(amounts(shows)) and technique.number
    if is_blank(shows):
        reasons.append(("show", refused.show.of(lang)))
    elif technique.number and not amounts(shows):
        reasons.append(("show", refused.number.of(lang)))
    elif technique.number:
        reasons += [("line", reason) for reason in _unshown(line, shows, refused, lang)]
    reasons += [
        ("line", say("“{words}”", lang, words=flag.words) + " " + say(REASONS[flag.reason], lang))
        for flag in flags(line, lang)
        if not (backed and flag.reason in _BACKED)
    ]
    return {"ok": not reasons, "open": False, "reasons": [{"field": field, "text": text} for field, text in reasons]}


def _unshown(line: str, shows: str, refused: Refused, lang: Lang) -> Iterator[str]:
    """Say which numbers of a line nothing shows; a line that hurries has to name one (E02, E03)."""
    named = amounts(line)
    if not named:
        yield refused.unnamed.of(lang)
    have = {reading for amount in amounts(shows) for reading in amount.readings}
    for amount in named:
        if not amount.readings & have:
            yield refused.unsourced.of(lang).replace("{words}", amount.words)


def _short(text: Any) -> bool:
    return isinstance(text, str) and len(text) <= LONGEST


def _refuse(value: Any, _: PickerTexts, lang: Lang) -> str | None:
    """Keep the lines that passed: ``{technique: {"line": text, "shows": text}}``; each of them must pass."""
    if not isinstance(value, dict) or not all(_kept(slug, each, lang) for slug, each in value.items()):
        return say("A line is kept only with its condition.", lang)
    return None


def _kept(slug: Any, kept: Any, lang: Lang) -> bool:
    if not isinstance(kept, dict) or kept.keys() != {"line", "shows"} or slug not in list(_texts().techniques):
        return False
    if not _short(kept["line"]) or not _short(kept["shows"]):
        return False
    # A line that was kept in the other language stays: its words are judged in the language they are written in.
    question = {"technique": slug, "holds": True, **kept}
    return any(told(question, each)["ok"] for each in dict.fromkeys((lang, "en", "zh-CN")))


TECHNIQUE_PICKER = written_tool(
    "technique-picker",
    PickerTexts,
    _refuse,
    shown=_shown,
    answer=told,
)
