"""Checks of drills: many cases are drawn, and each must be as good as an item that was written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.check import misconceptions
from course.content.drills import case_item
from course.content.drills.words import Words
from course.engine.errors import CourseError
from course.engine.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.check.finding import Finding
    from course.check.places import Places
    from course.content.drills import Drill
    from course.content.items import Item
    from course.content.library import Library

CASES = 200  # of each drill; the rarest sentence is said in one of about forty
SEED = "check"


def check(library: Library, places: Places) -> Iterator[Finding]:
    """Draw cases of every drill of a module; give what is wrong with the first bad one, and sentences never said."""
    for drill in library.drills.values():
        yield from places.objectives(drill.id, [drill.objective], "objective")
        yield from _drill(drill, places)


def _drill(drill: Drill, places: Places) -> Iterator[Finding]:
    words = Words(drill)
    for number in range(1, CASES + 1):
        try:
            problem = next(_problems(case_item(drill, SEED, number, words)), "")
        except CourseError as error:
            yield places.finding(drill.id, f"Case {number}: {error.what}", error.then, *_field(drill, error.where))
            return
        if problem:
            yield places.finding(
                drill.id, f"Case {number} of the seed '{SEED}': {problem}.", "Mend the rule's module, or the sentence."
            )
            return
    said = {f"{field}.{name}" for field in ("texts", "notes", "lines", "names") for name in getattr(drill, field)}
    for each in sorted(said - words.used):
        field, _, name = each.partition(".")
        yield places.finding(
            drill.id,
            f"The sentence '{each}' was not said in {CASES} cases.",
            "Correct its name, or take it out.",
            field,
            name,
        )


def _problems(item: Item) -> Iterator[str]:
    """List what is wrong with a drawn case, as with any item."""
    yield from item.key.problems(item.ask)
    for option, problem in misconceptions.shared_reasons(item.ask, item.key):
        yield f"option {option}: {problem}"
    if item.key.score(item.ask, item.key.model_answer(item.ask)).outcome is not Outcome.CORRECT:
        yield "its own model answer does not earn full marks"
    for note, problem in misconceptions.problems(item.ask, item.key):
        yield f"the note '{note}': {problem}" if note else problem


def _field(drill: Drill, where: str) -> tuple[str, ...]:
    """Give the path of the sentence that an error is about: ``m1-d1, notes.cold`` stands under notes, cold."""
    field, _, name = where.removeprefix(f"{drill.id}, ").partition(".")
    return (field, name) if name else (field,) if field else ()
