"""Checks of items, exercises and sheets: keys fit their questions, notes are their own, no cue gives answers away."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from course.check.finding import Finding
from course.content.kinds.choice import Choice
from course.content.reader import line_of, read_yaml
from course.content.text import LANGUAGES, Lang
from course.engine.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from course.content.items import Item
    from course.content.library import Library

PRACTICE_ITEMS_AN_OBJECTIVE = 4
# Above this share of single choices whose answer is the longest (or the first) option, guessing by form pays.
CUE_SHARE = 0.5


def check(library: Library) -> Iterator[Finding]:
    """Check one module's content."""
    places = _Places(library)
    every = [*library.items.values(), *(part for each in library.exercises.values() for part in each.parts)]
    for item in every:
        yield from _item(item, places)
    yield from _notes_are_their_own(every, places)
    yield from _cues(library, every)
    yield from _objectives(library, every)
    yield from _sheets(library, places)
    for exercise in library.graded.values():
        for part in exercise.parts:
            if part.id.partition(".")[0] != exercise.id:
                yield places.finding(
                    part.id, f"The part '{part.id}' stands in {exercise.id}.", f"Call it {exercise.id}.something."
                )


def _item(item: Item, places: _Places) -> Iterator[Finding]:
    problems = item.key.problems(item.ask)
    for problem in problems:
        yield places.finding(item.id, f"{problem}.", "Add, remove or rename it so that key and question agree.", "key")
    if problems:
        return
    if item.key.score(item.ask, item.key.model_answer(item.ask)).outcome is not Outcome.CORRECT:
        yield places.finding(item.id, "Its own model answer does not earn full marks.", "Correct the key.", "key")
    untouched: tuple[Any, ...] = (None, "", [], {})
    for nothing in untouched:
        if item.key.score(item.ask, nothing).outcome is not Outcome.UNATTEMPTED:
            yield places.finding(
                item.id, "An untouched answer is not scored as unattempted.", "Give blank no credit.", "key"
            )
    if item.ask.figure and not item.ask.figure_alt:
        yield places.finding(
            item.id, "The figure has no text for those who cannot see it.", "Add ask.figure_alt.", "ask"
        )


def _notes_are_their_own(every: list[Item], places: _Places) -> Iterator[Finding]:
    for lang in ("en", "zh"):
        said: dict[str, str] = {}
        for item in every:
            for slug, text in item.key.notes.items():
                words = getattr(text, lang)
                if words in said:
                    yield places.finding(
                        item.id,
                        f"The note '{slug}' ({lang}) says word for word what {said[words]} says.",
                        "Say what is particular to this option: why it tempts, what is wrong, the rule.",
                        "key",
                        "notes",
                        slug,
                    )
                said.setdefault(words, f"'{slug}' of {item.id}")


def _cues(library: Library, every: list[Item]) -> Iterator[Finding]:
    """Report what lets one guess by form alone: answers that are the longest, or the first in a fixed order."""
    choices = [(item.ask, item.key.model_answer(item.ask)) for item in every if isinstance(item.ask, Choice)]
    where = f"content/{library.folder.name}/items.yaml"
    for lang in LANGUAGES:
        longest = sum(max(ask.options, key=_length(ask, lang)) == answer for ask, answer in choices)
        if longest > CUE_SHARE * len(choices):
            yield Finding(
                where,
                f"In {longest} of {len(choices)} single choices the right option is the longest ({lang}).",
                "Shorten right options or give distractors as much detail.",
                error=False,
            )
    fixed = [(ask, answer) for ask, answer in choices if ask.fixed_order]
    first = sum(next(iter(ask.options)) == answer for ask, answer in fixed)
    if first > CUE_SHARE * len(fixed):
        yield Finding(
            where,
            f"In {first} of {len(fixed)} single choices with a fixed order the right option is the first.",
            "Ask some of them the other way round.",
            error=False,
        )


def _length(ask: Choice, lang: Lang) -> Callable[[str], int]:
    return lambda slug: len(ask.options[slug].of(lang))


def _objectives(library: Library, every: list[Item]) -> Iterator[Finding]:
    known = {objective.id for objective in library.module.objectives}
    before = {name for sheet in library.sheets.values() if sheet.role == "before" for name in sheet.items}
    count = Counter(item.objective for item in every if item.id not in before)
    where = f"{library.folder.name}/module.yaml"
    for item in every:
        if item.objective not in known:
            yield Finding(
                where, f"{item.id} names the objective {item.objective}, which is not there.", "Correct the id."
            )
    for objective in sorted(known):
        if count[objective] < PRACTICE_ITEMS_AN_OBJECTIVE:
            yield Finding(
                where,
                f"The objective {objective} has {count[objective]} practice items.",
                f"Write at least {PRACTICE_ITEMS_AN_OBJECTIVE}.",
            )
    graded = {objective for exercise in library.graded.values() for objective in exercise.objectives}
    for objective in sorted(graded - known):
        yield Finding(
            where, f"A graded exercise names the objective {objective}, which is not there.", "Correct the id."
        )


def _sheets(library: Library, places: _Places) -> Iterator[Finding]:
    used = Counter(name for sheet in library.sheets.values() for name in sheet.items)
    for name in used.keys() - library.items.keys():
        yield Finding(
            f"{library.folder.name}/sheets.yaml",
            f"A sheet names the item '{name}', which is not there.",
            "Correct the id.",
        )
    for name in library.items.keys() - used.keys():
        yield places.finding(name, f"No sheet shows {name}.", "Put it into a sheet, or take the item out.")
    for name, times in used.items():
        if times > 1:
            yield places.finding(
                name, f"{times} sheets show {name}.", "Show it once, and write another item for the other place."
            )


class _Places:
    """Where entries stand, found only when something is wrong with them."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def finding(self, name: str, what: str, then: str, *field: str) -> Finding:
        for file_name in ("items.yaml", "exercises.yaml", "graded.yaml"):
            file = self.library.folder / file_name
            path = _path(read_yaml(file) or [], name)
            if path is not None:
                place = f"content/{self.library.folder.name}/{file_name}, line {line_of(file, [*path, *field])}"
                return Finding(place, what if name in what else f"{name}: {what}", then)
        return Finding(f"content/{self.library.folder.name}", f"{name}: {what}", then)


def _path(entries: Any, name: str) -> list[str | int] | None:
    for index, entry in enumerate(entries):
        if entry.get("id") == name:
            return [index]
        for number, part in enumerate(entry.get("parts") or []):
            if part.get("id") == name:
                return [index, "parts", number]
    return None
