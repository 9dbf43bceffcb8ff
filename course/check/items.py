"""Checks of items, exercises and sheets: keys fit their questions, notes are their own, no cue gives answers away."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING

from course.check import drills, misconceptions, precheck, products
from course.check.finding import Finding
from course.check.places import Places
from course.content.kinds.choice import Choice
from course.content.text import LANGUAGES, Lang
from course.engine.errors import CourseError
from course.engine.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from course.content.items import GradedItem, Item
    from course.content.library import Library

PRACTICE_ITEMS_AN_OBJECTIVE = 4
# Above this share of single choices whose answer is the longest (or the first) option, guessing by form pays.
CUE_SHARE = 0.5


def check(library: Library) -> Iterator[Finding]:
    """Check one module's content."""
    places = Places(library)
    every = [*library.items.values(), *(part for each in library.exercises.values() for part in each.parts)]
    for item in every:
        yield from _item(item, places)
    yield from _hints(library, every, places)
    yield from _notes_are_their_own(every, places)
    yield from _cues(library, every)
    yield from _objectives(library, every, places)
    yield from _sheets(library, places)
    yield from precheck.check(library, places)
    yield from products.check(library, places)
    yield from drills.check(library, places)
    practice = {part.id: each.id for each in library.exercises.values() for part in each.parts}
    graded = {part.id: each.id for each in library.graded.values() for part in each.parts}
    for part, exercise in [*practice.items(), *graded.items()]:
        if part.partition(".")[0] != exercise:
            yield places.finding(
                part, f"The part '{part}' stands in {exercise}.", f"Call it {exercise}.something.", "id"
            )
    for each in library.graded.values():
        for part_asked in each.parts:
            yield from _figure(part_asked, places)


def _item(item: Item, places: Places) -> Iterator[Finding]:
    yield from _figure(item, places)
    for option, problem in misconceptions.shared_reasons(item.ask, item.key):
        yield places.finding(item.id, f"{problem}.", misconceptions.SHARED_THEN, "key", "because", option)
    problems = item.key.problems(item.ask)
    for problem in problems:
        yield places.finding(item.id, f"{problem}.", "Add, remove or rename it so that key and question agree.", "key")
    if problems:
        return
    if item.key.score(item.ask, item.key.model_answer(item.ask)).outcome is not Outcome.CORRECT:
        yield places.finding(item.id, "Its own model answer does not earn full marks.", "Correct the key.", "key")
        return
    for note, problem in misconceptions.problems(item.ask, item.key):
        field = ("key", "notes", note) if note else ("key",)
        said = f"The note '{note}': {problem}." if note else f"{problem[0].upper()}{problem[1:]}."
        yield places.finding(item.id, said, "Correct the key, or the note's name.", *field)


def _figure(item: Item | GradedItem, places: Places) -> Iterator[Finding]:
    figure = item.ask.figure
    if not figure:
        return
    if not item.ask.figure_alt:
        yield places.finding(
            item.id, "The figure has no text for those who cannot see it.", "Add ask.figure_alt.", "ask", "figure"
        )
    if not (files("course.content") / "figures" / f"{figure}.svg").is_file():
        yield places.finding(
            item.id, f"There is no figure '{figure}'.", f"Draw content/figures/{figure}.svg.", "ask", "figure"
        )


def _notes_are_their_own(every: list[Item], places: Places) -> Iterator[Finding]:
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


def _hints(library: Library, every: list[Item], places: Places) -> Iterator[Finding]:
    """Report practice without any hint. A guess before a reading has none, and a checklist has no answer to hint at."""
    guessed = {name for sheet in library.sheets.values() if sheet.guesses for name in sheet.items}
    for item in every:
        if not item.hints and item.id not in guessed and item.ask.kind != "checklist":
            yield places.finding(
                item.id,
                f"{item.id} has no hint.",
                "Write two: the gentlest first, the second nearly the rule, neither the answer.",
                error=False,
            )


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


def _objectives(library: Library, every: list[Item], places: Places) -> Iterator[Finding]:
    known = [objective.id for objective in library.module.objectives]
    before = {name for sheet in library.sheets.values() if sheet.guesses for name in sheet.items}
    count = Counter(item.objective for item in every if item.id not in before)
    for item in every:
        yield from places.objectives(item.id, [item.objective], "objective")
    for number, objective in enumerate(known):
        if count[objective] < PRACTICE_ITEMS_AN_OBJECTIVE:
            yield places.module(
                f"The objective {objective} has {count[objective]} practice items.",
                f"Write at least {PRACTICE_ITEMS_AN_OBJECTIVE}.",
                "objectives",
                number,
            )
    for exercise in library.graded.values():
        yield from places.objectives(exercise.id, exercise.objectives, "objectives")


def _sheets(library: Library, places: Places) -> Iterator[Finding]:
    used: dict[str, list[str]] = {}
    for sheet in library.sheets.values():
        for number, name in enumerate(sheet.items):
            used.setdefault(name, []).append(sheet.id)
            try:
                library.item(name)  # as the page does when it shows the sheet
            except CourseError as error:
                yield places.finding(
                    sheet.id,
                    f"{sheet.id} shows the item '{name}', which is not there.",
                    f"Correct the id, or write the item. {error.then}".strip(),
                    "items",
                    number,
                )
    for name in (each for each in library.items if each not in used):
        yield places.finding(name, f"No sheet shows {name}.", "Put it into a sheet, or take the item out.")
    for name, sheets in used.items():
        if len(sheets) > 1 and name in library.items:
            yield places.finding(
                name,
                f"{name} is shown by {' and '.join(sheets)}.",
                "Show it once, and write another item for the other place.",
            )
