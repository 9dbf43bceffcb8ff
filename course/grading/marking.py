"""Marking a graded cell: answers from the journal, feedback as HTML, points as one plain float (design 7)."""

from __future__ import annotations

import json
import warnings
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from course.content import Lang
    from course.content.items import GradedExercise, GradedItem
    from course.content.kinds import Key
    from course.engine.outcome import Score
    from course.record import Entry


@dataclass(frozen=True, slots=True)
class Marked:
    """One graded part with the learner's answer and its score."""

    item: GradedItem
    key: Key
    response: Any
    score: Score

    @property
    def points(self) -> float:
        """The points earned."""
        return self.score.credit * self.item.points


def mark(item: str, *, lang: Lang = "en", key: str) -> float:
    """Score the graded exercise ``item`` from the journal beside the notebook, show its feedback, and give the points.

    Nothing that a learner can leave in the folder raises an error: what is readable counts, and the rest is told in the
    feedback. Nothing is written to stderr, which would cost all points (T01).

    Args:
        item: The exercise's id ("m1-x1").
        lang: The language of the feedback.
        key: JSON: part id to key.

    Returns:
        0 to the exercise's automatic points, to two decimals; a plain float, because nbgrader reads anything else as
        full marks (T02, T15).

    Raises:
        CourseError: The course itself is at fault: there is no such exercise, or the key does not fit it. That must not
            look like a zero of the learner's.

    """
    with _quiet():
        from course.content import library, module_of
        from course.grading.shown import feedback
        from course.record import Journal, Snapshot
        from course.record.place import answers

        exercises = library(module_of(item)).graded
        exercise = library(module_of(item)).graded_exercise(item)
        keys = read_keys(exercise, key)
        journal = Journal(answers(Path.cwd()), session="marking")
        given = Snapshot.of(journal.entries()).latest_graded()
        marked = score(exercise, keys, given)
        # One journal, one notice: on the page it stands above the first exercise.
        problems = journal.problems(lang) if item == next(iter(exercises)) else []
        html = feedback(exercise, marked, points=(found := total(exercise, marked)), problems=problems, lang=lang)
        _show(html)
    return found


def read_keys(exercise: GradedExercise, key: str) -> dict[str, Key]:
    """Read the keys of all parts from JSON.

    Raises:
        CourseError: A part has no key, or the key does not fit the question.

    """
    from pydantic import ValidationError

    from course.content.kinds import type_of_key
    from course.engine.errors import CourseError

    then = "Run: course check --write-keys, then release and autograde again."
    try:
        data = json.loads(key)
        keys = {part.id: type_of_key[part.ask.kind].read(data[part.id]) for part in exercise.parts}
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        why = f"nothing for {error}" if isinstance(error, KeyError) else str(error).partition("\n")[0]
        raise CourseError(f"The key of this exercise cannot be read: {why}.", where=exercise.id, then=then) from error
    for part in exercise.parts:
        if problems := keys[part.id].problems(part.ask):
            raise CourseError(f"The key does not fit the question: {problems[0]}.", where=part.id, then=then)
    return keys


def score(exercise: GradedExercise, keys: Mapping[str, Key], given: Mapping[str, Entry]) -> list[Marked]:
    """Score each part of the exercise. An answer that cannot be scored at all earns nothing and stays readable."""
    found = []
    for part in exercise.parts:
        response = given[part.id].response if part.id in given else None
        found.append(Marked(part, keys[part.id], response, _scored(keys[part.id], part, response)))
    return found


def _scored(key: Key, part: GradedItem, response: Any) -> Score:
    from course.engine.outcome import Outcome, Score

    try:
        return key.score(part.ask, response)
    except Exception:  # noqa: BLE001  a response is data from a file; whatever is in it must not stop the others
        return Score(Outcome.WRONG, 0.0)


def total(exercise: GradedExercise, marked: Sequence[Marked]) -> float:
    """Add up the points. Full marks are exactly the exercise's points, as its cell has them."""
    if all(each.score.credit >= 1 for each in marked):
        return float(exercise.points)
    return float(min(round(sum(each.points for each in marked), 2), exercise.points))


def _show(html: str) -> None:
    from IPython.display import HTML, display

    # Half of a surrogate pair, which a journal can hold, is no text that a kernel could send.
    display(HTML(html.encode(errors="replace").decode()))  # type: ignore[no-untyped-call]


@contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings(), redirect_stderr(StringIO()):
        warnings.simplefilter("ignore")
        yield
