"""Each note of a key is tried: the answer that it is meant for must be scored and explained as declared (design 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.check import day, tried
from course.content.text import LANGUAGES
from course.engine.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.engine.outcome import Score


@dataclass(frozen=True, slots=True)
class Trial:
    """An answer, the note that it must be explained with, and whether the part with that note is right."""

    note: str
    response: Any
    right: bool


def problems(ask: Any, key: Any) -> Iterator[tuple[str, str]]:
    """Try the notes of ``key``; give each one that fails, with what is wrong."""
    for trial in trials(ask, key):
        score = key.score(ask, trial.response)
        shown = {
            note: part.outcome is Outcome.CORRECT
            for part in score.parts
            if (note := next((each for each in part.notes if each in key.notes), None)) is not None
        }
        if trial.note not in shown:
            yield trial.note, "the answer that it is written for is not explained with it"
        elif shown[trial.note] is not trial.right:
            yield trial.note, f"the answer that it is written for is scored as {'wrong' if trial.right else 'right'}"
        elif not trial.right and score.credit >= 1:
            yield trial.note, "the mistake that it is written for earns full marks"
    yield from _untouched(ask, key)


SHARED_THEN = "Add it to key.answers, or give it another note in key.because, which says why it does not fit."


def shared_reasons(ask: Any, key: Any) -> Iterator[tuple[str, str]]:
    """Give each option of a multi-select that is not right but is explained with a right one's note, and the problem.

    Its note would tell a learner that the option fits while it is scored as wrong: one of the two is a slip.
    """
    if ask.kind != "multi":
        return
    right = {key.because.get(option, option): option for option in key.answers}
    for option in ask.options:
        note = key.because.get(option, option)
        if option not in key.answers and note in right:
            yield (
                option,
                f"'{option}' is not in key.answers, but shares the note '{note}' with '{right[note]}', which is",
            )


def _untouched(ask: Any, key: Any) -> Iterator[tuple[str, str]]:
    nothing: tuple[Any, ...] = (None, "", [], {})
    for response in nothing:
        score: Score = key.score(ask, response)
        if score.outcome is not Outcome.UNATTEMPTED or score.credit:
            yield "", f"an untouched answer ({response!r}) is not scored as unattempted"


def trials(ask: Any, key: Any) -> Iterator[Trial]:  # noqa: C901, PLR0912  one branch a kind
    """Give an answer for each note that stands for one, from the definitions of the kinds."""
    match ask.kind:
        case "choice":
            yield from (Trial(slug, slug, slug == key.answer) for slug in ask.options)
        case "multi":
            for slug in ask.options:
                yield Trial(key.because.get(slug, slug), [slug], slug in key.answers)
        case "verdict":
            yield from (Trial(f"verdict:{slug}", {"verdict": slug}, slug == key.verdict) for slug in ask.verdicts)
            yield from (Trial(f"reason:{slug}", {"reason": slug}, slug in key.reasons) for slug in ask.reasons)
        case "match":
            yield from _pairs(
                key, {left: [right] for left, right in key.pairs.items()}, dict.fromkeys(ask.left, ask.right)
            )
        case "classify":
            yield from _pairs(key, key.groups, dict.fromkeys(ask.cards, ask.groups))
        case "cloze":
            yield from _pairs(key, {gap: [word] for gap, word in key.answers.items()}, ask.gaps)
        case "label":
            yield from _pairs(key, {field: [value] for field, value in key.fields.items()}, {})
        case "numeric":
            yield Trial("right", f"{key.answer:.12g}", True)
            yield Trial("unreadable", "?", False)
            yield from (Trial(slug, f"{value:.12g}", False) for slug, value in key.mistakes.items())
        case "order":
            yield from _orders(ask, key)
        case "transcript":
            yield from _marks(key)
        case "planner":
            yield Trial("right", key.model_answer(ask), True)
            yield Trial("total", {**key.model_answer(ask), next(iter(ask.rows)): str(ask.total + 1)}, False)
        case "text":
            yield Trial("done", key.model.en, True)
        case "boxes":
            yield Trial("done", key.model_answer(ask), True)
            if ask.distinct:
                yield Trial("same", dict.fromkeys(ask.boxes, "…"), False)
        case "fab":
            yield from (Trial("pass", key.model_answer(ask, lang), True) for lang in LANGUAGES)
            if ask.draft:  # touched, but with its fault
                for lang in LANGUAGES:
                    yield Trial("draft", {box: f"{text.of(lang)} ." for box, text in ask.draft.items()}, False)
        case "checklist":
            yield Trial("done", list(ask.entries), True)
        case "day":
            yield from (Trial(*each) for each in day.answers(ask, key))
        case kind if kind in tried.KINDS:
            yield from (Trial(*each) for each in tried.answers(ask, key))


def _pairs(key: Any, accepted: Any, offered: Any) -> Iterator[Trial]:
    """Try every value that a part offers where its note is the part's own, and every value that a note names."""
    for part, values in accepted.items():
        named = {note.partition(":")[2] for note in key.notes if note.startswith(f"{part}:")} - {"wrong", "missed"}
        for value in {*offered.get(part, ()), *named, *values}:
            right = value in values
            general = part if right else f"{part}:wrong"
            yield Trial(f"{part}:{value}" if value in named else general, {part: value}, right)


def _orders(ask: Any, key: Any) -> Iterator[Trial]:
    for note in key.notes:
        first, mark, second = note.partition(">")
        if mark and first in ask.steps and second in ask.steps:
            order = list(key.answer)
            a, b = order.index(first), order.index(second)
            order[a], order[b] = order[b], order[a]
            yield Trial(note, {"order": order, "blanks": {}}, False)


def _marks(key: Any) -> Iterator[Trial]:
    for note in key.notes:
        line, mark, cue = note.partition(":")
        if not mark:
            yield Trial(note, {line: key.marks[line]}, True)
        elif cue not in {"wrong", "missed"}:
            yield Trial(note, {line: cue}, key.marks.get(line) == cue)
